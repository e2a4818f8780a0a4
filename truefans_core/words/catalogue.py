"""Read the gettext catalogues: message id to plural forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for."""
    root = files("truefans_core.words")
    return tuple(
        sorted(
            d.name for d in root.iterdir() if d.is_dir() and any(f.name.endswith(".po") for f in d.iterdir())
        )
    )


@cache
def messages(language: str) -> Mapping[str, tuple[str, ...]]:
    """All sentences of a language by message id, each with its plural forms (one where it has none).

    Raises:
        ValueError: if an id stands in two catalogues.
    """
    found: dict[str, tuple[str, ...]] = {}
    folder = files("truefans_core.words").joinpath(language)
    for entry in sorted(folder.iterdir(), key=lambda f: f.name):
        if not entry.name.endswith(".po"):
            continue
        with entry.open("rb") as lines:
            for message in read_po(lines, locale=language):
                if not message.id:
                    continue
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key in found:
                    raise ValueError(f"{key} stands twice")
                forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                found[key] = forms
    return MappingProxyType(found)
