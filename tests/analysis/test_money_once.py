"""Money that is told twice or nowhere in time: it counts once, in its own year, and the account follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from truefans_core.analysis import Settings, analyse
from truefans_core.ledger import total
from truefans_core.people import Decisions
from truefans_core.words import Words

TODAY = date(2026, 1, 15)
END = date(2025, 6, 30)
ANA = "ana@example.com"


def person(*records, **settings):
    found = analyse(records, Settings(**settings), today=TODAY)
    return found, found.supporters.set_index("email").loc[ANA]


def year_of(monthly):
    return monthly(ANA, 500, END, 12)


def test_a_price_beside_dated_payments_is_no_further_money(payments, members, monthly):
    price = {"unit_price": 500, "status": 1, "interval": 1, "joined_at": date(2024, 7, 1)}
    _, ana = person(payments(year_of(monthly), platform="X"), members({ANA: price}, platform="X"))
    assert (ana["lifetime_minor"], ana["income_year_minor"], ana["payments"]) == (6000, 6000, 12)
    assert ana["monthly_minor"] == 500
    assert ana["subscribed"]


def test_money_from_before_the_payments_is_no_income_of_the_year_and_no_further_orders(
    payments, members, monthly
):
    customer = {"lifetime_amount": 90_000, "order_count": 40}
    log = payments(year_of(monthly), platform="X")
    found, ana = person(log, members({ANA: customer}, platform="X"))
    assert (ana["lifetime_minor"], ana["income_year_minor"]) == (90_000, 6000)
    assert ana["payments"] == 13  # the twelve of the log, and what was left of the total
    assert "N_TOTALS_SPREAD" not in [problem.code for problem in found.problems]
    covered = {"lifetime_amount": 6000, "order_count": 12}
    assert person(log, members({ANA: covered}, platform="X"))[1]["payments"] == 12


@pytest.mark.parametrize(("last_order", "ended"), [(date(2025, 6, 20), False), (date(2024, 12, 1), True)])
def test_who_left_one_platform_and_paid_on_another_since_is_not_gone(members, last_order, ended):
    left = {
        "unit_price": 500,
        "lifetime_amount": 5000,
        "status": 0,
        "cancelled_at": date(2025, 1, 1),
        "joined_at": date(2024, 1, 1),
    }
    buys = {"lifetime_amount": 3000, "first_paid_at": date(2024, 5, 1), "last_activity": last_order}
    _, ana = person(
        members({ANA: left}, source="patreon", platform="Patreon"),
        members({ANA: buys}, source="shop", platform="Shop"),
    )
    assert ana["ended"] == ended
    assert (ana["state"] == "gone") == ended


def test_on_the_day_of_renewal_one_month_is_paid_for(payments):
    before, after = END - timedelta(days=31), END + timedelta(days=30)
    rows = [
        (ANA, before, 500, {"period_start": before, "period_end": END}),
        (ANA, END, 500, {"period_start": END, "period_end": after}),
    ]
    assert person(payments(rows))[1]["monthly_minor"] == 500


def test_a_record_leaves_the_account_with_its_money_whatever_else_it_says(payments):
    sign = (ANA, END, None, {"kind": "referral", "currency": None, "line": 3, "row": 1})
    money = (ANA, END, 700, {"currency": "XAF", "line": 3, "row": 1})
    fee = (ANA, END, 7, {"kind": "fee", "currency": "XAF", "line": 3, "row": 1})
    records = payments([(ANA, END, 500), money, sign, fee])
    found, _ = person(records, currency="USD")
    account = total(found.account)
    told = [(problem.code, problem.rows) for problem in found.problems if problem.code == "E_NO_RATE"]
    assert told == [("E_NO_RATE", 1)]  # one row, though two amounts of it
    assert account.money["XAF"].set_aside == 700


def test_a_total_without_a_rate_leaves_the_account_and_its_person_stays(members):
    found, ana = person(members({ANA: {"lifetime_amount": 500, "status": 1}}))
    assert (ana["lifetime_minor"], total(found.account).kept) == (500, 1)
    records = members({ANA: {"lifetime_amount": 500, "status": 1}})
    abroad = records.snapshots.set_column(
        records.snapshots.schema.get_field_index("currency"),
        "currency",
        [["XAF" if code else None for code in records.snapshots["currency"].to_pylist()]],
    )
    found = analyse([replace(records, snapshots=abroad)], Settings(currency="USD"), today=TODAY)
    assert len(found.supporters) == 1
    assert [(a.reason, a.count) for a in total(found.account).set_aside] == [("E_NO_RATE", 1)]


def test_payments_in_two_files_are_asked_about_in_a_sentence(payments):
    files = (
        payments([(ANA, END, 5000)], source="stripe-payments", platform="Stripe"),
        payments([(ANA, END, 5000)], source="substack", platform="Substack"),
    )
    said = {p["code"]: p["message"] for p in person(*files)[0].to_json(Words())["problems"]}
    assert "50.00" in said["N_OVERLAP"]
    assert "$100 or more" in said["N_SMALL"]
    same = Decisions({"stripe-payments|substack": True})
    assert "N_OVERLAP" not in [p.code for p in person(*files, decisions=same)[0].problems]


def test_the_line_is_said_to_the_cent(payments):
    found, _ = person(payments([(ANA, END, 5000)]), money_line_minor=12_550)
    said = {p["code"]: p["message"] for p in found.to_json(Words())["problems"]}
    assert "$125.50 or more" in said["N_SMALL"]


def test_who_got_everything_back_has_paid(payments):
    found, _ = person(payments([(ANA, END, 500), (ANA, END, 500, {"kind": "refund"})]))
    assert "N_NO_PAYERS" not in [problem.code for problem in found.problems]


@pytest.mark.parametrize(("currency", "line"), [("EUR", "€100 or"), ("JPY", "¥10,000 or"), ("KWD", "100 or")])
def test_a_hundred_yen_make_no_true_fan(payments, currency, line):
    found, ana = person(payments([(ANA, END, 5000, {"currency": currency})]), currency=currency)
    said = {p["code"]: p["message"] for p in found.to_json(Words())["problems"]}
    assert line in said["N_SMALL"]
    assert ana["state"] != "true"
