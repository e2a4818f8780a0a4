"""How people moved, in a report: sums, names hidden, lists by number."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from truefans_core import report
from truefans_core.analysis import Settings, analyse, movement
from truefans_core.words import Words

END = date(2025, 6, 30)
KEY = b"0123456789abcdef"


@pytest.fixture(scope="module")
def found(payments):
    chance = np.random.default_rng(2)
    log = [
        (f"p{number}@example.com", END - timedelta(days=age), int(chance.lognormal(7, 0.9)) + 100)
        for number in range(80)
        for age in range(int(chance.integers(20, 600)), 0, -int(chance.integers(25, 120)))
    ]
    return analyse([payments(log)], Settings(), today=END)


@pytest.fixture(scope="module")
def moving(found):
    return movement(found)


def figures(found, moving, lists=None, **options):
    pack = report.build(
        found, Words(), key=KEY, options=report.Options(**options), moving=moving, lists=lists or {}
    )
    return {figure.id: figure for figure in pack.section("movement").figures}


def test_the_moves_of_a_report_are_those_of_the_page(found, moving):
    told = figures(found, moving, names_hidden=False)["moved"]
    kinds = moving.moved[moving.moved["kind"] != "same"]
    assert sum(row[1] for row in told.table.rows) == len(kinds)
    assert sum(row[2] for row in told.table.rows) == (kinds["after_minor"] - kinds["before_minor"]).sum()
    assert told.draw is not None


def test_with_names_hidden_few_people_are_not_told(found, moving):
    for figure in figures(found, moving).values():
        counts = (
            [row[figure.table.at("people")] for row in figure.table.rows if figure.id in ("moved", "lists")]
            if figure.table
            else []
        )
        assert all(count is None or count >= 5 for count in counts)
    assert figures(found, moving)["moved"].draw is None


def test_a_kept_list_goes_by_number_while_names_are_hidden(found, moving):
    ids = pd.Index(found.supporters["person_id"])
    lists = {"Friends of Ada": ids[:20], "Two": ids[:2]}
    hidden = figures(found, moving, lists)["lists"].table.rows
    assert [row[:2] for row in hidden] == [("List 1", 20)]
    shown = figures(found, moving, lists, names_hidden=False)["lists"].table.rows
    assert [row[0] for row in shown] == ["Friends of Ada", "Two"]
    worth = found.supporters["income_year_minor"]
    assert [row[2] for row in shown] == [worth[:20].sum(), worth[:2].sum()]


def test_without_anybody_who_looked_the_part_is_as_before(found):
    assert {"moved", "came", "staying", "lists"}.isdisjoint(figures(found, None))
