"""The edges at which common tools break: each gives groups, a sentence and no number that is none."""

from __future__ import annotations

import json
import math
import re
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from truefans_core import fees
from truefans_core.analysis import RULES, Settings, analyse, profiles, supporters_csv
from truefans_core.charts.movement import income_by_month
from truefans_core.columns import STATES
from truefans_core.ledger import total
from truefans_core.measures import in_words, measures
from truefans_core.tiers import reasons, rules
from truefans_core.tiers.rules import LEVELS
from truefans_core.words import PRESETS, Words, explain

END = date(2025, 6, 30)
SAY = Words("en")
CHOICES = rules.Choices(10_000, (0.1, 0.3, 0.6))
few = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def one_each(amounts, *, days=0):
    """One payment a person, `days` further back from one to the next."""
    return [(f"p{n:04}@example.com", END - timedelta(days=n * days), a) for n, a in enumerate(amounts)]


def spent(seed=3, count=80):
    return [int(each) for each in np.random.default_rng(seed).lognormal(8, 1.2, count)]


#: Payments of a log, and what has to be said of them.
EDGES = {
    "one": (one_each([2500]), "N_SMALL"),
    "two alike": (one_each([2500, 2500]), "N_SMALL"),
    "one fan, many payments": (
        [("p@example.com", END - timedelta(days=30 * n), 500) for n in range(9)],
        "N_SMALL",
    ),
    "nine": (one_each(range(1000, 10_000, 1000)), "N_SMALL"),
    "ten": (one_each(range(1000, 11_000, 1000)), "N_PROVISIONAL"),
    "all equal": (one_each([2000] * 40), "N_ONE_GROUP"),
    "nearly equal": (
        [
            (f"p{n}@example.com", END - timedelta(days=28 + 30 * m + n % 5), 1000)
            for n in range(20)
            for m in range(9)
        ]
        + [("p0@example.com", END, 1, {"kind": "refund"})],
        "N_TRUE_KEPT",
    ),
    "no clear groups": (one_each(spent(count=400)), "N_NO_GROUPS"),
    "two per cent": (one_each([100] * 80 + [5000] * 38 + [10**6] * 2), "N_TRUE_FEW"),
    "half of them": (one_each([1000] * 20 + [9000] * 20), "N_TRUE_MANY"),
    "nine in ten paid nothing": (one_each([0] * 360 + spent(count=40)), None),
    "only ties": (one_each([500] * 30 + [2500] * 10 + [9000] * 5), None),
    "one whale": (one_each([*spent(), 10**9]), None),
    "given back in full": (
        [*one_each(spent()), *[(w, END, a, {"kind": "refund"}) for w, _, a in one_each([10**7] * 5)]],
        None,
    ),
    "all given back": (
        [*one_each(spent()), *[(who, day, each, {"kind": "refund"}) for who, day, each in one_each(spent())]],
        "N_ALL_BACK",
    ),
    "nothing but nought": (one_each([0] * 40), "N_NO_PAYERS"),
    "without amounts": (one_each([None] * 12, days=3), "N_PROVISIONAL"),
    "years ago": ([(f"p{n}@example.com", date(2009, 1, 1), 100 * n + 100) for n in range(40)], None),
    "all on one day": (one_each(spent(), days=0), None),
}


@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_has_groups_a_sentence_and_only_numbers(payments, edge):
    log, code = EDGES[edge]
    found = analyse([payments(log)], Settings(), today=END)
    assert sum(group.count for group in found.groups.values()) == len(found.supporters)
    json.dumps(found.to_json(SAY), allow_nan=False)
    assert "nan" not in supporters_csv(found, SAY).casefold()
    told = {problem.code: explain(SAY, problem) for problem in found.problems}
    assert code is None or told[code].endswith((".", "?"))
    standing = found.standing()
    for row in found.supporters.head(12).to_dict("records"):
        for message, params in (reasons.why(row, standing), found.next_step(row, standing)):
            assert "{" not in SAY(message, **params)


