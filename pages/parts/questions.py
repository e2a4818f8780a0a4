"""What the evidence cannot settle: asked once for all files it concerns, with what each answer would mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import streamlit as st

from pages.parts import cache, choices, mapping_editor
from truefans_core.values import parse_dates, parse_money
from truefans_core.words import explain
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.loaded import Loaded
    from truefans_core.problems import Question
    from truefans_core.store import Workspace
    from truefans_core.words import Words

#: Answers that are all shown at once; more go into a list that can be searched.
_MOST_SHOWN = 5
_EXAMPLES = 2
_LOOKED_AT = 40
_LONGEST_FILES = 4


def ask(say: Words, workspace: Workspace) -> None:
    """Every question there is, the same one of several files once."""
    groups: dict[Any, list[Loaded]] = {}
    for table in cache.tables(workspace):
        if (asked := table.imported.question) is not None:
            groups.setdefault(_same(table, asked), []).append(table)
    if not groups:
        return
    st.subheader(say("page.data.question", n=len(groups)), anchor=False)
    for tables in groups.values():
        _ask(say, workspace, tables)


def _same(table: Loaded, asked: Question) -> tuple[Any, ...]:
    """What makes two questions one: the same choice about the same column of the same kind of export."""
    mapping = table.imported.mapping
    kind = (mapping.source, mapping.platform, table.raw.headers) if mapping else (table.raw.headers,)
    return (asked.choice, asked.column, asked.answers, *kind)


def _ask(say: Words, workspace: Workspace, tables: Sequence[Loaded]) -> None:
    table = tables[0]
    asked = table.imported.question
    if asked is None:
        return
    with st.container(border=True):
        st.markdown(f"**{safe_text(explain(say, asked.problem))}**")
        names = [safe_text(each.raw.file) for each in tables[:_LONGEST_FILES]]
        st.caption(say("page.data.question.files", n=len(tables), files=", ".join(names)))
        answers = _ordered(workspace, asked)
        key = f"answer_{table.key}_{asked.choice}"
        words = {answer: _meaning(say, asked, answer) for answer in answers}
        label = say("page.data.question.label")
        if len(answers) <= _MOST_SHOWN:
            answer = st.radio(
                label,
                answers,
                index=None,
                format_func=words.__getitem__,
                captions=[_example(say, table, asked, each) for each in answers],
                key=key,
            )
        else:
            answer = st.selectbox(label, answers, index=None, format_func=words.__getitem__, key=key)
            if answer is not None:
                st.caption(_example(say, table, asked, answer))
        st.button(
            say("page.data.question.answer"),
            type="primary",
            disabled=answer is None,
            on_click=choices.answer,
            args=(tables, key),
            key=f"use_{key}",
        )


def _ordered(workspace: Workspace, asked: Question) -> tuple[str, ...]:
    """The answers, of currencies those first that the other files state."""
    if asked.choice != "currency":
        return asked.answers
    stated = cache.currencies(workspace)
    return tuple(sorted(asked.answers, key=lambda code: (code not in stated, asked.answers.index(code))))


def _meaning(say: Words, asked: Question, answer: str) -> str:
    message = f"answer.{asked.choice}.{answer}"
    if say.knows(message):
        return say(message)
    if asked.choice == "source":
        return say(f"source.{answer}.name")
    return safe_text(answer)


def _example(say: Words, table: Loaded, asked: Question, answer: str) -> str:
    """What an answer would make of two of the file's own cells."""
    if answer in table.raw.cells.column_names:  # which of several columns: what is in it
        return mapping_editor.examples(table, answer)
    if asked.column is None or asked.column not in table.raw.cells.column_names:
        return ""
    cells = table.raw.examples(asked.column, _LOOKED_AT)
    read = {"date_order": _days, "decimal": _decimals, "currency": _amounts}.get(asked.choice)
    found = [] if read is None else read(say, cells, answer)
    return " · ".join(
        say("page.data.question.example", cell=safe_text(cell), meaning=safe_text(meaning))
        for cell, meaning in found[:_EXAMPLES]
    )


def _days(say: Words, cells: Sequence[str], answer: str) -> list[tuple[str, str]]:
    """Cells with the day each would be, those first that tell the answers apart."""
    orders: tuple[Any, ...] = ("dmy", "mdy")
    either = [parse_dates(pa.array(cells), order=order).at.to_pylist() for order in orders]
    chosen: Any = answer
    at = parse_dates(pa.array(cells), order=chosen).at.to_pylist()
    rows = zip(cells, at, *either, strict=True)
    found = [(a == b, cell, say.date(day.date(), "long")) for cell, day, a, b in rows if day is not None]
    return [(cell, day) for _, cell, day in sorted(found, key=lambda each: each[0])]


def _decimals(say: Words, cells: Sequence[str], answer: str) -> list[tuple[str, str]]:
    sign: Any = answer
    # A currency with two decimals stands in: only the number is told.
    minor = parse_money(pa.array([_plain(cell) for cell in cells]), "EUR", decimal=sign).minor.to_pylist()
    return [
        (cell, say.number(each / 100, 2)) for cell, each in zip(cells, minor, strict=True) if each is not None
    ]


def _plain(cell: str) -> str:
    """A cell without signs of money, so that only its figures count."""
    return "".join(c for c in cell if c.isdigit() or c in ".,-()'’ ")


def _amounts(say: Words, cells: Sequence[str], answer: str) -> list[tuple[str, str]]:
    found = parse_money(pa.array(cells), answer)
    return [
        (cell, say.money(minor, answer))
        for cell, minor, code in zip(cells, found.minor.to_pylist(), found.currency.to_pylist(), strict=True)
        if minor is not None and code == answer
    ]
