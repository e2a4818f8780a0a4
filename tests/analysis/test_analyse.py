"""Records of all files to one analysis."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from truefans_core.analysis import Settings, TypedReach, analyse, supporters_csv
from truefans_core.analysis.week import week
from truefans_core.columns import STATES, SUPPORTERS
from truefans_core.ledger import total
from truefans_core.tiers.line import RULES
from truefans_core.words import Words, explain

TODAY = date(2026, 1, 15)
END = date(2025, 6, 30)


def crowd(count=120, seed=4):
    chance = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        amount = int(chance.lognormal(7, 1)) + 50
        ages = chance.integers(0, 900, int(chance.poisson(4)) + 1)
        rows += [(f"p{number}@example.com", END - timedelta(days=int(age)), amount) for age in ages]
    rows.append(("p0@example.com", END, 500))
    return rows


@pytest.fixture
def found(payments):
    return analyse([payments(crowd())], Settings(), today=TODAY)


def test_it_is_complete_and_adds_up(found):
    assert found.as_of == END
    assert tuple(found.supporters.columns) == tuple(SUPPORTERS)
    assert found.supporters["person_id"].is_monotonic_increasing
    assert tuple(found.groups) == STATES
    assert sum(group.count for group in found.groups.values()) == len(found.supporters) == 120
    money = sum(group.income_year_minor for group in found.groups.values())
    assert money == found.supporters["income_year_minor"].sum() == found.quality["income_year_minor"]
    assert sum(group.share_income for group in found.groups.values()) == pytest.approx(1)
    assert tuple(found.rules) == RULES
    assert found.rules[found.rule].joins == found.rules[found.rule].leaves == 0
    counts = [step.count for step in found.funnel]
    assert counts == sorted(counts, reverse=True)
    assert found.rule == "natural"
    assert found.backtest is not None
    assert 0 < found.backtest.share_true <= found.backtest.share_best


def test_the_same_records_in_any_order_give_the_same_people(payments, found):
    rows = crowd()
    again = analyse([payments(rows[::-1])], Settings(), today=TODAY)
    pd.testing.assert_frame_equal(found.supporters, again.supporters, check_exact=True)
    assert found.line == again.line


def test_the_json_is_plain_and_follows_the_contract(found):
    said = json.loads(json.dumps(found.to_json(Words("en")), allow_nan=False))
    assert set(said) == {
        "schema", "as_of", "currency", "supporters", "supporters_low", "ledger", "score", "marks", "tiers", "rules",
        "personas", "quality", "backtest", "funnel", "problems",
    }  # fmt: skip
    assert said["tiers"]["rule"] == "natural"
    for state in STATES:
        assert set(said["tiers"][state]) == {
            "count",
            "share_people",
            "share_income",
            "income_year",
            "income_year_net",
        }
    for problem in said["problems"]:
        assert " " in problem["message"]
    assert found.to_json()["problems"][0]["message"].startswith("problem.")


def test_the_csv_has_a_row_per_person_and_no_formulas(payments):
    evil = payments([*crowd(12), ("=cmd()@example.com", END, 1250)])
    found = analyse([evil], Settings(), today=TODAY)
    rows = list(csv.DictReader(io.StringIO(supporters_csv(found, Words("en")))))
    assert len(rows) == len(found.supporters)
    assert list(rows[0]) == [
        "person_id", "external_id", "name", "email", "tier", "probability", "score", "interest", "investment", "advocacy",
        "income_year", "reason", "next_step",
    ]  # fmt: skip
    dangerous = next(row for row in rows if "cmd" in row["email"])
    assert dangerous["email"].startswith("'=")
    assert dangerous["name"].startswith("'=")
    assert dangerous["income_year"] == "12.50"
    assert {row["tier"] for row in rows} <= set(STATES)


def test_a_person_has_one_next_step_wherever_it_is_told(found):
    say = Words("en")
    told = {row["person_id"]: row for row in csv.DictReader(io.StringIO(supporters_csv(found, say)))}
    planned = week(found, 160)
    assert len(planned) > 20
    for row in planned.to_dict("records"):
        assert told[row["person_id"]]["next_step"] == say(f"cultivate.strategy.{row['strategy']}")
    without = set(told) - set(found.strategies)
    assert without
    assert all(told[person]["next_step"].endswith((".", "?")) for person in without)


def test_what_was_given_back_is_known(payments):
    rows = [*crowd(20), ("p1@example.com", END, 700, {"kind": "refund"})]
    found = analyse([payments(rows)], Settings(), today=TODAY)
    assert (found.quality["refunds_minor"], found.quality["refunded_people"]) == (700, 1)


@pytest.mark.parametrize("count", range(1, 10))
def test_few_payers_follow_the_money_line_and_it_says_so(payments, count):
    rows = [(f"p{number}@example.com", END, 9_999 if number % 2 else 10_000) for number in range(count)]
    found = analyse([payments(rows)], Settings(rule="natural"), today=TODAY)
    assert found.rule == "money"
    assert found.groups["true"].count == (count + 1) // 2
    assert "N_SMALL" in [problem.code for problem in found.problems]
    assert not found.tiers_provisional


def test_between_ten_and_thirty_the_groups_are_provisional(payments):
    for count, provisional in ((10, True), (29, True), (30, False)):
        rows = [(f"p{number}@example.com", END, 100 * (number + 1) ** 2) for number in range(count)]
        assert analyse([payments(rows)], Settings(), today=TODAY).tiers_provisional is provisional


def test_nobody_gives_an_analysis_of_nobody():
    found = analyse([], Settings(), today=TODAY)
    assert found.as_of == TODAY
    assert found.line is None
    assert found.to_json()["tiers"] is None
    assert supporters_csv(found, Words("en")).count("\n") == 1


def test_the_line_stays_and_redrawing_says_who_changes(payments, found):
    grown = payments([*crowd(), *[(f"new{n}@example.com", END, 90_000 + n) for n in range(40)]])
    kept = analyse([grown], Settings(line=found.line), today=TODAY)
    anew = analyse([grown], Settings(), today=TODAY)
    assert kept.line_kept
    assert kept.line == found.line != anew.line
    assert kept.score.half_life_days == found.score.half_life_days
    change = kept.rules["natural"]
    assert kept.groups["true"].count + change.joins - change.leaves == change.true
    assert change.leaves > 0


def test_a_line_of_another_rule_or_currency_is_drawn_anew(payments, found):
    assert not analyse([payments(crowd())], Settings(rule="pareto", line=found.line), today=TODAY).line_kept
    other = replace(found.line, currency="EUR")
    assert not analyse([payments(crowd())], Settings(line=other), today=TODAY).line_kept


def test_as_of_is_never_after_today_and_later_events_are_set_aside(payments):
    rows = [("a@example.com", END, 1000), ("b@example.com", TODAY + timedelta(days=900), 5000)]
    found = analyse([payments(rows)], Settings(), today=TODAY)
    assert found.as_of == END
    assert found.quality["income_year_minor"] == 1000
    account = total(found.account)
    assert [(each.reason, each.count) for each in account.set_aside] == [("E_FUTURE", 1)]
    assert account.money["USD"].set_aside == 5000
    assert account.money["USD"].total == account.money["USD"].kept + 5000
    early = analyse([payments(rows)], Settings(), as_of=END - timedelta(days=1), today=TODAY)
    assert early.quality["income_year_minor"] == 0


def test_money_without_a_rate_is_set_aside_and_the_rest_is_exchanged(payments):
    rows = [(f"p{n}@example.com", date(2024, 5, 2), 1000) for n in range(3)]
    rows += [("e@example.com", date(2024, 5, 2), 1000, {"currency": "EUR"})]
    rows += [("x@example.com", date(2024, 5, 2), 1000, {"currency": "XAF"})]
    found = analyse([payments(rows)], Settings(), today=TODAY)
    assert found.currency == "USD"
    worth = found.supporters.set_index("email")["lifetime_minor"]
    assert worth["p0@example.com"] == 1000
    assert 1000 < worth["e@example.com"] < 1200
    assert worth["x@example.com"] == 0
    assert [(each.reason, each.count) for each in total(found.account).set_aside] == [("E_NO_RATE", 1)]


def test_fees_of_the_book_are_taken_off_unless_the_file_states_them(payments):
    rows = [("a@example.com", END, 10_000), ("b@example.com", END, 500)]
    by_book = analyse([payments(rows, fee="stripe-card")], Settings(), today=TODAY).supporters.set_index(
        "email"
    )
    assert by_book["income_year_net_minor"].to_dict() == {"a@example.com": 9680, "b@example.com": 456}
    stated = [*rows, ("a@example.com", END, 290, {"kind": "fee"})]
    by_file = analyse([payments(stated, fee="stripe-card")], Settings(), today=TODAY).supporters.set_index(
        "email"
    )
    assert by_file["income_year_net_minor"].to_dict() == {"a@example.com": 9710, "b@example.com": 500}
    assert (by_file["income_year_minor"] == by_book["income_year_minor"]).all()


def test_nine_in_ten_monthly_and_one_in_ten_yearly_land_together(payments, monthly):
    rows, chance = [], np.random.default_rng(2)
    for number in range(200):
        level = (300, 1000, 5000)[number % 3]
        last = END - timedelta(days=int(chance.integers(0, 30)))
        email = f"{level}-{number}@example.com"
        if number % 10:
            rows += monthly(email, level, last, 36)
        else:
            paid_on = last - timedelta(days=int(chance.integers(0, 330)))
            for year in range(3):
                start = paid_on - timedelta(days=365 * year)
                period = {"period_start": start, "period_end": start + timedelta(days=365)}
                rows.append((email, start, 12 * level, period))
    found = analyse([payments(rows)], Settings(), as_of=END, today=TODAY).supporters
    found["level"] = found["email"].str.split("-").str[0]
    assert found.groupby("level")["tier"].nunique().to_dict() == {"300": 1, "1000": 1, "5000": 1}
    assert found.groupby("level")["tier"].first().to_dict() == {
        "300": "casual",
        "1000": "engaged",
        "5000": "true",
    }


def test_members_without_a_log_have_a_year_that_is_said_to_be_spread(members):
    people = {
        f"p{number}@example.com": {
            "lifetime_amount": 1000 * (number + 1),
            "unit_price": 100 * (number + 1),
            "joined_at": END - timedelta(days=300),
            "last_activity": END - timedelta(days=number),
            "status": 1.0,
        }
        for number in range(20)
    }
    found = analyse([members(people)], Settings(), today=TODAY)
    assert found.score.name == "totals_and_dates"
    assert found.supporters["income_year_minor"].sum() == 1000 * sum(range(1, 21))
    assert "N_TOTALS_SPREAD" in [problem.code for problem in found.problems]
    assert found.backtest_reason == "backtest.no_dates"
    assert found.supporters["probability"].isna().all()


def test_who_left_is_gone_and_who_has_paid_ahead_is_not(members):
    left = {
        "lifetime_amount": 9000,
        "status": 0.0,
        "joined_at": date(2023, 1, 1),
        "last_activity": date(2025, 5, 1),
    }
    ahead = {
        "lifetime_amount": 9000,
        "joined_at": date(2023, 1, 1),
        "expires_at": date(2025, 9, 1),
        "cancelled_at": END,
    }
    found = analyse([members({"l@example.com": left, "a@example.com": ahead})], Settings(), today=TODAY)
    states = found.supporters.set_index("email")["state"].to_dict()
    assert states["l@example.com"] == "gone"
    assert states["a@example.com"] != "gone"


def test_typed_reach_opens_the_funnel_and_stays_nested(payments):
    reach = (TypedReach(END, "radio", 5000), TypedReach(END, "wall", 20))
    funnel = analyse([payments(crowd(20))], Settings(reach=reach), today=TODAY).funnel
    # People follow on several channels: the largest counts, and a number for everywhere counts instead of all.
    assert (funnel[0].step, funnel[0].count) == ("reached", 5000)
    everywhere = analyse(
        [payments(crowd(20))], Settings(reach=(*reach, TypedReach(END, "", 700))), today=TODAY
    )
    assert everywhere.funnel[0].count == 700
    small = analyse([payments(crowd(20))], Settings(reach=reach[1:]), today=TODAY).funnel
    assert small[0].count == small[1].count == 20


def test_all_alike_are_one_group_and_it_says_so(payments):
    rows = [(f"p{number}@example.com", END, 2000) for number in range(40)]
    found = analyse([payments(rows)], Settings(), today=TODAY)
    assert found.groups["engaged"].count == 40
    codes = {problem.code for problem in found.problems}
    assert "N_ONE_GROUP" in codes
    assert not codes & {"N_NO_GROUPS", "N_TRUE_FEW"}


def test_where_all_were_alike_there_is_no_line_to_keep(payments):
    alike = [(f"p{number}@example.com", END, 2000) for number in range(40)]
    before = analyse([payments(alike)], Settings(), today=TODAY)
    now = analyse([payments([*alike, *alike[:9] * 5])], Settings(line=before.line), today=TODAY)
    assert not now.line_kept
    assert 0 < now.groups["true"].count < 40


def test_every_problem_can_be_said(payments, members):
    say = Words("en")
    rows = [
        *crowd(15),
        ("f@example.com", TODAY + timedelta(days=9), 1),
        ("x@example.com", END, 1, {"currency": "XAF"}),
    ]
    old = members(
        {"m@example.com": {"lifetime_amount": 500, "joined_at": date(2020, 1, 1)}}, as_of=date(2021, 1, 1)
    )
    first = analyse([payments(rows, until=END), old], Settings(), today=TODAY)
    told = {problem.code: problem for problem in (*first.problems,)}
    for again in (Settings(line=first.line), Settings(line=first.line, money_line_minor=5)):
        told |= {
            problem.code: problem
            for problem in analyse([payments(rows, until=END), old], again, today=TODAY).problems
        }
    assert {
        "E_FUTURE",
        "E_NO_RATE",
        "N_ENDS_APART",
        "N_TOTALS_SPREAD",
        "N_PROVISIONAL",
        "N_LINE_KEPT",
    } <= set(told)
    for problem in told.values():
        assert explain(say, problem)