def test_whoever_is_gone_is_no_reason_to_doubt_the_line(payments):
    log = [*one_each([1000] * 60), *one_each([1000] * 60, days=1)]  # who pays again does so within two months
    log += [(f"big{n}@example.com", END - timedelta(days=150), 900_000) for n in range(40)]
    found = analyse([payments(log)], Settings(), today=END)
    assert (found.supporters["tier"] == "true").sum() == 40
    assert found.groups["true"].count == found.quality["true_share_of_ranked"] == 0
    assert not {"N_TRUE_MANY", "N_TRUE_KEPT"} & {problem.code for problem in found.problems}


def test_money_given_back_beyond_what_was_paid_counts_as_nothing_in_the_ranking(payments):
    log = [*one_each(spent()), ("p0000@example.com", END, 10**9, {"kind": "refund"})]
    found = analyse([payments(log)], Settings(), today=END).supporters.set_index("email")
    assert found.loc["p0000@example.com", "score"] == 0
    assert found.loc["p0000@example.com", "income_year_minor"] < 0
    assert (found["score"] >= 0).all()


#: How many of 400 others one whale may move, by rule. By `pareto` it holds half of everything, which is what is asked.
MOVED = {"natural": 8, "money": 0, "shares": 4, "rfm": 4, "marks": 16}


def test_one_whale_moves_hardly_anybody_else(payments):
    log = [row for n, each in enumerate(one_each(spent(count=400), days=1)) for row in [each] * (1 + n % 4)]
    calm, wild = (
        analyse([payments(rows)], Settings(), today=END).supporters.set_index("email")
        for rows in (log, [*log, ("whale@example.com", END, 1000 * max(spent(count=400)))])
    )
    for rule, most in MOVED.items():
        tier, then = (
            rules.tiers(rows, rules.draw(rule, rows, CHOICES, half_life=60, currency="USD", as_of=END).line)
            for rows in (calm, wild)
        )
        assert (tier != then[tier.index]).sum() <= most, rule


def test_a_mark_that_is_the_same_for_all_changes_no_group(payments, members):
    log = payments(one_each(spent()))
    alike = members({who: {"opens": 7.0} for who, _, _ in one_each(spent())})
    alone = analyse([log], Settings(), today=END).supporters
    beside = analyse([log, alike], Settings(), today=END).supporters
    assert alone["tier"].tolist() == beside["tier"].tolist()


def test_yes_and_no_lifts_by_a_step_and_draws_no_line(payments, members):
    log = one_each(spent())
    flags = members({who: {"shares": float(n % 2)} for n, (who, _, _) in enumerate(log)})
    alone = analyse([payments(log)], Settings(), today=END)
    beside = analyse([payments(log), flags], Settings(), today=END)
    assert beside.groups["true"].count == pytest.approx(alone.groups["true"].count, abs=4)


def test_the_same_file_twice_counts_once(payments):
    log = one_each(spent())
    once = analyse([payments(log)], Settings(), today=END)
    twice = analyse([payments(log), payments(log)], Settings(), today=END)
    assert once.supporters["income_year_minor"].sum() == twice.supporters["income_year_minor"].sum()
    assert once.supporters["tier"].tolist() == twice.supporters["tier"].tolist()


def test_the_same_sign_in_two_files_weighs_once(payments, members):
    log, chance = one_each(spent()), np.random.default_rng(1)
    clicks = {who: float(chance.poisson(4)) for who, _, _ in log}
    opens = {who: {"views": float(n % 7), "clicks": clicks[who]} for n, (who, _, _) in enumerate(log)}
    again = members({who: {"clicks": each} for who, each in clicks.items()}, "copy", "Copy")
    once = analyse([payments(log), members(opens)], Settings(), today=END).supporters
    twice = analyse([payments(log), members(opens), again], Settings(), today=END).supporters
    assert once["interest"].tolist() == twice["interest"].tolist()
    assert once["tier"].tolist() == twice["tier"].tolist()


BEFORE = date(2023, 1, 1)
NOTHING = {
    "nobody": [],
    "all given back": EDGES["all given back"][0],
    "more given back in the year than paid": [
        *[(who, BEFORE, each) for who, _, each in one_each(spent())],
        *[(who, END, each, {"kind": "refund"}) for who, _, each in one_each(spent())],
    ],
    "nothing but nought": EDGES["nothing but nought"][0],
    "no letter sent": {
        f"p{n}@example.com": {"emails_received": 0.0, "opens": 0.0, "clicks": 0.0} for n in range(20)
    },
}


