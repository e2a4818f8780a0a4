"""The state of everyone on any day: nothing of later days is seen, whichever days are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from truefans_core.analysis import Settings, analyse
from truefans_core.history import Running, month_ends
from truefans_core.signals.activity import activity, standpoint
from truefans_core.signals.engine import run
from truefans_core.signals.gather import done_of
from truefans_core.signals.places import places

END = date(2025, 6, 30)
START = date(2024, 9, 1)
FEW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def logs(draw):
    """A payment log of ten months with refunds, yearly payments, clicks and shares."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = []
    for number in range(draw(st.integers(12, 20))):
        for _ in range(int(chance.integers(1, 8))):
            day = START + timedelta(days=int(chance.integers(0, 302)))
            more = {}
            kind = chance.choice(["payment", "payment", "payment", "year", "refund", "click", "share"])
            if kind == "year":
                more = {"period_start": day, "period_end": day + timedelta(days=365)}
            elif kind != "payment":
                more = {"kind": str(kind)}
            amount = None if kind in ("click", "share") else int(chance.lognormal(7, 1)) + 50
            rows.append((f"p{number}@example.com", day, amount, more))
    return rows


def path_of(records, line, days, as_of=END):
    found = analyse(records, Settings(line=line), as_of=as_of, today=END)
    return found, found.past.path(line, days)


@FEW
@given(log=logs(), cut=st.dates(date(2024, 12, 1), END))
def test_a_state_is_that_of_a_file_cut_at_its_day(payments, log, cut):
    line = analyse([payments(log)], Settings(), today=END).line
    _, whole = path_of([payments(log)], line, [cut])
    short = [row for row in log if row[1] <= cut]
    if not short:
        return
    found, until = path_of([payments(short)], line, [cut], as_of=cut)
    pd.testing.assert_frame_equal(whole.on(cut), until.on(cut))
    now = found.supporters.set_index("person_id")
    if found.line == line:
        assert whole.on(cut)["state"].to_dict() == now["state"].to_dict()
    assert whole.on(cut)["income_minor"].to_dict() == now["income_year_minor"].to_dict()


@pytest.mark.parametrize("rule", ["natural", "shares", "pareto", "rfm"])  # the others' cuts are said
def test_the_groups_of_a_day_are_those_its_past_ends_in(payments, rule):
    """Also where whole plans lie at a cut: the past adds up in another order and rounds differently."""
    log = [
        (f"p{n}@example.com", END - timedelta(days=36 + 30 * month), 500 * (1 + n % 4))
        for n in range(40)
        for month in range(14)
    ]
    for day in (END - timedelta(days=36), END - timedelta(days=30)):
        found = analyse([payments(log)], Settings(rule=rule), as_of=day, today=END)
        past = found.past.path(found.line, [day]).on(day)["state"]
        assert past.to_dict() == found.supporters.set_index("person_id")["state"].to_dict()
        assert len(set(past)) > 1


@FEW
@given(log=logs(), later=logs())
def test_more_months_never_change_an_earlier_state(payments, log, later):
    first = analyse([payments(log)], Settings(), today=END).line
    days = [date(2024, 11, 30), date(2025, 1, 15), date(2025, 3, 31)]
    early = [row for row in log if row[1] <= days[-1]]
    if not early:
        return
    _, one = path_of([payments(early)], first, days, as_of=days[-1])
    _, other = path_of([payments(early + [row for row in later if row[1] > days[-1]])], first, days)
    for day in days:
        pd.testing.assert_frame_equal(one.on(day), other.on(day))


@FEW
@given(log=logs(), days=st.lists(st.dates(START, END), min_size=1, max_size=5))
def test_the_days_asked_for_change_nothing(payments, log, days):
    found, whole = path_of([payments(log)], analyse([payments(log)], Settings(), today=END).line, days)
    for day in days:
        alone = found.past.path(found.line, [day]).on(day)
        pd.testing.assert_frame_equal(alone, whole.on(day))


