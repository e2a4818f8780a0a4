"""Subscribers the way Substack's dashboard exports them, every column ticked."""

from __future__ import annotations

import datetime as dt

import numpy as np

from making.headers import SUBSTACK_SUBSCRIBERS
from making.people import END, Person, add_months, charges
from making.tables import Row, money, ragged, table

_PLANS = {
    "Monthly": (1, 800, "$8/month"),
    "Yearly": (12, 8000, "$80/year"),
    "Founding": (12, 24000, "$240/year"),
}
_SOURCES = ("direct", "substack-app", "recommendation", "search", "twitter", "import", "podcast")


def subscriber(rng: np.random.Generator, person: Person, address: str) -> dict[str, object]:
    """The row of a subscriber, free or paid, with what they opened, read, said and passed on."""
    row: dict[str, object] = {
        "Email": address,
        "Name": person.name if rng.random() < 0.9 else "",
        "Start date": _at(person.joined, 8, 15),
        "Subscription source (free)": str(rng.choice(_SOURCES, p=[0.3, 0.15, 0.2, 0.1, 0.1, 0.05, 0.1])),
        "Country": person.country,
        "Revenue": "$0.00",
        "Type": "Free",
    }
    pays = rng.random() < min(0.09 * person.devotion**0.9, 0.75)
    if pays:
        row |= _paid(rng, person)
    elif rng.random() < 0.015:
        row["Type"] = str(rng.choice(["Comp", "Gift"]))
    return row | _attention(rng, person, pays=pays)


def _paid(rng: np.random.Generator, person: Person) -> dict[str, object]:
    first = person.joined + dt.timedelta(days=int(rng.exponential(60)))
    first = first if first <= END else person.joined
    founding = person.devotion > 4 and rng.random() < 0.25
    plan = "Founding" if founding else "Yearly" if rng.random() < 0.4 else "Monthly"
    every, cents, label = _PLANS[plan]
    leaves = 0.28 if every > 1 else 0.06 / (0.5 + person.devotion)
    planned = int(rng.geometric(min(leaves, 0.9)))
    paid = charges(first, every, planned)
    until = add_months(first, every * len(paid))
    row: dict[str, object] = {
        "Paid upgrade date": _at(first, 10, 0),
        "First paid date": _at(first, 10, 0),
        "Revenue": "$" + money(cents * len(paid), thousands=True),
        "Subscription source (paid)": "direct",
        "Expiration date": _at(until, 10, 0),
        "Stripe plan": label,
        "Type": f"{plan} Subscriber",
    }
    if len(paid) == planned:
        told = paid[-1] + dt.timedelta(days=int(rng.random() * (min(until, END) - paid[-1]).days))
        row["Cancel date"] = _at(told, 19, 5)
        if until <= END:
            row |= {"Stripe plan": "", "Type": "Free"}
    return row


def _attention(rng: np.random.Generator, person: Person, *, pays: bool) -> dict[str, object]:
    reads = 1 / (1 + np.exp(-(1.1 * np.log(person.devotion) - 0.6 + rng.normal(0, 0.9) + pays)))
    weeks = (END - person.joined).days / 7
    sent = int(2 * weeks)
    half_year, month, week = min(52, sent), min(9, sent), min(2, sent)
    if rng.random() < 0.25 and not pays:
        early, opened_week, opened_month, opened = (
            int(rng.binomial(max(sent - half_year, 0), reads * 0.5)),
            0,
            0,
            0,
        )
    else:
        opened_week = int(rng.binomial(week, reads))
        opened_month = opened_week + int(rng.binomial(month - week, reads))
        opened = opened_month + int(rng.binomial(half_year - month, reads))
        early = int(rng.binomial(max(sent - half_year, 0), reads))
    ever = opened + early
    lately = 0.4 * person.devotion if opened else 0.0
    clicked = int(rng.binomial(ever, 0.14))
    comments, shares = int(rng.poisson(lately)), int(rng.poisson(0.35 * lately))
    ago = _days_ago(rng, opened_week, opened_month, opened, int(weeks * 7)) if ever else None
    last = None if ago is None else END - dt.timedelta(days=ago)
    clicked_on = (
        None
        if last is None or not clicked
        else max(last - dt.timedelta(days=int(rng.exponential(6))), person.joined)
    )
    pages = [opened_week + int(rng.poisson(opened_week)), opened_month, opened, ever]
    views = [pages[0], *(pages[0] + int(rng.poisson(1.3 * n)) for n in (opened_month,))]
    views.append(views[1] + int(rng.poisson(1.2 * (opened - opened_month + early))))
    month_of = [min(2, comments // 4), min(1, shares // 3)]
    return {
        "Emails received (6mo)": half_year,
        "Emails dropped (6mo)": int(rng.random() < 0.02) if half_year else 0,
        "num_emails_opened": ever,
        "Emails opened (6mo)": opened,
        "Emails opened (7d)": opened_week,
        "Emails opened (30d)": opened_month,
        "Last email open": _at(last, 10, 21) if last else "",
        "Links clicked": clicked,
        "Last clicked at": _at(clicked_on, 10, 24) if clicked_on else "",
        "Unique emails seen (6mo)": opened,
        "Unique emails seen (7d)": opened_week,
        "Unique emails seen (30d)": opened_month,
        "Post views": views[2],
        "Post views (7d)": views[0],
        "Post views (30d)": views[1],
        "Unique posts seen": min(views[2], ever + 3),
        "Unique posts seen (7d)": min(views[0], 4),
        "Unique posts seen (30d)": min(views[1], 14),
        "Comments": comments,
        "Comments (7d)": month_of[0] // 2,
        "Comments (30d)": month_of[0],
        "Shares": shares,
        "Shares (7d)": 0,
        "Shares (30d)": month_of[1],
        "Subscriptions gifted": int(rng.poisson(0.06 * lately)) if pays else 0,
        "Days active (30d)": min(30, views[1]),
        "Activity": min(5, (opened_month + 1) // 2 + (1 if comments else 0)),
    }


def _days_ago(rng: np.random.Generator, week: int, month: int, half_year: int, known: int) -> int:
    low, high = (0, 7) if week else (7, 30) if month else (30, 182) if half_year else (182, max(known, 183))
    return min(int(rng.integers(low, high)), known)


def _at(day: dt.date, hour: int, minute: int) -> str:
    return f"{day}T{hour:02d}:{minute:02d}:00.000Z"


def subscribers(rows: list[dict[str, object]]) -> bytes:
    """The export, with a blank address, a mistyped one, an amount edited by hand and a remark beyond the last column."""
    made: list[Row] = list(rows)
    made[31] = {**rows[31], "Email": ""}
    made[64] = {**rows[64], "Email": str(rows[64]["Email"]).replace("@", "@@")}
    payer = next(place for place, row in enumerate(rows) if place > 100 and row["Revenue"] != "$0.00")
    made[payer] = {**rows[payer], "Revenue": "eighty dollars"}
    made[200] = ragged(SUBSTACK_SUBSCRIBERS, rows[200])
    return table(SUBSTACK_SUBSCRIBERS, made)
