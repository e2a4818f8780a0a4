"""Why somebody is in their group, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from truefans_core.marks import ScoreUsed
from truefans_core.tiers import reasons
from truefans_core.tiers.line import Line
from truefans_core.words import PRESETS, Words

AS_OF = date(2025, 6, 30)
LINE = Line("natural", 10_000.0, 2000.0, 60.0, "USD", drawn_on=AS_OF)
SPEND = ScoreUsed("decayed_spend", 60.0, {})
PEOPLE = pd.DataFrame({"score": np.arange(0, 200.0) * 100, "interest": np.nan, "advocacy": np.nan})


def person(**columns):
    return {
        "person_id": "p1",
        "state": "true",
        "tier": "true",
        "score": 18_000.0,
        "decayed_minor": 18_000.0,
        "lifetime_minor": 24_000,
        "income_year_minor": 18_000,
        "payments": 3,
        "investment": 60.0,
        "interest": np.nan,
        "advocacy": np.nan,
        "ended": False,
        "last_at": pd.Timestamp("2025-06-01"),
        "last_paid_at": pd.Timestamp("2025-06-01"),
        **columns,
    }


@pytest.fixture
def now():
    return reasons.standing(PEOPLE, LINE, SPEND, "USD", AS_OF)


def staying(until, *, unheard=False):
    return {"p1": reasons.Leaves(until, unheard)}


def test_the_reason_of_a_true_fan_names_money_rank_and_day():
    until = staying(date(2025, 8, 15))
    now = reasons.standing(PEOPLE, LINE, SPEND, "USD", AS_OF, until)
    message, params = reasons.why(person(), now)
    said = Words("en", locale="en_US")(message, **params)
    assert said.startswith(
        "Paid $240.00 in all, $180.00 of it in the last 12 months: more than 90 of 100 fans."
    )
    assert "leaves the true fans around Aug 15, 2025" in said
    assert reasons.why(person(person_id="p2"), now)[0] == "tiers.why.paid_year"
    message, params = reasons.why(person(score=1.0), now)
    said = Words("en", locale="en_US")(message, **params)
    assert said.startswith(
        "Paid $240.00 in all, $180.00 of it in the last 12 months. Without another payment"
    )


def test_who_is_kept_below_the_line_is_told_where_they_leave(now):
    message, params = reasons.kept(person(score=9000.0), now)
    assert message == "tiers.kept.true"
    assert params["amount"].minor == 7500
    assert reasons.kept(person(), now) is None
    assert reasons.kept(person(state="casual", score=10.0), now) is None
    by_money = reasons.standing(PEOPLE, replace(LINE, rule="money"), SPEND, "USD", AS_OF)
    assert reasons.kept(person(score=9000.0), by_money) is None
    for preset in PRESETS:
        assert "kept" in Words("en", preset)(message, **params)


def test_the_sum_named_would_make_a_true_fan():
    weighed = ScoreUsed("decayed_spend", 60.0, {"interest": 0.05})
    now = reasons.standing(PEOPLE, LINE, weighed, "USD", AS_OF)
    half = person(state="engaged", score=6300.0, decayed_minor=6000.0, interest=100.0)
    message, params = reasons.next_step(half, now)
    assert message == "tiers.next.pay_true"
    lift = 6300 / 6000
    assert (6000 + params["amount"].minor) * lift >= 10_000 > (6000 + params["amount"].minor - 1) * lift


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"last_paid_at": pd.NaT, "income_year_minor": 0}, "Paid $240.00 in all, and no file says when"),
        ({"lifetime_minor": 0, "score": 0.0}, "Paid, and got all of it back."),
        (
            {"lifetime_minor": 0, "payments": 0, "investment": np.nan, "interest": 80.0},
            "Shows up more than 75 of 100 fans; no file says what this fan paid.",
        ),
        (
            {"lifetime_minor": 0, "payments": 0, "investment": 0.0, "interest": 80.0},
            "Has not paid yet, but shows up more than 75 of 100 fans.",
        ),
    ],
)
def test_what_no_file_says_is_not_said(columns, said):
    shown = pd.DataFrame({"score": [1.0] * 4, "interest": [0.0, 1.0, 2.0, 80.0], "advocacy": np.nan})
    standing = reasons.standing(shown, LINE, SPEND, "USD", AS_OF)
    message, params = reasons.why(person(**columns), standing)
    assert Words("en", locale="en_US")(message, **params).startswith(said)


def test_beaten_never_says_too_much():
    assert reasons.beaten(np.array([1.0, 1.0, 1.0]), 1.0) == 0
    assert reasons.beaten(np.array([]), 1.0) == 0
    assert reasons.beaten(np.arange(1000.0), 999.0) == 99


KINDS = {
    "true": person(),
    "all in a year": person(income_year_minor=24_000),
    "long ago": person(income_year_minor=0, state="casual", score=5.0),
    "little": person(score=1.0, state="casual"),
    "shows up": person(lifetime_minor=0, payments=0, score=0.0, interest=80.0, state="engaged"),
    "tells others": person(lifetime_minor=0, payments=0, score=0.0, advocacy=80.0, state="casual"),
    "known": person(lifetime_minor=0, payments=0, score=0.0, state="known"),
    "silent": person(state="gone"),
    "ended": person(state="gone", ended=True),
    "ended, never paid": person(state="gone", ended=True, last_paid_at=pd.NaT, last_at=pd.NaT),
    "counts": person(lifetime_minor=0),
    "shows up, money unknown": person(
        lifetime_minor=0, payments=0, investment=np.nan, interest=80.0, score=80.0
    ),
    "undated": person(last_paid_at=pd.NaT, income_year_minor=0),
    "given back": person(lifetime_minor=0, income_year_minor=0, score=0.0, state="known"),
}


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", ["natural", "money", "rfm", None])
def test_everybody_has_a_reason_and_a_step_in_every_preset(kind, preset, rule):
    line = None if rule is None else Line(rule, 10_000.0, 2000.0, 60.0, "USD")
    known = pd.DataFrame({"score": [0.0, 9.0], "interest": [0.0, 80.0], "advocacy": [0.0, 80.0]})
    say = Words("en", preset)
    for leaves in ({}, staying(AS_OF), staying(AS_OF, unheard=True)):
        standing = reasons.standing(known, line, SPEND, "USD", AS_OF, leaves)
        for message, params in (reasons.why(KINDS[kind], standing), reasons.next_step(KINDS[kind], standing)):
            said = say(message, **params)
            assert said.endswith((".", "?"))
            assert "{" not in said