def not_finite(told):
    """The numbers in it that are none."""
    if is_dataclass(told):
        told = [getattr(told, each.name) for each in fields(told)]
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list | tuple):
        return [number for each in told for number in not_finite(each)]
    return [told] if isinstance(told, float) and not math.isfinite(told) else []


@pytest.mark.parametrize("edge", NOTHING)
def test_a_share_of_nothing_is_nought_or_unknown_and_said(payments, members, edge):
    told = NOTHING[edge]
    records = [] if not told else [members(told)] if isinstance(told, dict) else [payments(told)]
    found = analyse(records, Settings(), as_of=END, today=END)
    assert not not_finite([dict(found.quality), dict(found.groups), found.funnel, found.agreement()])
    assert {group.share_income for group in found.groups.values()} == {0.0}
    assert found.quality["largest_share"] == found.quality["unattributed_share"] == 0.0
    assert all((step.rate is None) == (above.count == 0) for above, step in pairwise(found.funnel))
    assert profiles.gini(found.supporters["income_year_minor"]) is None
    assert found.backtest is None
    assert SAY(found.backtest_reason).endswith(".")
    for preset in PRESETS:
        for each in measures(preset, found.supporters, found.events, END):
            assert not re.search(r"\bnan\b|\binf\b", in_words(each, Words("en", preset)))


def silent_files(payments, members):
    """Files that say nothing of telling others, or not of these people: whom they name, and what they say instead."""

    def strangers(count):
        return [f"new{n}@example.com" for n in range(count)]

    def contacts(people, count):
        long_ago = {"joined_at": date(2024, 1, 1)}
        return members(dict.fromkeys([*people[::2], *strangers(count)], long_ago), "contacts", "Contacts")

    def new_contacts(people, count):
        return members(
            {w: {"joined_at": END} for w in [*people[::2], *strangers(count)]}, "contacts", "Contacts"
        )

    def patrons(people, count):
        told = {"lifetime_amount": 4000.0, "unit_price": 500.0, "status": 1.0, "joined_at": date(2024, 3, 1)}
        return members(dict.fromkeys([*people[::3], *strangers(count)], told), "patrons", "Patrons")

    def readers(_, count):
        told = {"opens": 3.0, "clicks": 1.0, "joined_at": date(2023, 5, 1)}
        return members(dict.fromkeys(strangers(count + 1), told), "letter", "Letter")

    def givers(_, count):
        return members({w: {"gifts_given": 2.0} for w in strangers(count + 1)}, "gifts", "Gifts")

    def buyers(people, count):
        days = [END - timedelta(days=17 * n) for n in range(count)]
        rows = [(w, day, 700) for w in people[1::4] for day in days[:3]]
        rows += [(w, day, 900) for w, day in zip(strangers(count), days, strict=True)]
        return payments(rows or [(people[0], END, 100)], "shop", "Shop")

    return {
        "contacts": contacts,
        "new": new_contacts,
        "patrons": patrons,
        "readers": readers,
        "givers": givers,
        "buyers": buyers,
    }


@pytest.mark.parametrize("kind", ["contacts", "new", "patrons", "readers", "givers", "buyers"])
@settings(few, max_examples=3)
@given(
    amounts=st.lists(st.integers(100, 10**6), min_size=15, max_size=60),
    shares=st.lists(st.integers(0, 9), min_size=15, max_size=15),
    strangers=st.integers(0, 20),
)
def test_nobody_falls_because_a_file_that_says_nothing_of_telling_others_is_added(
    payments, members, kind, amounts, shares, strangers
):
    log = one_each(amounts, days=3)
    seen = {who: {"shares": float(n), "clicks": 9.0 - n} for (who, _, _), n in zip(log, shares, strict=False)}
    told = members(seen, "told")
    silent = silent_files(payments, members)[kind]([who for who, _, _ in log], strangers)
    first = analyse([payments(log), told], Settings(), as_of=END, today=END)
    after = analyse([payments(log), told, silent], Settings(line=first.line), as_of=END, today=END)
    before = first.supporters.set_index("email")["tier"].map(LEVELS.index)
    now = after.supporters.set_index("email")["tier"].map(LEVELS.index).reindex(before.index)
    assert (now >= before).all()
    unknown = after.supporters.set_index("email")["advocacy"].reindex(
        [f"new{n}@example.com" for n in range(strangers)]
    )
    assert (unknown.isna() == (kind != "givers")).all()


