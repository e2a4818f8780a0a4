"""The same money twice: totals beside dated payments, a processor beside its platform."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.columns import EVENTS, SNAPSHOTS
from truefans_core.ledger import account_table, total
from truefans_core.overlap import propose, settle

AS_OF = dt.date(2024, 6, 1)
PLATFORM_OF = {"stripe-payments": "Stripe", "donorbox-donations": "Donorbox", "shopify-orders": "Shopify"}


def paid(
    source: str,
    minor: int,
    day: float,
    person: str | None = "ana",
    kind: str = "payment",
    currency: str = "USD",
) -> dict:
    at = dt.datetime(2024, 5, 1, tzinfo=dt.UTC) + dt.timedelta(days=day)
    money = {"amount_minor": minor, "currency": currency}
    return {
        "person_id": person,
        "source": source,
        "platform": PLATFORM_OF[source],
        "kind": kind,
        "at": at,
    } | money


def stated(value: float, day: dt.date | None = AS_OF, person: str = "ana", currency: str = "USD") -> dict:
    what = {"measure": "lifetime_amount", "value": value, "currency": currency, "as_of": day}
    return {"person_id": person, "source": "shopify-customers", "platform": "Shopify"} | what


def tables(
    events: list[dict], snapshots: tuple[dict, ...] | list[dict] = ()
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Each row a record of its own, the file of a row being its source."""
    rows = [*events, *snapshots]
    for line, row in enumerate(rows):
        row |= {"file_id": row["source"], "line": line}
    accounts = [
        account_table(
            r["source"],
            [r["line"]],
            ["kept"],
            [None],
            [r["currency"]],
            [r.get("amount_minor", r.get("value"))],
        )
        for r in rows
        if r.get("kind") != "fee"
    ]
    account = pa.concat_tables(accounts) if accounts else account_table("", [], [], [])
    return pa.Table.from_pylist(events, EVENTS), pa.Table.from_pylist(list(snapshots), SNAPSHOTS), account


STRIPE, DONORBOX, SHOP = PLATFORM_OF


def test_equal_amounts_within_three_days_are_proposed_once_per_pair() -> None:
    events, _, _ = tables(
        [
            paid(STRIPE, 500, 0),
            paid(DONORBOX, 500, 2.9),
            paid(STRIPE, 700, 10),
            paid(DONORBOX, 700, 7.1),
            paid(STRIPE, 900, 20),
            paid(DONORBOX, 900, 23.1),  # too late
            paid(STRIPE, 100, 0, person="bo"),
            paid(DONORBOX, 100, 0, person="cy"),  # another person
            paid(STRIPE, 100, 0, currency="EUR"),
            paid(DONORBOX, 100, 0, currency="USD"),  # other money
            paid(STRIPE, 50, 0, person=None),
            paid(DONORBOX, 50, 0, person=None),  # nobody is not the same nobody
            paid(SHOP, 500, 0),  # a shop has its own till
        ],
    )
    (pair,) = propose(events)
    assert (pair.a, pair.b, pair.key) == (STRIPE, DONORBOX, "stripe-payments|donorbox-donations")
    assert (pair.matches, dict(pair.money)) == (2, {"USD": 1200})


def test_a_payment_has_one_copy_at_most() -> None:
    events, _, _ = tables(
        [paid(STRIPE, 500, d) for d in (0, 1)] + [paid(DONORBOX, 500, d) for d in (0.5, 1, 1.5)]
    )
    assert propose(events)[0].matches == 2
    events, _, _ = tables([paid(STRIPE, 500, d) for d in (0, 1, 2)] + [paid(DONORBOX, 500, 2)])
    assert propose(events)[0].matches == 1


def test_refunds_agree_with_refunds() -> None:
    both = [
        paid(source, 500, day, kind=kind)
        for source in (STRIPE, DONORBOX)
        for day, kind in ((0, "payment"), (1, "refund"))
    ]
    (pair,) = propose(tables(both)[0])
    assert (pair.matches, dict(pair.money)) == (2, {"USD": 0})


@pytest.mark.parametrize("answer", [None, False, True])
def test_the_answer_decides_whether_copies_are_merged(answer: bool | None) -> None:
    given_in = tables([paid(STRIPE, 500, 0), paid(STRIPE, 800, 0), paid(DONORBOX, 500, 1)])
    same = {} if answer is None else {"stripe-payments|donorbox-donations": answer}
    settled = settle(*given_in, same)
    assert sorted(settled.events["amount_minor"].to_pylist()) == ([500, 800] if answer else [500, 500, 800])
    money = total(settled.account).money["USD"]
    assert (money.kept, money.merged, money.total) == ((1300, 500, 1800) if answer else (1800, 0, 1800))
    if answer is None:
        (problem,) = settled.problems
        assert (problem.code, problem.rows) == ("N_OVERLAP", 1)
        assert problem.params == {"a": STRIPE, "b": DONORBOX, "n": 1, "money": "USD 5.00"}
    else:
        assert settled.problems == ()


def test_a_merged_copy_takes_its_fee_along() -> None:
    events, snapshots, account = tables(
        [paid(STRIPE, 500, 0), paid(DONORBOX, 500, 1), paid(STRIPE, 30, 0, kind="fee")]
    )
    lines = events["line"].to_pylist()
    lines[2] = lines[0]
    events = events.set_column(events.schema.get_field_index("line"), "line", pa.array(lines, pa.int64()))
    settled = settle(events, snapshots, account, {"stripe-payments|donorbox-donations": True})
    assert settled.events["source"].to_pylist() == [DONORBOX]


