"""What the samples of shops, funds and payment services must give: people, money by kind, first and last day."""

from collections import defaultdict
from dataclasses import replace

import pyarrow.compute as pc
import pytest

from truefans_core.extract import extract
from truefans_core.mapping import Mapping
from truefans_core.people import join
from truefans_core.recognise import suggest

#: Slug: people, money by kind, first and last day.
SAYS = {
    "paypal-activity": (6, {"payment USD": 138956, "payment EUR": 5000, "refund USD": 500}, "2026-01-13", "2026-09-21"),
    "paypal-activity-uk": (6, {"payment GBP": 138956, "payment EUR": 5000, "refund GBP": 500}, "2026-02-08", "2026-08-05"),
    "paypal-activity-de": (9, {"payment EUR": 164000}, "2026-07-10", "2026-07-21"),
    "paypal-giving-fund": (9, {"payment USD": 42000}, "2026-01-10", "2026-01-21"),
    "bandcamp-sales": (
        8,
        {"payment USD": 7100, "payment GBP": 1600, "tip USD": 1600, "tip GBP": 200, "refund USD": 800},
        "2025-10-01",
        "2025-12-12",
    ),
    "etsy-sold-orders": (9, {"payment USD": 71000, "refund USD": 500}, "2026-09-10", "2026-09-21"),
    "etsy-sold-order-items": (8, {"payment USD": 64500}, "2026-09-10", "2026-09-21"),
    "kickstarter-backers": (10, {"payment USD": 389500}, "2012-06-10", "2012-06-21"),
    "actblue-contributions": (9, {"payment USD": 86000, "refund USD": 500}, "2026-01-10", "2026-09-18"),
    "givewp-donations": (9, {"payment USD": 194000, "refund USD": 500}, "2026-01-05", "2026-01-16"),
    "justgiving-donations": (11, {"payment GBP": 97500}, "2025-01-10", "2025-09-18"),
    "enthuse-donations": (12, {"payment GBP": 97500}, "2025-01-01", "2025-09-09"),
    "salesforce-report": (11, {"payment USD": 397000}, "2026-01-10", "2026-09-10"),
}  # fmt: skip
#: Slug: people, what the table states of their money in minor units.
STATES = {
    "stripe-customers": (12, {"lifetime_amount USD": 444135}),
    "woocommerce-customers": (12, {"lifetime_amount USD": 1095847}),
    "buymeacoffee-supporters": (10, {"lifetime_amount USD": 10500, "lifetime_amount EUR": 5100}),
    "buymeacoffee-members": (12, {"unit_price USD": 12900}),
    "gumroad-affiliates": (12, {"sales_generated USD": 567000}),
    "memberful-members": (11, {}),
}
CURRENCY = dict.fromkeys(("justgiving-donations", "enthuse-donations"), "GBP")


def read(sample, slug: str):
    table = sample(slug)
    mapping = suggest(table)
    if slug == "salesforce-report":
        mapping = Mapping(mapping.source, mapping.uses, {"date_order": "mdy"}, mapping.platform)
    return extract(table, mapping, default_currency=CURRENCY.get(slug, "USD"))


@pytest.mark.parametrize("slug", SAYS)
def test_people_money_by_kind_and_days_of_a_sample(slug, sample) -> None:
    people, money, first, last = SAYS[slug]
    joined = join([read(sample, slug)])
    sums: dict[str, int] = defaultdict(int)
    for event in joined.events.to_pylist():
        if event["kind"] in {"payment", "refund", "tip"}:
            sums[f"{event['kind']} {event['currency']}"] += event["amount_minor"]
    days = sorted(
        str(event["at"].date()) for event in joined.events.to_pylist() if event["kind"] == "payment"
    )
    assert dict(sums) == money
    assert joined.people.num_rows == people
    assert (days[0], days[-1]) == (first, last)


@pytest.mark.parametrize("slug", STATES)
def test_people_and_totals_of_a_sample(slug, sample) -> None:
    people, totals = STATES[slug]
    joined = join([read(sample, slug)])
    sums: dict[str, float] = defaultdict(float)
    for statement in joined.snapshots.to_pylist():
        if statement["currency"]:
            sums[f"{statement['measure']} {statement['currency']}"] += statement["value"]
    assert joined.people.num_rows == people
    assert dict(sums) == totals


