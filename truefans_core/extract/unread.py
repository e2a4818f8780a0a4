"""Columns that say when by their names and hold no days that can be read: never left out without a word."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import ROLES
from truefans_core.extract.cells import Cells
from truefans_core.extract.dates import Dates
from truefans_core.guess import answers, figures
from truefans_core.guess.ideas import likely_language
from truefans_core.guess.names import says, says_when
from truefans_core.problems import Problem
from truefans_core.values import parse_dates, parse_flag
from truefans_core.values.months import month_of_year
from truefans_core.values.zones import zone_unknown

_ROWS, _DIFFERENT = 10_000, 200  # rows and different cells that show what a column holds
_MOST = 0.5
_LONGEST = 32  # signs of a form
#: A clock, a number of a few figures or a single word: may be an hour, a duration or a day of the week.
_SMALL = r"^([0-9]{1,2}[:.h][0-9]{2}.*|-?[0-9]{1,4}([.,][0-9]+)?( ?\p{L}+)?|\p{L}+\.?)$"


def day_problems(cells: Cells, dates: Dates) -> tuple[Problem, ...]:
    """Of each column that tells days what keeps them from being told as they are meant."""
    told = [use.header for use in cells.mapping.uses if use.role and ROLES[use.role].kind == "date"]
    zones = ((header, zone_unknown(cells.raw(header))) for header in told)
    found = [Problem("N_ZONE_UNKNOWN", n, _named(cells, header)) for header, n in zones if n]
    if cells.source.signature or cells.mapping.source in {answers.SLUG, figures.SLUG}:
        return tuple(found)
    language = likely_language(cells.table.headers)
    silent = [use.header for use in cells.mapping.uses if use.role is None and not cells.mapping.by_hand]
    silent = [header for header in silent if says_when(header, language)]
    told = [] if dates.in_pieces("occurred_at") else told
    unread = {header: _unread(cells.raw(header)) for header in (*told, *silent)}
    dated = dates.in_pieces("occurred_at") or any(texts is None for texts in map(unread.get, told))
    days = [header for header in unread if header in told or says(header, "date")]
    for header, texts in unread.items():
        if texts is None or (dated and _beside(texts)) or (days and header not in days):
            continue
        found.append(Problem("N_UNREAD_DAYS", params={**_named(cells, header), "form": _form(texts)}))
    return tuple(found)


def _named(cells: Cells, header: str) -> dict[str, str]:
    return {"column": header, "file": cells.table.file}


def _unread(column: pa.Array) -> pa.Array | None:
    """Different cells that are no days, of a column of which few are; None where enough are, or none is filled."""
    different = pc.utf8_trim_whitespace(column.slice(0, _ROWS).drop_null().unique()).slice(0, _DIFFERENT)
    different = different.filter(pc.not_equal(different, ""))
    if not len(different):
        return None
    days = pc.or_(*(pc.is_valid(parse_dates(different, order=order).at) for order in ("dmy", "mdy")))
    months = pa.array([month_of_year(text) is not None for text in different.to_pylist()], pa.bool_())
    unread = different.filter(pc.invert(pc.or_(days, months)))
    return unread if len(unread) > _MOST * len(different) else None


def _beside(texts: pa.Array) -> bool:
    """Whether most texts may tell hours, durations, a day of the week or yes and no, as beside a column of days."""
    small = pc.or_(pc.match_substring_regex(texts, _SMALL), pc.is_valid(parse_flag(texts)))
    return bool(pc.mean(pc.cast(small, pa.int8())).as_py() > _MOST)


def _form(texts: pa.Array) -> str:
    """The commonest form of some texts: figures as 9, letters as a, what is not ASCII as ?."""
    for pattern, sign in ((r"\p{L}", "a"), (r"\p{N}", "9"), (r"[^ -~]", "?")):
        texts = pc.replace_substring_regex(texts, pattern, sign)
    coded = texts.dictionary_encode()
    told = str(coded.dictionary[pc.mode(coded.indices)[0]["mode"].as_py()])
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
