"""Saved mappings on the command line: read with `--mapping`, written with `--save-mapping`, made to be edited by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from truefans_core.cli.speak import Stop, write
from truefans_core.mapping import Mapping, fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from truefans_core.reading import RawTable

_LARGEST = 5_000_000  # bytes of a file of mappings: 500 columns take a twentieth of it


def load(path: str) -> tuple[Mapping, ...]:
    """The mappings of a file: one, or a list of them.

    Raises:
        Stop: if it cannot be read or holds none.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise Stop("cli.cannot_read", file=path) from error
    try:
        found = json.loads(content[:_LARGEST].decode("utf-8-sig"))
        each = found if isinstance(found, list) else [found]
        mappings = tuple(Mapping.from_json(json.dumps(one)) for one in each)
    except (ValueError, RecursionError) as error:
        raise Stop("cli.bad_mapping", file=path) from error
    if not mappings or not all(mapping.uses for mapping in mappings):
        raise Stop("cli.bad_mapping", file=path)
    return mappings


def save(to: str, mappings: Iterable[Mapping]) -> None:
    """Write mappings, one column a line.

    Raises:
        Stop: if it cannot be written there.
    """
    texts = [_text(mapping.for_keeping()) for mapping in mappings]
    write(to, (texts[0] if len(texts) == 1 else "[\n" + ",\n".join(texts) + "\n]").encode() + b"\n")


def unused(loaded: Sequence[tuple[str, Mapping]], tables: Sequence[RawTable]) -> tuple[str, ...]:
    """The files of mappings that fit none of the tables."""
    fitting = {path for path, mapping in loaded for table in tables if fits(mapping, table.headers)}
    return tuple(dict.fromkeys(path for path, _ in loaded if path not in fitting))


def _text(mapping: Mapping) -> str:
    found = json.loads(mapping.to_json())
    lines = [json.dumps(use, ensure_ascii=False) for use in found.pop("uses")]
    head = json.dumps(found, ensure_ascii=False, indent=1)[:-2]
    return head + ',\n "uses": [\n  ' + ",\n  ".join(lines) + "\n ]\n}"
