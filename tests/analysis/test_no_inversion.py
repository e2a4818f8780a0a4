"""Whoever is ahead of somebody on every signal is never in a lower tier, by any rule without memory."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from truefans_core.analysis import RULES, Settings, analyse
from truefans_core.tiers import rules

END = date(2025, 6, 30)
SIGNALS = [
    "last_at", "last_paid_at", "payments", "lifetime_minor", "income_year_minor", "active_months", "decayed_minor",
    "engagement", "referrals", "score", "interest", "investment", "advocacy",
]  # fmt: skip
CHOICES = rules.Choices(10_000, (0.1, 0.3, 0.6))
FEW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def done_by(who, chance):
    """Payments, some for a year, clicks and shares of one person."""
    rows = []
    for _ in range(int(chance.integers(1, 7))):
        day = END - timedelta(days=int(chance.integers(0, 500)))
        kind = str(chance.choice(["payment", "payment", "year", "click", "share"]))
        more = {"kind": kind}
        if kind == "year":
            more = {"period_start": day, "period_end": day + timedelta(days=365)}
        amount = None if kind in ("click", "share") else int(chance.lognormal(7, 1)) + 50
        rows.append((who, day, amount, more))
    return rows


@pytest.fixture
def twins(payments):
    """Invented people, and for each another who did all of the same and more."""

    def made(seed):
        chance, log = np.random.default_rng(seed), []
        for number in range(20):
            mine = done_by(f"p{number}@example.com", chance)
            more = done_by(f"twin{number}@example.com", chance)
            log += [*mine, *[(f"twin{number}@example.com", *row[1:]) for row in mine], *more]
        return analyse([payments(log)], Settings(), as_of=END, today=END).supporters

    return made


@FEW
@given(seed=st.integers(0, 2**32 - 1))
def test_whoever_is_ahead_on_every_signal_is_never_lower_by_any_rule(twins, seed):
    people = twins(seed)
    values = people[SIGNALS].copy()
    for name in ("last_at", "last_paid_at"):
        values[name] = (values[name] - pd.Timestamp("2000-01-01")).dt.days
    known = values.notna().to_numpy()
    filled = values.fillna(-1.0).to_numpy(dtype=float)
    ahead = np.array(
        [
            [(known[a] == known[b]).all() and (filled[a] >= filled[b]).all() for b in range(len(people))]
            for a in range(len(people))
        ]
    )
    assert ahead.sum() > len(people)  # more pairs than everybody with themselves
    for rule in RULES:
        line = rules.draw(rule, people, CHOICES, half_life=60, currency="USD", as_of=END).line
        level = rules.tiers(people, line).map(rules.LEVELS.index).to_numpy()
        one, other = np.nonzero(ahead)
        assert (level[one] >= level[other]).all(), rule


@pytest.mark.parametrize("payers", [1, 2, 3, 5, 9, 10, 20, 29, 30])
def test_a_small_audience_says_what_decides_and_how_firm_it_is(payments, payers):
    chance = np.random.default_rng(payers)
    log = [
        (f"p{n}@example.com", END - timedelta(days=int(age)), 1500)
        for n in range(payers)
        for age in chance.integers(0, 300, 1 + n % 9)
    ]
    found = analyse([payments(log)], Settings(), as_of=END, today=END)
    codes = {problem.code for problem in found.problems}
    assert found.rule == ("money" if payers < 10 else "natural")
    assert ("N_SMALL" in codes) == (payers < 10)
    assert found.tiers_provisional == ("N_PROVISIONAL" in codes) == (10 <= payers < 30)
    if payers < 10:
        year = found.supporters["income_year_minor"]
        assert found.groups["true"].count == (year[found.supporters["state"] != "gone"] >= 10_000).sum()