@few
@given(
    log=st.lists(
        st.tuples(st.integers(0, 15), st.integers(0, 800), st.integers(0, 10**7), st.booleans()),
        min_size=1,
        max_size=60,
    )
)
def test_money_adds_up_exactly_over_people_and_groups(payments, log):
    rows = [
        (f"p{who}@example.com", END - timedelta(days=age), minor, {"kind": "refund" if back else "payment"})
        for who, age, minor, back in log
    ]
    found = analyse([payments(rows, fee="stripe-card")], Settings(), as_of=END, today=END)
    signed = [(-minor if back else minor, age) for _, age, minor, back in log]
    year = sum(minor for minor, age in signed if age < 365)
    assert found.supporters["lifetime_minor"].sum() == sum(minor for minor, _ in signed)
    assert found.supporters["income_year_minor"].sum() == year
    assert sum(group.income_year_minor for group in found.groups.values()) == year
    kept, book = found.supporters["income_year_net_minor"].sum(), fees.book()["stripe-card"]
    taken = [minor - book.net(minor) for _, age, minor, back in log if age < 365 and minor and not back]
    assert year - sum(taken) == kept == sum(group.income_year_net_minor for group in found.groups.values())
    state_of = found.supporters.set_index("person_id")["state"]
    labels = pd.DataFrame({"state": STATES, "label": STATES})
    months = income_by_month(found.events, labels, state_of, found.as_of, months=30)
    assert months["income_minor"].sum() == sum(minor for minor, _ in signed)
    account = total(found.account)
    assert (
        account.records_in
        == len(log)
        == account.kept + account.merged + sum(each.count for each in account.set_aside)
    )


def test_the_same_input_gives_the_same_bytes_whatever_the_order_of_rows_and_files(payments, members):
    log = [*one_each(spent(count=60), days=9), *one_each(spent(5, 30), days=17)]
    seen = {who: {"clicks": float(n % 8), "shares": float(n % 3)} for n, (who, _, _) in enumerate(log[:40])}
    there = payments(log), members(seen), payments(log[:20], "shop", "Shop")
    back = payments(log[:20][::-1], "shop", "Shop"), members(dict([*seen.items()][::-1])), payments(log[::-1])
    texts = {
        json.dumps(analyse(files, Settings(), today=END).to_json(SAY), sort_keys=True)
        for files in (there, back)
    }
    assert len(texts) == 1


@pytest.mark.parametrize(("times", "currency"), [(100, "USD"), (7, "KWD"), (1, "JPY")])
def test_the_unit_of_money_changes_nobody(payments, times, currency):
    """Sums that are the same in cents are the same in any other unit, whatever they were added up from."""
    log = [
        *one_each(spent(count=40), days=9),
        *one_each([100] * 12, days=5) * 3,
        *one_each([300] * 12, days=5),
    ]
    log += [(who.replace("p", "q", 1), day, 3 * each) for who, day, each in one_each([100] * 12, days=5)] * 2
    first, other = (
        analyse(
            [payments([(w, day, each * by) for w, day, each in log], currency=unit)], Settings(), today=END
        )
        for by, unit in ((1, "USD"), (times, currency))
    )
    for rule in RULES:
        one, two = (
            rules.tiers(
                found.supporters,
                rules.draw(
                    rule,
                    found.supporters,
                    rules.Choices(10_000 * by, (0.1, 0.3, 0.6)),
                    half_life=60,
                    currency=unit,
                    as_of=END,
                ).line,
            ).tolist()
            for found, by, unit in ((first, 1, "USD"), (other, times, currency))
        )
        assert one == two, rule
    assert first.supporters["state"].tolist() == other.supporters["state"].tolist()
