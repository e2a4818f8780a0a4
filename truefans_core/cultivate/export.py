"""The week's list as a file: for reading and ticking off, or under the import headings of a mail tool."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from truefans_core.cultivate.book import BOOK, Book
from truefans_core.cultivate.plan import suppressed
from truefans_core.cultivate.tools import PLAIN, TOOLS_BY_SLUG, Tool
from truefans_core.words.safe import safe_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.words import Words

_PLAIN_COLUMNS = (
    "rank", "name", "email", "company", "group", "kind", "strategy", "minutes", "reason", "starter", "measure",
    "consent", "person_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as it leaves: headings and rows, every cell harmless in a spreadsheet."""

    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def csv(self) -> str:
        """As CSV text."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.heads)
        writer.writerows(self.rows)
        return text.getvalue()


def sheet_for(
    planned: pd.DataFrame,
    supporters: pd.DataFrame,
    tool: str,
    say: Words,
    book: Book = BOOK,
    kinds: Mapping[str, str] | None = None,
) -> Sheet:
    """The week's list, ready for a mail tool.

    Nobody who may not be written to is in it, whatever the plan says. A mail tool gets only people with an
    address; `plain` holds everybody of the plan with reason and starter. That somebody said yes to mail is carried;
    where nothing was said nothing is claimed.

    Args:
        planned: of `plan.plan`.
        supporters: columns.SUPPORTERS of the same people.
        tool: one of `tools.TOOL_SLUGS`.
        say: for the words of groups and strategies, and the headings of the plain list.
        book: the strategies.
        kinds: what the kind of each person is called, by person_id, where there are kinds.

    Raises:
        KeyError: if there is no such tool.
    """
    known = supporters.loc[~suppressed(supporters), ["person_id", "email", "company", "consent"]]
    people = planned.merge(known, on="person_id", how="inner", validate="one_to_one").sort_values("rank")
    speaker = _Speaker(say, book, kinds or {})
    if tool == PLAIN:
        heads = [say(f"cultivate.column.{column}") for column in _PLAIN_COLUMNS]
        return _sheet(
            heads, [[speaker.plain(row, column) for column in _PLAIN_COLUMNS] for row in _rows(people)]
        )
    wanted = TOOLS_BY_SLUG[tool]
    people = people[people["email"].notna() & (people["email"] != "")]
    cells = [[speaker.cell(row, what, wanted) for _, what in wanted.columns] for row in _rows(people)]
    keep = [
        position
        for position in range(len(wanted.columns))
        if not wanted.blanks_erase or all(row[position] for row in cells)
    ]
    heads = [wanted.columns[position][0] for position in keep]
    return _sheet(heads, [[row[position] for position in keep] for row in cells])


def export_for(
    planned: pd.DataFrame,
    supporters: pd.DataFrame,
    tool: str,
    say: Words,
    book: Book = BOOK,
    kinds: Mapping[str, str] | None = None,
) -> str:
    """The same as CSV text; see `sheet_for`."""
    return sheet_for(planned, supporters, tool, say, book, kinds).csv()


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


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says what stands in a cell."""

    say: Words
    book: Book
    kinds: Mapping[str, str]

    def plain(self, row: dict[str, object], column: str) -> object:
        match column:
            case "reason":
                return self.book.reason(self.say, row)
            case "starter":
                return self.book.starter(self.say, row)
            case "measure":
                return self.book.measure(self.say, str(row["strategy"]))
            case "group" | "strategy" | "kind" | "consent":
                return self._named(row)[column]
            case _:
                return "" if pd.isna(row[column]) else row[column]  # type: ignore[call-overload] # a scalar cell

    def cell(self, row: dict[str, object], what: str, tool: Tool) -> str:
        named = self._named(row)
        first, last = first_and_last(row["name"])  # type: ignore[arg-type] # text or missing
        if what == "tags":
            tags = [named[part] for part in ("group", "kind", "strategy") if named[part]]
            if tool.consent_as_tag and named["consent"]:
                tags.append(named["consent"])
            # A separator inside a tag would make two tags of it.
            return tool.separator.join(tag.replace(tool.separator.strip(), " ") for tag in tags)
        if what == "consent" and named["consent"]:
            return tool.consent or named["consent"]
        return {
            **named,
            "email": str(row["email"]),
            "name": f"{first} {last}".strip(),
            "first": first,
            "last": last,
            "company": row["company"] if isinstance(row["company"], str) else "",
        }[what]

    def _named(self, row: dict[str, object]) -> dict[str, str]:
        return {
            "group": self.say(f"cultivate.group.{row['state']}"),
            "kind": self.kinds.get(str(row["person_id"]), ""),
            "strategy": self.book.name(self.say, str(row["strategy"])),
            "consent": self.say("cultivate.consent.yes") if row["consent"] is True else "",
        }


def _rows(people: pd.DataFrame) -> list[dict[str, object]]:
    return people.to_dict("records")  # type: ignore[return-value] # every column name is text


def _sheet(heads: list[str], rows: list[list[object]]) -> Sheet:
    return Sheet(tuple(safe_cells(heads)), tuple(tuple(safe_cells(row)) for row in rows))
