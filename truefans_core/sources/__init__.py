"""The exports that are known by name: one module each, data only.

To add a platform, add a module here that holds one value named `SOURCE`, and its words in `words/en/sources.po`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from truefans_core.sources.source import Source

__all__ = ["SOURCES", "Source", "platform_as_written"]


def _gather() -> Mapping[str, Source]:
    found: dict[str, Source] = {}
    for name in sorted(module.name for module in iter_modules(__path__) if module.name != "source"):
        source: Source = import_module(f"{__name__}.{name}").SOURCE
        if source.slug in found:
            raise ValueError(f"two modules describe {source.slug}")
        found[source.slug] = source
    return MappingProxyType(found)


#: Every known export by slug, in alphabetical order of the modules.
SOURCES: Mapping[str, Source] = _gather()

_PLATFORMS = {" ".join(each.platform.casefold().split()): each.platform for each in SOURCES.values()}


def platform_as_written(name: str) -> str:
    """A platform's name as it writes itself, however somebody typed it; a name nobody knows stays as it is.

    Example:
        >>> platform_as_written("givewp"), platform_as_written("My shop")
        ('GiveWP', 'My shop')
    """
    return _PLATFORMS.get(" ".join(name.casefold().split()), name)