def test_dated_payments_replace_the_total_and_leave_the_rest() -> None:
    settled = settle(
        *tables(
            [
                paid(SHOP, 300, 0),
                paid(SHOP, 200, 5, kind="tip"),
                paid(SHOP, 100, 6, kind="refund"),
                paid(SHOP, 900, 60),
            ],
            [stated(1000), stated(350, person="bo"), stated(70, currency="EUR")],
        ),
        {},
    )
    found = {
        (r["person_id"], r["currency"]): (r["measure"], r["value"]) for r in settled.snapshots.to_pylist()
    }
    assert found == {
        ("ana", "USD"): ("opening_amount", 600.0),  # the payment of July is not part of a total of June
        ("bo", "USD"): ("opening_amount", 350.0),
        ("ana", "EUR"): ("lifetime_amount", 70.0),  # no dated euros
    }
    assert total(settled.account).merged == 0


def test_a_total_that_the_payments_cover_is_merged() -> None:
    settled = settle(*tables([paid(SHOP, 300, 0), paid(SHOP, 300, 3)], [stated(600)]), {})
    assert settled.snapshots["value"].to_pylist() == [0.0]
    assert total(settled.account).money["USD"].merged == 600


def test_two_memberships_of_a_person_share_the_payments() -> None:
    settled = settle(*tables([paid(SHOP, 150, 0)], [stated(100), stated(100)]), {})
    assert settled.snapshots["value"].to_pylist() == [0.0, 50.0]


def test_another_platform_is_other_money() -> None:
    events, snapshots, account = tables([paid(STRIPE, 300, 0)], [stated(600)])
    settled = settle(events, snapshots, account, {})
    assert settled.snapshots.equals(snapshots)
    assert settled.account.equals(account)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60), st.sampled_from(["ana", "bo"])), max_size=8),
    st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["ana", "bo"])), max_size=4),
)
def test_what_is_left_of_totals_and_the_payments_make_the_larger_of_both(
    payments: list[tuple[int, int, str]], totals: list[tuple[int, str]]
) -> None:
    given_in = tables(
        [paid(SHOP, m, d, person=p) for m, d, p in payments], [stated(v, person=p) for v, p in totals]
    )
    settled = settle(*given_in, {})
    assert total(settled.account).money == {} or total(settled.account).money["USD"].set_aside == 0
    assert total(settled.account).records_in == len(payments) + len(totals)
    for person in ("ana", "bo"):
        before = sum(m for m, d, p in payments if p == person and d <= 31)
        stated_sum = sum(v for v, p in totals if p == person)
        left = sum(r["value"] for r in settled.snapshots.to_pylist() if r["person_id"] == person)
        expected = max(stated_sum - before, 0) if payments else stated_sum
        assert left == expected


def test_what_only_the_processor_gave_back_stays_and_its_record_is_merged():
    rows = [
        paid("stripe-payments", 5000, 0),
        paid("stripe-payments", 5000, 0, kind="refund"),
        paid("stripe-payments", 175, 0, kind="fee"),
        paid("donorbox-donations", 5000, 1),
    ]
    events, snapshots, account = tables(rows)
    line = events.schema.get_field_index("line")
    events = events.set_column(line, "line", [[0, 0, 0, 3]])  # the first three are one record
    account = account.take([0, 2])  # a fee is no record of its own
    settled = settle(events, snapshots, account, {"stripe-payments|donorbox-donations": True})
    kinds = sorted(zip(settled.events["source"].to_pylist(), settled.events["kind"].to_pylist(), strict=True))
    assert kinds == [("donorbox-donations", "payment"), ("stripe-payments", "refund")]
    money = total(settled.account).money["USD"]
    assert (money.kept, money.merged) == (5000, 5000)


@given(st.lists(st.integers(1, 5000), max_size=5), st.integers(0, 20_000))
@settings(max_examples=50, deadline=None)
def test_of_a_total_the_part_that_dated_payments_tell_is_merged(
    amounts: list[int], stated_total: int
) -> None:
    events, snapshots, account = tables(
        [paid("shopify-orders", minor, day) for day, minor in enumerate(amounts)], [stated(stated_total)]
    )
    settled = settle(events, snapshots, account, {})
    before, after = total(account).money["USD"], total(settled.account).money["USD"]
    covered = min(stated_total, sum(amounts))
    assert after.total == before.total
    assert (after.kept, after.merged, after.set_aside) == (before.total - covered, covered, 0)
    opening = sum(s["value"] for s in settled.snapshots.to_pylist())
    assert after.kept == sum(amounts) + opening


@pytest.mark.parametrize(
    ("source", "platform", "doubtful"),
    [("table:donors", "donors", 1), ("table:donors", "Donorbox", 0), ("shopify-customers", "Shopify", 0)],
)
def test_a_total_kept_by_hand_beside_dated_payments_of_the_same_person_is_told(
    source, platform, doubtful
) -> None:
    """Nobody knows whether it contains them, until both files are said to be from one platform."""
    mine = stated(9000) | {"source": source, "platform": platform}
    other = stated(500, person="bo") | {"source": source, "platform": platform}
    settled = settle(*tables([paid(DONORBOX, 500, 0)], [mine, other]), {})
    assert [(p.code, p.rows) for p in settled.problems] == [("N_TOTALS_BESIDE", 1)] * doubtful
    assert total(settled.account).money["USD"].total == 10000
