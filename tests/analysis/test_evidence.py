"""What each mark rests on: the columns and the files, for everyone and for one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from truefans_core.analysis import Settings, analyse
from truefans_core.analysis.evidence import of_person

END = date(2025, 6, 30)


@pytest.fixture
def found(payments, members):
    log = replace(
        payments([(f"p{n}@example.com", END, 1000 + n) for n in range(12)]), headers={"amount": ("Total",)}
    )
    told = replace(
        members({"p0@example.com": {"clicks": 3.0, "shares": 2.0}, "p1@example.com": {"clicks": 0.0}}),
        headers={"clicks": ("Links clicked",), "shares": ("Shares",)},
    )
    return analyse([log, told], Settings(), today=END)


def told(evidence):
    return [(each.file, each.sign, each.headers, each.rows) for each in evidence]


def test_each_mark_names_its_columns_and_files(found):
    assert told(found.marks["investment"].evidence) == [("payment-log.csv", "payment", ("Total",), 12)]
    assert told(found.marks["interest"].evidence) == [("members.csv", "clicks", ("Links clicked",), 2)]
    assert told(found.marks["advocacy"].evidence) == [("members.csv", "shares", ("Shares",), 1)]
    said = found.to_json()["marks"]["advocacy"]["evidence"]
    assert said == [{"file": "members.csv", "sign": "shares", "columns": ["Shares"], "rows": 1}]


def test_one_person_has_the_evidence_of_their_own_rows(found):
    ids = found.supporters.set_index("email")["person_id"]
    assert told(of_person(found, ids["p0@example.com"])["advocacy"]) == [
        ("members.csv", "shares", ("Shares",), 1)
    ]
    assert of_person(found, ids["p1@example.com"])["advocacy"] == ()
    assert of_person(found, ids["p5@example.com"])["interest"] == ()


def test_a_mark_without_a_row_of_ones_own_is_unknown_not_nothing(found):
    marks = found.supporters.set_index("email")
    assert marks["interest"].notna().sum() == 2
    assert marks.loc["p1@example.com", "interest"] == 0
    assert marks["advocacy"].isna().sum() == 11
