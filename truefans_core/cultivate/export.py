"""The week's list as CSV: for reading and ticking off, or under the import headings of a mail tool."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd

from truefans_core.cultivate.plan import suppressed
from truefans_core.cultivate.sentences import reason, starter
from truefans_core.cultivate.tools import PLAIN, TOOLS_BY_SLUG, Tool
from truefans_core.words.safe import safe_cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from truefans_core.words import Words

_PLAIN_COLUMNS = (
    "rank", "name", "email", "company", "group", "strategy", "minutes", "reason", "starter", "person_id",
)  # fmt: skip


def export_for(planned: pd.DataFrame, supporters: pd.DataFrame, tool: str, say: Words) -> str:
    """The week's list as CSV text, ready for a mail tool.

    Nobody who may not be written to is in it, whatever the plan says. A mail tool gets only people with an
    address; `plain` holds everybody of the plan with reason and starter. Every cell is harmless in a spreadsheet.

    Args:
        planned: of `plan.plan`.
        supporters: columns.SUPPORTERS of the same people.
        tool: one of `tools.TOOL_SLUGS`.
        say: for the words of groups and strategies, and the headings of the plain list.

    Raises:
        KeyError: if there is no such tool.
    """
    known = supporters.loc[~suppressed(supporters), ["person_id", "email", "company"]]
    people = planned.merge(known, on="person_id", how="inner", validate="one_to_one").sort_values("rank")
    if tool == PLAIN:
        heads = [say(f"cultivate.column.{column}") for column in _PLAIN_COLUMNS]
        return _csv(heads, ([_plain(row, column, say) for column in _PLAIN_COLUMNS] for row in _rows(people)))
    wanted = TOOLS_BY_SLUG[tool]
    people = people[people["email"].notna() & (people["email"] != "")]
    cells = [[_cell(row, what, say, wanted) for _, what in wanted.columns] for row in _rows(people)]
    keep = [
        position
        for position in range(len(wanted.columns))
        if not wanted.blanks_erase or all(row[position] for row in cells)
    ]
    heads = [wanted.columns[position][0] for position in keep]
    return _csv(heads, ([row[position] for position in keep] for row in cells))


def without_address(planned: pd.DataFrame, supporters: pd.DataFrame) -> int:
    """How many people of the plan no mail tool can write to, for want of an address."""
    address = planned["person_id"].map(supporters.set_index("person_id")["email"])
    return int((address.isna() | (address == "")).sum())


def first_and_last(name: str | None) -> tuple[str, str]:
    """A full name in two; "Last, First" is turned round.

    Example:
        >>> first_and_last("Ada King Lovelace"), first_and_last("Lovelace, Ada"), first_and_last(None)
        (('Ada', 'King Lovelace'), ('Ada', 'Lovelace'), ('', ''))
    """
    plain = " ".join(name.split()) if isinstance(name, str) else ""
    last, comma, first = plain.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = plain.partition(" ")
    return first, last


def _rows(people: pd.DataFrame) -> list[dict[str, object]]:
    return people.to_dict("records")  # type: ignore[return-value] # every column name is text


def _plain(row: dict[str, object], column: str, say: Words) -> object:
    match column:
        case "group":
            return say(f"cultivate.group.{row['state']}")
        case "strategy":
            return say(f"cultivate.strategy.{row['strategy']}")
        case "reason" | "starter":
            message, params = reason(row) if column == "reason" else starter(row)
            return say(message, **params)
        case _:
            return "" if pd.isna(row[column]) else row[column]  # type: ignore[call-overload] # a scalar cell


def _cell(row: dict[str, object], what: str, say: Words, tool: Tool) -> str:
    group, strategy = say(f"cultivate.group.{row['state']}"), say(f"cultivate.strategy.{row['strategy']}")
    # A separator inside a tag would make two tags of it.
    tags = tool.separator.join(part.replace(tool.separator.strip(), " ") for part in (group, strategy))
    first, last = first_and_last(row["name"])  # type: ignore[arg-type] # text or missing
    company = row["company"] if isinstance(row["company"], str) else ""
    return {
        "email": str(row["email"]),
        "name": f"{first} {last}".strip(),
        "first": first,
        "last": last,
        "company": company,
        "group": group,
        "strategy": strategy,
        "tags": tags,
    }[what]


def _csv(heads: list[str], rows: Iterable[list[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(safe_cells(heads))
    writer.writerows(safe_cells(row) for row in rows)
    return text.getvalue()
