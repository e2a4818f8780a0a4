"""A column whose name says when is never left out without a word, and no cell of it is told."""

from __future__ import annotations

import pytest

from truefans_core.intake import import_tables
from truefans_core.reading import read
from truefans_core.words import Words, explain


def imported(header, cells):
    rows = [f"c{number % 5},{cell},{10 + number}.50" for number, cell in enumerate(cells)]
    file = "\n".join([f"customer_id,{header},amount", *rows]).encode()
    return import_tables([(table, None) for table in read("log.csv", file)], currency="USD")[0]


def told(found):
    return {problem.code: problem for problem in found.records.problems}


@pytest.mark.parametrize(
    ("header", "cells", "form"),
    [
        ("date", [f"Week {n} of May" for n in range(10, 30)], "aaaa 99 aa aaa"),
        ("Datum", [f"Frühling '{n}" for n in range(10, 30)], "aaaaaaaa '99"),
        ("fecha", [f"T{n % 4}-{2000 + n}" for n in range(20)], "a9-9999"),
        ("Data do pedido", [f"99{n:04}" for n in range(9000, 9020)], "999999"),
        ("when", ["yesterday"] * 20, "aaaaaaaaa"),
    ],
)
def test_days_that_cannot_be_read_are_told_by_their_form(header, cells, form):
    found = imported(header, cells)
    problem = told(found)["N_UNREAD_DAYS"]
    assert (problem.severity, problem.params["column"], problem.params["form"]) == ("warn", header, form)
    sentence = explain(Words(), problem)
    assert header in sentence
    assert not any(cell in sentence for cell in cells)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("date", [f"2024-01-{n:02}" for n in range(1, 20)]),
        ("date", [f"9301{n:02}" for n in range(1, 20)]),
        ("date", [""] * 20),
        ("Lead", [f"{n} days to go" for n in range(20)]),
        ("date,day,time", [f"2024-01-{n:02},Monday,half past {n}" for n in range(1, 20)]),
    ],
)
def test_what_can_be_read_or_says_no_days_is_not_told_of(header, cells):
    assert "N_UNREAD_DAYS" not in told(imported(header, cells))


def test_a_column_left_out_by_hand_is_not_told_of():
    from dataclasses import replace

    found = imported("date", ["yesterday"] * 20)
    mapping = replace(found.mapping, by_hand=True)
    assert "N_UNREAD_DAYS" not in told(import_tables([(found.table, mapping)], currency="USD")[0])


def test_a_printed_moment_is_read_and_a_zone_nobody_can_tell_is_said():
    days = [f"Tue May {n} 10:00:00 IST 1993" for n in range(11, 31)]
    here = imported("date", days)
    assert told(here)["N_ZONE_UNKNOWN"].rows == 20
    assert str(here.records.until) == "1993-05-30"
    known = imported("date", [day.replace("IST", "CET") for day in days])
    assert "N_ZONE_UNKNOWN" not in told(known)
    assert {at.hour for at in known.records.events["at"].to_pylist()} == {9}


def test_six_figures_are_days_by_their_name_or_where_nothing_else_can_be():
    days = [f"93{1 + n % 12:02}{1 + n % 28:02}" for n in range(60)]
    assert imported("date", days).mapping.headers_of("occurred_at") == ("date",)
    assert imported("x1", days).mapping.headers_of("occurred_at") == ("x1",)
    for first in (110101, 150301):  # numbers in a row fit other orders, so they are no days
        counted = [str(first + n) for n in range(60)]
        assert imported("x1", counted).mapping.headers_of("occurred_at") == ()


def test_six_figures_that_allow_several_orders_are_a_question():
    question = imported("date", [f"0{1 + n % 9}0{1 + n % 5}0{1 + n % 4}" for n in range(40)]).question
    assert (question.problem.code, question.answers) == ("Q_DATE_FIGURES", ("ymd", "dmy", "mdy"))
