"""A newsletter and podcast studio: readers on Substack, members on Patreon, prints and books on Shopify."""

from __future__ import annotations

import datetime as dt

import numpy as np

from making import patreon, shopify, substack
from making.people import END, Person, invent, some_day

COUNT = 3000
LAUNCHES = tuple(
    dt.date(*day)
    for day in ((2023, 11, 20), (2024, 6, 3), (2024, 11, 18), (2025, 5, 26), (2025, 11, 17), (2026, 6, 8))
)
_PRODUCTS: tuple[shopify.Product, ...] = (
    ("Sticker pack", "STI-1", 600), ("Zine", "ZIN-1", 1200), ("Enamel pin", "PIN-1", 1400), ("Tote, navy", "TOT-1", 2400),
    ("Paperback", "BOK-1", 2800), ("Print A3", "PRI-3", 4500), ("Hardback, signed", "BOK-2", 6500),
    ("Weekend workshop", "WRK-1", 34000),
)  # fmt: skip


def files(rng: np.random.Generator) -> dict[str, bytes]:
    """The three exports by file name."""
    readers: list[dict[str, object]] = []
    members: list[dict[str, str]] = []
    orders: list[shopify.Order] = []
    for person in invent(rng, COUNT, launches=LAUNCHES):
        on_patreon = rng.random() < min(0.16 + 0.13 * person.devotion, 0.7)
        buys = rng.random() < min(0.1 + 0.08 * person.devotion, 0.7)
        reads = rng.random() < 0.72 or not (on_patreon or buys)
        place = 0
        if reads:
            readers.append(substack.subscriber(rng, person, person.address(place)))
            place += 1
        if on_patreon:
            pays = rng.random() < min(0.2 + 0.16 * person.devotion, 0.85)
            members.append((patreon.paying if pays else patreon.free)(rng, person, person.address(place)))
            place += 1
        if buys:
            orders += _bought(rng, person, person.address(place))
    orders += [
        _at_the_fair(rng, day) for day in (dt.date(2024, 5, 18), dt.date(2025, 5, 17), dt.date(2026, 5, 16))
    ]
    return {
        "patreon-members.csv": patreon.members(members),
        "substack-subscribers.csv": substack.subscribers(readers),
        "shopify-orders.csv": shopify.orders(orders, currency="USD", vendor="Sample Press"),
    }


def _bought(rng: np.random.Generator, person: Person, address: str) -> list[shopify.Order]:
    count = int(rng.poisson(min(0.35 * person.devotion, 5) * person.years))
    found = []
    later = [day for day in LAUNCHES if day >= person.joined]
    for place in range(1 + count):
        if later and rng.random() < 0.6:
            day = later[int(rng.integers(len(later)))] + dt.timedelta(days=int(rng.exponential(5)))
        else:
            day = some_day(rng, person.joined) if place else person.joined
        fond = np.log(person.devotion) + rng.normal(0, 0.8)
        lines = []
        for _ in range(1 if rng.random() < 0.84 else 2):
            choice = int(np.clip(rng.normal(1.4 + 1.1 * fond, 1.2), 0, len(_PRODUCTS) - 1))
            lines.append((1 + int(rng.random() < 0.1), _PRODUCTS[choice]))
        code = "READERS10" if rng.random() < 0.08 else ""
        found.append(shopify.draw(rng, person, address, day, lines, shipping=500, code=code))
    return [order for order in found if order.at.date() <= END]


def _at_the_fair(rng: np.random.Generator, day: dt.date) -> shopify.Order:
    product = _PRODUCTS[int(rng.integers(5))]
    at = dt.datetime(day.year, day.month, day.day, 14, 5)  # noqa: DTZ001 exports write no zone
    return shopify.Order(at, "", "", "", [(1, product)], 0, marketing=False, source="pos")
