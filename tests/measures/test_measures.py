"""Each figure on a handful of people counted by hand."""

import datetime as dt
import math

import pandas as pd
import pyarrow as pa
import pytest

from truefans_core import measures
from truefans_core.columns import EVENTS
from truefans_core.words import PRESETS, Share, Words

TODAY = dt.date(2026, 6, 30)


def events(*rows: tuple[str | None, str] | dict[str, object]) -> pa.Table:
    """Payments of (person, day), or rows with more to say."""
    full = [row if isinstance(row, dict) else {"person_id": row[0], "at": row[1]} for row in rows]
    made = [
        {"kind": "payment", **row, "at": dt.datetime.fromisoformat(str(row["at"])).replace(tzinfo=dt.UTC)}
        for row in full
    ]
    return pa.Table.from_pylist(made, schema=EVENTS)


def member(person: str, *months: str) -> list[dict[str, object]]:
    """A month paid for on the first of each month."""
    starts = [pd.Timestamp(f"{month}-01") for month in months]
    return [
        {
            "person_id": person,
            "at": start.isoformat(),
            "period_start": start.date(),
            "period_end": (start + pd.offsets.MonthEnd()).date(),
        }
        for start in starts
    ]


def test_monthly_leaving_counts_month_by_month():
    year = [str(m) for m in pd.period_range("2025-06", "2026-06", freq="M")]
    found = measures.monthly_leaving(events(*member("stays", *year), *member("leaves", *year[:4])), TODAY)
    # 12 months at risk for who stays; who leaves was covered on the last days of June to September 2025 and lost once.
    assert (found.count, found.total) == (1, 16)
    assert found.share == pytest.approx(1.5 / 17)
    assert found.low < found.share < found.high


def test_yearly_members_do_not_leave_between_their_payments():
    yearly = {
        "person_id": "y",
        "at": "2025-06-01",
        "period_start": dt.date(2025, 6, 1),
        "period_end": dt.date(2026, 5, 31),
    }
    found = measures.monthly_leaving(events(yearly), TODAY)
    assert (found.count, found.total) == (1, 12)
    renewed = {
        **yearly,
        "at": "2026-06-01",
        "period_start": dt.date(2026, 6, 1),
        "period_end": dt.date(2027, 5, 31),
    }
    assert measures.monthly_leaving(events(yearly, renewed), TODAY).count == 0


def test_one_off_buyers_cannot_leave():
    found = measures.monthly_leaving(events(("a", "2026-01-01"), ("b", "2026-02-01")), TODAY)
    assert found.total == 0
    assert math.isnan(found.share)


def test_free_to_paid():
    found = measures.free_to_paid(pd.DataFrame({"payments": [0, 3, 0, 0]}))
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
            "company": ["Acme", " acme", None, None],
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
    found = measures.retainers(events(*retained, *gap), TODAY)
    assert (found.count, found.total) == (1, 2)


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
    )
    say = Words(preset=preset)
    found = measures.measures(preset, people, GIFTS, TODAY)
    assert found
    for each in found:
        params = {"share": Share(each.share), "count": each.count, "total": each.total}
        assert say(f"measures.{each.slug}", **params)
        assert say(f"measures.{each.slug}.label")


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_to_count_gives_nothing(preset):
    people = pd.DataFrame({"person_id": [], "payments": [], "company": [], "income_year_minor": []})
    assert measures.measures(preset, people, EVENTS.empty_table(), TODAY) == ()