def test_both_lists_of_a_shop_count_an_order_once(sample) -> None:
    orders, items = read(sample, "etsy-sold-orders"), read(sample, "etsy-sold-order-items")
    both = join([items, orders])
    alone = join([orders])
    paid = [e for e in both.events.to_pylist() if e["kind"] == "payment"]
    assert sum(e["amount_minor"] for e in paid) == 71000
    assert (
        both.people.num_rows == alone.people.num_rows
    )  # a buyer named on the lines is the buyer of the order
    first = next(e for e in paid if e["ref"] == "3000000000")
    assert first["product"] == "Sticker pack, Zine bundle, A5"
    merged = [row for row in both.account.to_pylist() if row["outcome"] == "merged"]
    assert {row["reason"] for row in merged} == {"M_DUPLICATE"}
    assert sum(row["amount_minor"] for row in merged) == 64500
    # An order that only the items tell of keeps its money.
    left = join([items, _without_first(orders)])
    assert (
        sum(e["amount_minor"] for e in left.events.to_pylist() if e["kind"] == "payment")
        == 71000 - 5500 + 3000
    )


def _without_first(records):
    return replace(
        records,
        events=records.events.filter(pc.greater(records.events["row"], 0)),
        account=records.account.filter(pc.greater(records.account["line"], 2)),
        identities=records.identities.filter(pc.greater(records.identities["row"], 0)),
    )


def test_a_new_total_says_what_was_given_back(table) -> None:
    header = "Sale Date|Order ID|Full Name|Currency|Order Value|Shipping|Order Total|Adjusted Order Total"
    rows = ["09/13/26|1|Ann Lee|USD|40.00|4.50|44.50|24.50", "09/14/26|2|Bo Ek|USD|40.00|4.50|44.50|0.00"]
    records = extract((t := table(header, *rows)), suggest(t))
    back = [(e["row"], e["amount_minor"]) for e in records.events.to_pylist() if e["kind"] == "refund"]
    assert back == [(0, 2000)]


def test_coffees_are_counted_and_never_a_running_pledge(sample) -> None:
    records = read(sample, "buymeacoffee-supporters")
    stated = records.snapshots.to_pylist()
    assert {s["measure"] for s in stated} == {"lifetime_amount"}
    names = records.identities["name"].to_pylist()
    assert "Chloé Marchetti-Duval" in names
    assert not {"Someone", "Ned Ashgrove"} & set(names)  # nobody, and an account that was closed


def test_a_member_is_active_until_the_day_of_leaving_and_not_while_paused(sample) -> None:
    status = {
        s["row"]: (s["text"], s["value"])
        for s in read(sample, "buymeacoffee-members").snapshots.to_pylist()
        if s["measure"] == "status"
    }
    assert status[0] == ("active", 1.0)
    assert status[7] == ("paused", None)
    assert status[9] == ("cancelled", 0.0)


def test_test_mode_and_what_was_never_paid_is_no_income(table) -> None:
    t = table(
        "Donation ID|Donation Total|Currency Code|Donation Status|Donation Date|Payment Mode|Email Address",
        *(
            f"{number}|10.00|USD|{status}|January {number}, 2026|{mode}|a@example.com"
            for number, (status, mode) in enumerate(
                [
                    ("Complete", "live"), ("Complete", "Test"), ("Abandoned", "live"), ("Pending", "live"),
                    ("Failed", "live"), ("Cancelled", "live"), ("Renewal", "live"), ("Refunded", "live"),
                ],
                1,
            )
        ),
    )  # fmt: skip
    events = [(e["kind"], e["ref"]) for e in extract(t, suggest(t)).events.to_pylist()]
    assert events == [("payment", "1"), ("payment", "7"), ("payment", "8"), ("refund", "8")]


def test_who_wants_no_name_is_nobody_but_the_money_counts(sample) -> None:
    records = read(sample, "justgiving-donations")
    nameless = [e for e in records.events.to_pylist() if e["kind"] == "payment" and e["row"] == -1]
    assert [e["amount_minor"] for e in nameless] == [500]
    assert "D1005" not in records.identities["external_id"].to_pylist()
