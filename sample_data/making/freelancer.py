"""A designer: retainers and workshops paid by card through Stripe, projects invoiced by bank transfer."""

from __future__ import annotations

import datetime as dt

import numpy as np

from making.headers import STRIPE_PAYMENTS
from making.people import END, START, Person, add_months, at_hour, charges, invent, some_day
from making.tables import Row, money, table, workbook

COUNT = 60
_BOTH = 8  # clients who pay some work by card and some by transfer
_HEADER = ("Invoice", "Date", "Client", "Description", "Amount", "Currency", "Status", "Paid on")
_FIRMS = (
    "Harbour & Pine Ltd", "Kestrel Yoga", "Nordlicht GmbH", "Bright Acre Farm", "Tidewater Books", "Mosaic Dental",
    "Orchard Lane School", "Cobalt Cycles Ltd", "Lantern Theatre", "Fern and Field", "Juniper Legal LLP", "Saltmarsh Brewing",
    "Meridian Physio", "Little Atlas Toys", "Quarry Street Gym", "Ember Coffee Ltd", "Papertrail Studio", "Willow Vets",
    "Northgate Housing", "Hollow Hill Music", "Amberline Travel", "Foxglove Florists", "Copperplate Press", "Riverside Trust",
)  # fmt: skip
_WORK = ("Brand refresh", "Website", "Annual report", "Packaging", "Illustrations", "Campaign")
_CAMPAIGNS = ("referral", "referral", "linkedin", "talk", "podcast", "")


