"""Each figure on a handful of people counted by hand."""

import datetime as dt
import math

import pandas as pd
import pyarrow as pa
import pytest

from truefans_core import measures
from truefans_core.columns import EVENTS
from truefans_core.words import PRESETS, Words

TODAY = dt.date(2026, 6, 30)


def events(*rows: tuple[str | None, str] | dict[str, object]) -> pa.Table:
    """Payments of (person, day), or rows with more to say."""
    full = [row if isinstance(row, dict) else {"person_id": row[0], "at": row[1]} for row in rows]
    made = [
        {"kind": "payment", **row, "at": dt.datetime.fromisoformat(str(row["at"])).replace(tzinfo=dt.UTC)}
        for row in full
    ]
    return pa.Table.from_pylist(made, schema=EVENTS)


def members(*rows: dict[str, object]) -> pd.DataFrame:
    """Supporters with what leaving is counted on."""
    blank = dict.fromkeys(("first_paid_at", "joined_at", "paid_through", "last_paid_at", "last_at"))
    flags = {"subscribed": False, "ended": False, "state": "engaged"}
    columns = [*blank, *flags]
    frame = pd.DataFrame([{**blank, **flags, **row} for row in rows], columns=columns)
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in blank})


def test_monthly_leaving_counts_month_by_month():
    stays = {"first_paid_at": "2024-01-01", "subscribed": True, "paid_through": "2026-07-15"}
    leaves = {"first_paid_at": "2024-01-01", "ended": True, "state": "gone"}
    leaves["paid_through"] = "2025-10-15"
    joins = {"first_paid_at": "2026-05-10", "subscribed": True}
    found = measures.monthly_leaving(members(stays, leaves, joins), TODAY)
    # Who stays is at risk in 12 months, who leaves in July to October, who joins in the month from 30 May.
    assert (found.count, found.total) == (1, 17)
    assert found.share == pytest.approx(1.5 / 18)
    assert found.low < found.share < found.high


def test_a_member_without_a_paid_period_leaves_a_month_after_the_last_payment():
    gone = {"first_paid_at": "2026-01-05", "last_paid_at": "2026-03-05", "ended": True, "state": "gone"}
    found = measures.monthly_leaving(members(gone), TODAY)
    assert (found.count, found.total) == (1, 3)  # from 30 January, 28 February, 30 March; left on 5 April


def test_a_member_of_whom_only_a_total_is_known_leaves_too():
    # Joined, last charged, ended by status; what they paid for would run beyond today.
    gone = {"first_paid_at": "2024-01-05", "last_paid_at": "2026-06-20", "ended": True, "state": "gone"}
    found = measures.monthly_leaving(members(gone), TODAY)
    assert (found.count, found.total) == (1, 12)


def test_who_falls_silent_leaves_in_months_that_can_be_judged():
    silent = {"first_paid_at": "2024-01-01", "last_paid_at": "2026-02-10", "state": "gone"}
    silent["last_at"] = "2026-02-28"
    stays = {"first_paid_at": "2024-01-01", "last_paid_at": "2026-06-20", "last_at": "2026-06-20"}
    found = measures.monthly_leaving(members(silent, stays), TODAY)
    # Twelve months up to 28 February for both: silence that began later cannot have been found yet.
    assert (found.count, found.total) == (1, 24)


def test_where_nobody_paid_nobody_leaves():
    found = measures.monthly_leaving(members({"joined_at": "2024-01-01"}), TODAY)
    assert found.total == 0
    assert math.isnan(found.share)


def test_free_to_paid():
    found = measures.free_to_paid(
        pd.DataFrame({"payments": [0, 3, 0, 0], "investment": [0.0, 50.0, 0.0, 0.0]})
    )
    assert (found.count, found.total, found.share) == (1, 4, 0.25)


def test_an_order_of_two_lines_is_one_purchase():
    found = measures.repeat_purchase(
        events(
            {"person_id": "a", "at": "2026-05-01", "ref": "1"},
            {"person_id": "a", "at": "2026-05-01", "ref": "1"},
            {"person_id": "b", "at": "2026-05-01", "ref": "2"},
            {"person_id": "b", "at": "2026-05-02", "ref": "3"},
            {"person_id": "c", "at": "2025-06-29", "ref": "4"},
            {"person_id": "c", "at": "2026-06-30T22:00", "ref": "5"},
            (None, "2026-05-01"),
        ),
        TODAY,
    )
    assert (found.count, found.total) == (1, 3)


def test_contacts_of_one_company_are_one_client():
    people = pd.DataFrame(
        {
            "person_id": ["a", "b", "c", "d"],
            "company": ["Acme", " ACME Ltd.", None, None],
            "income_year_minor": [300, 300, 350, -50],
        },
    )
    found = measures.largest_client(people)
    assert (found.count, found.total) == (600, 950)
    assert found.low is None
    assert math.isnan(measures.largest_client(people.head(0)).share)


def test_a_retainer_pays_in_each_of_the_last_three_full_months():
    retained = [("r", f"2026-0{month}-15") for month in (3, 4, 5)]
    gap = [("g", f"2026-0{month}-15") for month in (2, 3, 5)]
    nobody_of = pd.DataFrame({"person_id": ["r", "g"], "company": [None, None]})
    found = measures.retainers(nobody_of, events(*retained, *gap), TODAY)
    assert (found.count, found.total) == (1, 2)


