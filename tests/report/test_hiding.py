"""With names hidden neither how many a small group are nor what one person gave can be read anywhere."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.invented import AS_OF, KEY, analysis_of, payments
from tests.report.reading import everything, words_of
from tests.report.test_report import pack_of
from truefans_core import cultivate, report
from truefans_core.charts.spread import concentration
from truefans_core.income import Lever, Scenario, project
from truefans_core.report.hiding import ORDER, apart, group_frame, told_counts, true_fans_told
from truefans_core.words import Words

#: What the one champion gave, in minor units, and the day it came: nothing else in the data is like them.
GIFT, DAY = 917_531, dt.date(2025, 2, 13)


@pytest.fixture(scope="module")
def one_champion():
    """A report of thirty-nine people of whom one is a champion, with the scenario that this one pays."""
    found = analysis_of({"casual": 30, "engaged": 8, "true": 1})
    people = found.supporters
    best = people["state"] == "true"
    people.loc[best, ["income_year_minor", "income_year_net_minor", "lifetime_minor"]] = GIFT
    people.loc[best, ["first_paid_at", "last_paid_at", "last_at"]] = pd.Timestamp(DAY)
    found = dataclasses.replace(found, events=payments(people))
    scenario = Scenario(
        goal_minor=4_000_000, price_minor=Lever.exactly(GIFT), fans_now=Lever.exactly(1), draws=100
    )
    return report.build(
        found,
        Words(preset="nonprofit"),
        key=KEY,
        projection=project(scenario),
        plan=cultivate.plan(people, hours=3, as_of=AS_OF, currency=found.currency),
    )


@pytest.mark.parametrize("form", report.FORMS, ids=lambda form: form.name)
def test_no_form_tells_what_one_champion_gave(one_champion, form):
    content = form.make(one_champion)
    inside = everything(content)
    # As cents, as money, in whole units, as a month's part, as the serial number of its day.
    for trace in ("917531", "9175.31", "9,175", "764.6", "$765", "45701", "Feb 13, 2025"):
        assert trace not in inside, trace
    assert "Fewer than five of your 39 people are champions" in words_of(content)


def test_a_joined_group_has_a_name_that_fits_beside_a_bar():
    found = analysis_of({"gone": 36, "casual": 3, "engaged": 4, "true": 1})
    figure = pack_of(found, say=Words(preset="nonprofit")).section("groups").figures[0]
    assert figure.table.rows[1][0] == "Casual supporters to Champions"


def test_who_is_told_together_has_no_line(one_champion):
    section = one_champion.section("supporters")
    assert len(section.figures[0].table.rows) == 30
    assert section.paragraphs[0].startswith("9 people of groups joined for being few have no line here")
    groups = one_champion.section("groups").figures[0].table.rows
    assert [row[1] for row in groups] == [30, 9]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"gone": 1, "true": 6}, "All but a few of your 7 people are true fans"),
        ({"gone": 9, "true": 2}, "Fewer than five of your 11 people are true fans"),
        ({"known": 50, "casual": 20, "engaged": 3, "true": 6}, "6 of your 79 people are true fans."),
        ({"true": 6}, "6 of your 6 people are true fans."),
    ],
)
def test_the_answer_is_withheld_only_where_it_tells_of_few_and_is_true(counts, said):
    pack = pack_of(analysis_of(counts))
    assert pack.section("answer").paragraphs[0].startswith(said)


def test_people_told_together_are_said_to_be():
    pack = pack_of(analysis_of({"gone": 1, "true": 6}))
    figure = pack.section("groups").figures[0]
    assert figure.sentence.startswith("7 people, $")
    assert figure.table.rows[0][0] == "Everyone"
    assert figure.draw is None
    funnel = next(each for each in pack.section("movement").figures if each.id == "funnel")
    assert [row[1] for row in funnel.table.rows] == [70, 7, None, None, None]


@given(st.dictionaries(st.sampled_from(ORDER), st.integers(1, 12), min_size=1))
def test_true_fans_are_told_unless_they_or_all_others_are_few(counts):
    states = [state for state, n in counts.items() for _ in range(n)]
    people = pd.DataFrame(
        {"state": states, "income_year_minor": 1, "income_year_net_minor": 1, "lifetime_minor": 1}
    )
    groups = group_frame(people, Words(), hidden=True)
    true = counts.get("true", 0)
    few = [n for n in (true, len(states) - true) if 0 < n < 5]
    assert true_fans_told(groups, hidden=True) is (not few or not true)
    if len(states) >= 5:
        told = told_counts(groups)
        assert all(apart(n, told, hidden=True) for n in told)


def test_hiding_names_changes_no_share_of_the_most_paying(plain):
    """What is told with names hidden is told with names shown too, to the last digit."""
    people = plain.supporters.assign(income_year_minor=[(n + 1) ** 2 for n in range(132)])
    found = dataclasses.replace(plain, supporters=people)
    tops = []
    for names_hidden in (True, False):
        figures = pack_of(found, names_hidden=names_hidden).section("groups").figures
        tops.append({row[0]: row[1:] for row in next(f for f in figures if f.id == "curve").table.rows})
    assert len(tops[0]) == 4
    assert tops[0].items() <= tops[1].items()
    # Of six who paid, the top tenth is one person: nothing is told of them, and nothing made up instead.
    few = dataclasses.replace(found, supporters=people.head(6))
    assert all(figure.id != "curve" for figure in pack_of(few).section("groups").figures)
    assert concentration(people.head(6), 5)["people"].tolist() == [0, 6]


def test_the_largest_client_is_told_as_a_share_alone():
    found = analysis_of({"casual": 9, "true": 6})
    rows = {}
    for names_hidden in (True, False):
        figures = pack_of(found, say=Words(preset="freelancer"), names_hidden=names_hidden)
        besides = next(f for f in figures.section("movement").figures if f.id == "besides")
        rows[names_hidden] = besides.table.rows[0]
    assert rows[True][1] == rows[False][1]
    assert rows[True][2:4] == ("not told", "not told")
    assert rows[False][2].minor > 0
