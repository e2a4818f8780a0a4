"""Members the way Patreon exports them: one row a member, totals and states on the day of the export."""

from __future__ import annotations

import datetime as dt

import numpy as np

from making.headers import PATREON_MEMBERS
from making.people import END, Person, add_months, at_hour, charges
from making.tables import Row, money, table

_TIERS = (("Listener", 300), ("Backstage", 800), ("Studio", 2000), ("Patron of the studio", 5000))
_COUNTRIES = {"US": "United States", "GB": "United Kingdom", "DE": "Germany", "CA": "Canada", "FR": "France"}


def paying(rng: np.random.Generator, person: Person, address: str) -> dict[str, str]:
    """The row of somebody who pays or paid: the total is the pledge times the charges since the start."""
    level = int(np.clip(np.log2(person.devotion + 0.3) + rng.normal(-0.2, 0.6), 0, 3))
    tier, pledge = _TIERS[level]
    yearly = rng.random() < 0.14
    every, pledge = (12, pledge * 108 // 10) if yearly else (1, pledge)
    since = min(person.joined + dt.timedelta(days=int(rng.exponential(40))), END)
    leaves = 0.32 if yearly else 0.055 / (0.5 + person.devotion)
    planned = int(rng.geometric(min(leaves, 0.9)))
    paid = charges(since, every, planned)
    gone = len(paid) == planned
    until = add_months(since, every * len(paid))
    declined = not gone and len(paid) > 1 and rng.random() < 0.04
    refunded = gone and rng.random() < 0.03
    currency = str(rng.choice(["USD", "EUR", "GBP"], p=[0.95, 0.03, 0.02]))
    status = "Former patron" if gone else "Declined patron" if declined else "Active patron"
    return {
        **_row(rng, person, address),
        "Patron Status": status,
        "Free Member": "No",
        "Lifetime Amount": money(pledge * (len(paid) - (declined or refunded))),
        "Pledge Amount": money(0 if gone else pledge),
        "Charge Frequency": "annual" if yearly else "monthly",
        "Tier": tier,
        "Patronage Since Date": str(at_hour(rng, since)),
        "Last Charge Date": f"{paid[-1]} 07:22:13",
        "Last Charge Status": "Refunded" if refunded else "Declined" if declined else "Paid",
        "Currency": currency,
        "Access Expiration": f"{until} 07:00:00" if gone else "",
        "Next Charge Date": "" if gone or declined else f"{until} 07:00:00",
        "Subscription Source": "Patreon",
    }


def free(rng: np.random.Generator, person: Person, address: str) -> dict[str, str]:
    """The row of a free member."""
    return {
        **_row(rng, person, address),
        "Free Member": "Yes",
        "Lifetime Amount": "0.00",
        "Pledge Amount": "0.00",
        "Tier": "Free",
        "Currency": "USD",
    }


def _row(rng: np.random.Generator, person: Person, address: str) -> dict[str, str]:
    known = rng.random() < 0.5
    return {
        "Name": person.name,
        "Email": address,
        "Discord": f"reader{person.number}" if rng.random() < 0.2 else "",
        "Follows You": "Yes",
        "Free Trial": "No",
        "Country": person.country if known else "",
        "Full country name": _COUNTRIES.get(person.country, "") if known else "",
        "User ID": str(90000001 + 137 * person.number),
        "Last Updated": f"{END} 13:{person.number % 60:02d}:12",
    }


def members(rows: list[dict[str, str]]) -> bytes:
    """The export: a removed member has neither name nor address, and one address was typed wrongly."""
    rows = list(rows)
    rows[20] = {**rows[20], "Name": "", "Email": ""}
    rows[55] = {**rows[55], "Email": rows[55]["Email"].split("@")[0] + "@"}
    kept: list[Row] = list(rows)
    return table(PATREON_MEMBERS, kept)