def test_contacts_of_one_company_who_pay_in_turn_are_one_retainer():
    paid = events(("a", "2026-03-15"), ("b", "2026-04-15"), ("a", "2026-05-15"), ("c", "2026-05-01"))
    people = pd.DataFrame({"person_id": ["a", "b", "c"], "company": ["Acme", "ACME Ltd.", None]})
    found = measures.retainers(people, paid, TODAY)
    assert (found.count, found.total) == (1, 2)


def test_a_donor_figure_names_the_financial_year_it_speaks_of():
    found = measures.donor_years(GIFTS, TODAY, starts=4)
    said = measures.in_words(found.lybunt, Words(preset="nonprofit"))
    assert f"from April {found.year}" in said
    assert found.overall.since == dt.date(found.year - 1, 4, 1)


GIFTS = events(
    ("faithful", "2023-05-01"),
    ("faithful", "2024-05-01"),
    ("faithful", "2025-05-01"),
    ("faithful", "2026-05-01"),
    ("new_kept", "2024-06-01"),
    ("new_kept", "2025-06-01"),
    ("new_lost", "2024-07-01"),
    ("old_lost", "2023-01-01"),
    ("old_lost", "2024-02-01"),
    ("later", "2026-07-01"),
)


def test_donors_by_calendar_year():
    found = measures.donor_years(GIFTS, TODAY)
    assert found.year == 2026
    assert (found.lybunt.count, found.lybunt.total) == (1, 2)  # new_kept gave in 2025 and not yet in 2026
    assert (found.sybunt.count, found.sybunt.total) == (
        2,
        4,
    )  # new_lost and old_lost, of all who gave by 2024
    assert (found.overall.count, found.overall.total) == (2, 4)
    assert (found.first_time.count, found.first_time.total) == (1, 2)
    assert (found.repeat.count, found.repeat.total) == (1, 2)


def test_the_financial_year_moves_the_gifts():
    found = measures.donor_years(GIFTS, TODAY, starts=4)
    assert found.year == 2026
    # old_lost's February 2024 lies in the year 2023; 2024 holds faithful, new_kept, new_lost.
    assert (found.overall.count, found.overall.total) == (2, 3)
    assert measures.financial_year(TODAY, 7) == 2025


@pytest.mark.parametrize("preset", PRESETS)
def test_every_figure_of_a_preset_can_be_said(preset):
    people = pd.DataFrame(
        {"person_id": ["a"], "payments": [2], "company": [None], "income_year_minor": [500]},
    ).join(members({"first_paid_at": "2024-01-01", "subscribed": True}))
    say = Words(preset=preset)
    found = measures.measures(preset, people, GIFTS, TODAY)
    assert found
    for each in found:
        sentence = measures.in_words(each, say)
        assert sentence.endswith(".")
        assert ("Range:" in sentence) == (each.low is not None)
        assert say(f"measures.{each.slug}.label")


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_to_count_gives_nothing(preset):
    people = pd.DataFrame(
        {"person_id": [], "payments": [], "investment": [], "company": [], "income_year_minor": []}
    ).join(members())
    assert measures.measures(preset, people, EVENTS.empty_table(), TODAY) == ()


AB = pd.DataFrame({"person_id": ["a", "b"], "company": [None, None]})


def test_a_year_is_365_days_whatever_the_hour():
    year_ago = TODAY - dt.timedelta(days=365)
    paid = events(("a", f"{year_ago}T10:00"), ("b", f"{year_ago + dt.timedelta(days=1)}T00:00"))
    assert measures.repeat_purchase(paid, TODAY).total == measures.retainers(AB, paid, TODAY).total == 1


def test_hours_of_the_last_year_are_summed_and_their_givers_counted():
    rows = events(
        {"person_id": "a", "at": "2026-05-01", "kind": "hours", "quantity": 2.5},
        {"person_id": "a", "at": "2026-06-01", "kind": "hours", "quantity": 4},
        {"person_id": "b", "at": "2025-01-01", "kind": "hours", "quantity": 8},
        {"person_id": "c", "at": "2026-07-01", "kind": "hours", "quantity": 8},
        {"person_id": None, "at": "2026-05-01", "kind": "hours", "quantity": 8},
    )
    found = measures.hours_given(members({}, {}, {}, {}), rows, TODAY)
    assert (found.count, found.total, found.amount) == (1, 4, 6.5)
    assert "6.5 hours" in measures.in_words(found, Words(preset="nonprofit"))
    assert measures.hours_given(members({}), events(("a", "2026-05-01")), TODAY).total == 0


def test_who_came_by_recommendation_is_counted_once_and_only_where_a_file_says_so():
    rows = events(
        {"person_id": "a", "at": "2026-05-01", "kind": "referral"},
        {"person_id": "a", "at": "2026-06-01", "kind": "referral"},
    )
    found = measures.recommended(members({}, {}, {}, {}), rows, TODAY)
    assert (found.count, found.total) == (1, 4)
    assert measures.recommended(members({}), events(("a", "2026-05-01")), TODAY).total == 0