@FEW
@given(log=logs())
def test_the_running_sums_are_the_signals_of_each_day(payments, log):
    found = analyse([payments(log)], Settings(), today=END)
    ids = found.past.people["person_id"].combine_chunks()
    days = [date(2024, 10, 31), date(2025, 2, 15), END]
    for day, frame in zip(days, Running(found.events, ids).by(days, 90.0), strict=True):
        events = found.events.set_column(4, "at", found.events["at"].cast("timestamp[us]"))
        events = events.set_column(0, "person_id", places(events["person_id"], ids))
        exact = done_of(run(activity, events=events, standpoint=standpoint(day, 90.0)), len(ids))
        for name in exact.columns:
            want, got = exact[name].astype(float).to_numpy(), frame[name].to_numpy()
            zero = not np.isnan(got).any()
            np.testing.assert_allclose(
                got, np.nan_to_num(want) if zero else want, rtol=1e-6, atol=20, err_msg=name
            )


def test_who_fell_below_the_cut_keeps_the_group_for_a_while(payments, monthly):
    log = [row for n in range(40) for row in monthly(f"p{n}@example.com", 500 + 10 * n, END, 1 + n % 9)]
    star = [("star@example.com", END - timedelta(days=30 * n), 3000) for n in range(8, 16)]
    found = analyse([payments(log + star)], Settings(), today=END)
    line = found.line
    ends = month_ends(date(2024, 1, 1), END)
    path = found.past.path(line, ends)
    who = found.supporters.loc[found.supporters["email"] == "star@example.com", "person_id"].iloc[0]
    seen = [path.on(day)["state"].get(who) for day in ends]
    # Once true, the group is left only well below the cut: never true, engaged, true again while nothing is paid.
    quiet = seen[seen.index("true") :]
    assert quiet == sorted(quiet, key=["true", "engaged", "casual", "known", "gone"].index)


def test_a_members_file_alone_tells_who_had_joined_and_who_had_left(members):
    people = {
        "stays@example.com": {"lifetime_amount": 12000, "first_paid_at": date(2024, 7, 1), "status": 1, "unit_price": 1000},
        "left@example.com": {
            "lifetime_amount": 5000, "first_paid_at": date(2024, 3, 1), "status": 0, "cancelled_at": date(2024, 12, 1),
        },
        "new@example.com": {"lifetime_amount": 1000, "first_paid_at": date(2025, 6, 1), "status": 1, "unit_price": 1000},
    }  # fmt: skip
    for person in people.values():
        person["joined_at"] = person["first_paid_at"]
    found = analyse([members(people)], Settings(), today=END)
    ids = found.supporters.set_index("email")["person_id"]
    days = [date(2024, 2, 29), date(2024, 9, 30), date(2025, 1, 31), END]
    path = found.past.path(found.line, days)
    there = [set(path.on(day).index[path.on(day)["state"] != "gone"]) for day in days]
    stays, left, new = (ids[f"{name}@example.com"] for name in ("stays", "left", "new"))
    assert there == [set(), {stays, left}, {stays}, {stays, new}]
    assert path.on(days[2])["state"][left] == "gone"
    now = found.supporters.set_index("person_id")
    assert path.on(END)["state"].to_dict() == now["state"].to_dict()
    assert path.on(END)["income_minor"].to_dict() == now["income_year_minor"].to_dict()


def test_dated_imports_tell_of_changes_between_them(members):
    def month(day, amount):
        return members(
            {
                f"p{n}@example.com": {
                    "lifetime_amount": amount * (n + 1), "first_paid_at": date(2024, 1, 1), "joined_at": date(2024, 1, 1),
                    "status": 1, "unit_price": 100 * (n + 1),
                }
                for n in range(12)
            },
            source="members",
            as_of=day,
        )  # fmt: skip

    one, two = month(date(2025, 1, 31), 1200), month(END, 30000)
    two = replace(two, file_id="later", file="later.csv")
    found = analyse([one, two], Settings(rule="money", money_line_minor=100_00), today=END)
    path = found.past.path(found.line, [date(2025, 1, 31), END])
    early = analyse(
        [one], Settings(rule="money", money_line_minor=100_00), as_of=date(2025, 1, 31), today=END
    )
    before = path.on(date(2025, 1, 31))
    assert before["state"].tolist() == early.supporters["state"].tolist()
    assert before["income_minor"].tolist() == early.supporters["income_year_minor"].tolist()
    assert (path.on(END)["state"] == "true").sum() > (before["state"] == "true").sum()


@pytest.mark.parametrize("records", [[], None])
def test_nobody_has_no_past(records):
    found = analyse(records or [], Settings(), today=END)
    assert found.past.first is None
