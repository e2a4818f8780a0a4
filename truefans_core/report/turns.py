"""The parts of a report taken in turn by a form, each told before it is begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.report.pack import Pack, Section

#: Told what is begun, in words, and what share of all was done before it, 0…1.
Progress = Callable[[str, float], None]


def in_turn(pack: Pack, sections: Sequence[Section], progress: Progress | None) -> Iterator[Section]:
    """Each part; then it is told that they are put together."""
    for done, section in enumerate(sections):
        if progress is not None:
            progress(section.title, done / (len(sections) + 1))
        yield section
    if progress is not None:
        progress(pack.say("report.putting_together"), len(sections) / (len(sections) + 1))
