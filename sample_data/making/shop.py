"""A pottery that also sells tea: orders on Shopify, a newsletter on Mailchimp."""

from __future__ import annotations

import datetime as dt

import numpy as np

from making import mailchimp, shopify
from making.people import END, Person, add_months, charges, invent, some_day

COUNT = 1900
_PRODUCTS: tuple[shopify.Product, ...] = (
    ("Tea sampler", "TEA-0", 900), ("Cup, oat", "CUP-1", 2200), ("Tea, 250 g", "TEA-1", 2600), ("Bowl, ash", "BOW-1", 3400),
    ("Plate, set of 2", "PLA-2", 5200), ("Teapot, moss", "POT-1", 8900), ("Vase, tall", "VAS-1", 14500),
    ("Dinner set", "SET-1", 39000),
)  # fmt: skip
#: Christmas counts, summer is quiet.
_SEASON = (0.8, 0.8, 0.9, 0.9, 0.9, 0.8, 0.5, 0.5, 0.9, 1.1, 2.0, 2.6)
_TEA_BOX: shopify.Product = ("Tea box, monthly", "BOX-1", 2400)
_YEAR_BOX: shopify.Product = ("Tea box, a year", "BOX-12", 26000)


def files(rng: np.random.Generator) -> dict[str, bytes]:
    """The orders and the three files of the audience, by file name."""
    orders: list[shopify.Order] = []
    contacts: list[mailchimp.Contact] = []
    for person in invent(rng, COUNT, season=_SEASON):
        buys = rng.random() < 0.74
        if buys:
            orders += _bought(rng, person)
        if not buys or rng.random() < 0.55:
            tags = (("Customer",) if buys else ()) + (("Wholesale",) if _is_trade(person) and buys else ())
            contacts.append(mailchimp.draw(rng, person, person.address(1 if buys else 0), tags))
    return {
        "shopify-orders.csv": shopify.orders(orders, currency="EUR", vendor="Tonhaus"),
        **mailchimp.audience(rng, contacts, "Autumn kiln"),
    }


def _is_trade(person: Person) -> bool:
    return person.number % 83 == 5


def _bought(rng: np.random.Generator, person: Person) -> list[shopify.Order]:
    days: list[tuple[dt.date, list[tuple[int, shopify.Product]]]] = []
    if _is_trade(person):
        days += [
            (day, [(int(rng.integers(6, 30)), _PRODUCTS[int(rng.integers(1, 5))]) for _ in range(2)])
            for day in charges(person.joined, 2 + person.number % 3, 4 + int(rng.geometric(0.08)))
        ]
    elif rng.random() < 0.035:
        first = charges(person.joined, 1, int(rng.geometric(0.1)))
        days += [(day, [(1, _TEA_BOX)]) for day in first]
        if rng.random() < 0.3 and first:
            days += [
                (day, [(1, _TEA_BOX)])
                for day in charges(add_months(first[-1], 6), 1, int(rng.geometric(0.2)))
            ]
    elif rng.random() < 0.025:
        days += [(day, [(1, _YEAR_BOX)]) for day in charges(person.joined, 12, int(rng.geometric(0.35)))]
    again = int(rng.poisson(min(0.4 * person.devotion, 6) * person.years))
    for day in (person.joined, *(some_day(rng, person.joined, _SEASON) for _ in range(again))):
        days.append((day, _basket(rng, person)))
    found = [
        shopify.draw(rng, person, person.email, day, lines, shipping=590) for day, lines in days if day <= END
    ]
    for order in found:
        order.tags = "wholesale" if _is_trade(person) else ""
    if person.number % 311 == 7:
        for order in [order for order in found if order.status == shopify.PAID][:1]:
            order.email, order.name, order.source, order.shipping = "", "", "pos", 0
    return found


def _basket(rng: np.random.Generator, person: Person) -> list[tuple[int, shopify.Product]]:
    lines = []
    for _ in range(1 if rng.random() < 0.82 else 2):
        taste = 2 + 1.1 * np.log(person.devotion) + rng.normal(0, 1.6)
        product = _PRODUCTS[int(np.clip(round(taste), 0, len(_PRODUCTS) - 1))]
        lines.append((1 + int(rng.poisson(0.3)), product))
    return lines
