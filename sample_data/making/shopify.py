"""Orders the way Shopify exports them: one row a line item, the order's own cells on its first row only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from making.headers import SHOPIFY_ORDERS
from making.people import END, Person, at_hour
from making.tables import Row, money, ragged, table

Product = tuple[str, str, int]  # name, stock number, cents
PAID, REFUNDED, PART, PENDING, VOIDED = "paid", "refunded", "partially_refunded", "pending", "voided"


@dataclass(slots=True)
class Order:
    """One order; amounts in cents."""

    at: dt.datetime
    email: str
    name: str
    country: str
    lines: list[tuple[int, Product]]
    shipping: int
    marketing: bool
    code: str = ""
    discount: int = 0
    status: str = PAID
    tags: str = ""
    source: str = "web"
    refunded: int = field(default=0)

    @property
    def subtotal(self) -> int:
        """Goods after discount."""
        return sum(count * product[2] for count, product in self.lines) - self.discount

    @property
    def total(self) -> int:
        """What the customer owes."""
        return self.subtotal + self.shipping


def draw(
    rng: np.random.Generator,
    person: Person,
    address: str,
    day: dt.date,
    lines: list[tuple[int, Product]],
    *,
    shipping: int,
    code: str = "",
) -> Order:
    """An order of a person on a day, with the fate orders have: most paid, some refunded, a few never paid."""
    order = Order(
        at_hour(rng, day), address, person.name, person.country, lines, shipping, person.number % 4 != 0
    )
    if code:
        order.code, order.discount = code, order.subtotal // 10
    fate = rng.random()
    if fate < 0.018:
        order.status, order.refunded = REFUNDED, order.total
    elif fate < 0.03:
        order.status, order.refunded = PART, lines[0][1][2]
        if order.refunded >= order.total:
            order.status, order.refunded = REFUNDED, order.total
    elif fate < 0.036:
        order.status = VOIDED
    elif fate < 0.05 and (END - day).days < 20:
        order.status = PENDING
    return order


def orders(found: list[Order], *, currency: str, vendor: str) -> bytes:
    """The whole export, numbered in order of time, with the few bad rows such files have."""
    found.sort(key=lambda order: order.at)
    middle = len(found) // 2
    rows: list[Row] = []
    for place, order in enumerate(found):
        first, *others = _rows(order, 1001 + place, currency, vendor)
        if place == middle:  # a staff member edited the sheet by hand
            first["Total"] = first["Subtotal"] = "n/a"
        elif place == middle + 40:
            first["Created at"] = first["Paid at"] = first["Fulfilled at"] = "2025-02-30 10:00:00 +0000"
        elif place == middle + 80:
            first["Email"] = first["Email"].replace("@", " at ")
            others = [{**row, "Email": first["Email"]} for row in others]
        elif place == middle + 120:
            rows.append(ragged(SHOPIFY_ORDERS, first))
            rows.extend(others)
            continue
        rows += [first, *others]
    return table(SHOPIFY_ORDERS, rows)


def _rows(order: Order, number: int, currency: str, vendor: str) -> list[dict[str, str]]:
    at = order.at.strftime("%Y-%m-%d %H:%M:%S +0000")
    paid = order.status in {PAID, REFUNDED, PART}
    head = {
        "Financial Status": order.status,
        "Paid at": at if paid else "",
        "Fulfillment Status": "fulfilled" if paid else "unfulfilled",
        "Fulfilled at": at if paid else "",
        "Accepts Marketing": "yes" if order.marketing else "no",
        "Currency": currency,
        "Subtotal": money(order.subtotal),
        "Shipping": money(order.shipping),
        "Taxes": "0.00",
        "Total": money(order.total),
        "Discount Code": order.code,
        "Discount Amount": money(order.discount),
        "Shipping Method": "Standard" if order.shipping else "",
        "Billing Name": order.name,
        "Billing Country": order.country,
        "Cancelled at": at if order.status == VOIDED else "",
        "Payment Method": "Shopify Payments" if order.source == "web" else "Cash",
        "Refunded Amount": money(order.refunded),
        "Outstanding Balance": "0.00" if order.status != PENDING else money(order.total),
        "Id": str(5500000000000 + number),
        "Tags": order.tags,
        "Risk Level": "Low",
        "Source": order.source,
    }
    rows = []
    for place, (count, (name, stock, cents)) in enumerate(order.lines):
        rows.append(
            {
                "Name": f"#{number}",
                "Email": order.email,
                "Created at": at,
                "Lineitem quantity": str(count),
                "Lineitem name": name,
                "Lineitem price": money(cents),
                "Lineitem sku": stock,
                "Lineitem fulfillment status": "fulfilled" if paid else "pending",
                "Vendor": vendor,
                **(head if place == 0 else {}),
            }
        )
    return rows