def files(rng: np.random.Generator) -> dict[str, bytes]:
    """The payments and the invoice list by file name."""
    clients = invent(rng, COUNT)
    for client in clients:  # half of them have been there since the first year
        if client.number % 2:
            client.joined = START + dt.timedelta(days=int(rng.integers(0, 300)))
    firms = {
        client.number: _FIRMS[place]
        for place, client in enumerate(clients[:: COUNT // len(_FIRMS)][: len(_FIRMS)])
    }
    names = {client.number: firms.get(client.number, client.name) for client in clients}
    order = [int(place) for place in rng.permutation(COUNT)]
    card, transfer = order[: COUNT // 2 + _BOTH // 2], order[COUNT // 2 - _BOTH // 2 :]
    payments = [row for place in card for row in _paid_by_card(rng, clients[place], names[place])]
    invoices = [row for place in transfer for row in _invoiced(rng, clients[place], names[place])]
    return {"stripe-payments.csv": _stripe(payments), "invoices.xlsx": _invoice_list(invoices)}


def _paid_by_card(rng: np.random.Generator, client: Person, name: str) -> list[dict[str, str]]:
    size = int(9000 * client.devotion**0.8) + 4500
    rows = []
    campaign = str(rng.choice(_CAMPAIGNS))
    if client.number % 4 == 0:  # a retainer, monthly; one in three stops for half a year and comes back
        days = charges(client.joined, 1, int(rng.geometric(0.05)))
        if client.number % 3 == 0 and days:
            days += charges(add_months(days[-1], 7), 1, int(rng.geometric(0.08)))
        rows += [
            _charge(rng, client, name, day, size * 2 // 1000 * 1000, "Retainer", campaign) for day in days
        ]
    elif client.number % 10 == 1:  # or a care plan paid once a year
        days = charges(client.joined, 12, int(rng.geometric(0.25)))
        rows += [
            _charge(rng, client, name, day, size * 5 // 1000 * 1000, "Care plan, year", campaign)
            for day in days
        ]
    again = int(rng.poisson(min(0.9 * client.devotion, 6) * client.years))
    for day in (client.joined, *(some_day(rng, client.joined) for _ in range(again))):
        what = "Workshop" if day.month in (1, 2, 9, 10) else "Consultation"
        rows.append(_charge(rng, client, name, day, size // 500 * 500, what, campaign))
    return rows


def _charge(
    rng: np.random.Generator, client: Person, name: str, day: dt.date, cents: int, what: str, campaign: str
) -> dict[str, str]:
    fate = rng.random()
    status = "Failed" if fate < 0.035 else "Refunded" if fate < 0.055 else "Paid"
    refunded = cents if status == "Refunded" else 0
    return {
        "Created date (UTC)": str(at_hour(rng, day)),
        "Amount": money(cents, thousands=True),
        "Amount Refunded": money(refunded, thousands=True),
        "Currency": "gbp",
        "Captured": "false" if status == "Failed" else "true",
        "Converted Amount": money(cents, thousands=True),
        "Converted Amount Refunded": money(refunded, thousands=True),
        "Converted Currency": "gbp",
        "Fee": money(0 if status == "Failed" else round(cents * 0.015) + 20),
        "Is Link": "true" if what == "Workshop" else "false",
        "Mode": "Live",
        "Payment Source Type": "card",
        "Status": status,
        "Taxes On Fee": "0.00",
        "Customer ID": f"cus_SAMPLE{client.number:08d}",
        "Customer Description": name,
        "Customer Email": client.email,
        "Description": what,
        "campaign (metadata)": campaign,
    }


def _stripe(payments: list[dict[str, str]]) -> bytes:
    payments.sort(key=lambda row: row["Created date (UTC)"])
    payments[-1]["Created date (UTC)"] = f"{END} 09:12:44"
    rows: list[Row] = [
        {"id": f"ch_3SAMPLE{place:012d}", **row, "Transfer": f"txn_SAMPLE{place:06d}"}
        for place, row in enumerate(payments)
    ]
    extra = dict(payments[40])
    walk_in = {"Customer ID": "", "Customer Email": "", "Customer Description": "", "campaign (metadata)": ""}
    rows.insert(41, {"id": "ch_3SAMPLE900000000000", **extra, **walk_in})
    rows.insert(80, {"id": "ch_3SAMPLE900000000001", **payments[79], "Amount": "see invoice"})
    rows.insert(
        99, {"id": "ch_3SAMPLE900000000002", **payments[98], "Created date (UTC)": "2025-02-31 10:00:00"}
    )
    rows.insert(120, "ch_3SAMPLE900000000003,2025-06-11 10:00:00,120.00")
    return table(STRIPE_PAYMENTS, rows)


def _invoiced(rng: np.random.Generator, client: Person, name: str) -> list[tuple[object, ...]]:
    rows = []
    again = int(rng.poisson(min(0.8 * client.devotion + 0.2, 6) * client.years))
    for day in (client.joined, *(some_day(rng, client.joined) for _ in range(again))):
        pounds = float(round(240 * (1 + rng.pareto(1.7)) * (0.7 + 0.3 * min(client.devotion, 5)), -1))
        fate, due = rng.random(), (END - day).days
        status = (
            "Void"
            if fate < 0.04
            else "Sent"
            if due < 30 and fate < 0.6
            else "Overdue"
            if fate > 0.985
            else "Paid"
        )
        paid_on = min(day + dt.timedelta(days=int(rng.integers(3, 45))), END) if status == "Paid" else None
        rows.append((day, name, str(rng.choice(_WORK)), min(pounds, 9000.0), "GBP", status, paid_on))
    return rows


def _invoice_list(invoices: list[tuple[object, ...]]) -> bytes:
    invoices.sort(key=lambda row: (row[0], row[1], row[2]))
    rows: list[tuple[object, ...]] = [(f"INV-{place + 1:04d}", *row) for place, row in enumerate(invoices)]
    rows.append((f"INV-{len(rows) + 1:04d}", END, invoices[0][1], "Campaign", 1200.0, "GBP", "Sent", None))
    last = len(rows)
    rows.append((f"INV-{last + 1:04d}", END, invoices[3][1], "Website", "to be agreed", "GBP", "Draft", None))
    rows.append((f"INV-{last + 2:04d}", "31 Sept", invoices[5][1], "Packaging", 480.0, "GBP", "Paid", None))
    rows.append((None,) * len(_HEADER))
    total = sum(row[4] for row in rows if isinstance(row[4], float))
    rows.append(("Total", None, None, None, total, None, None, None))
    return workbook("Invoices", [_HEADER, *rows], (10, 12, 26, 16, 12, 9, 10, 12))
