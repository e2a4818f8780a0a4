"""A community garden charity: donations on Donorbox, a newsletter on Mailchimp, evenings on Eventbrite."""

from __future__ import annotations

import datetime as dt

import numpy as np

from making import mailchimp
from making.headers import DONORBOX_DONATIONS, EVENTBRITE_ATTENDEES
from making.people import END, Person, add_months, at_hour, charges, invent, some_day
from making.tables import Row, money, ragged, table

COUNT = 1500
DONORS = 900
_LADDER = (10, 15, 20, 25, 30, 50, 75, 100, 150, 250, 500, 1000, 2500, 5000)
_EVENTS = (
    (dt.date(2024, 6, 8), "Garden party 2024", 3000), (dt.date(2024, 11, 23), "Winter supper 2024", 6500),
    (dt.date(2025, 3, 15), "Seed swap 2025", 0), (dt.date(2025, 6, 14), "Garden party 2025", 3000),
    (dt.date(2025, 11, 22), "Winter supper 2025", 6500), (dt.date(2026, 3, 14), "Seed swap 2026", 0),
    (dt.date(2026, 6, 13), "Garden party 2026", 3500), (dt.date(2026, 11, 21), "Winter supper 2026", 7000),
)  # fmt: skip
_COUNTRIES = {
    "US": "United States",
    "GB": "United Kingdom",
    "CA": "Canada",
    "DE": "Germany",
    "FR": "France",
    "IE": "Ireland",
}
#: December is many times another month; an appeal in May comes second.
_SEASON = (0.5, 0.4, 0.6, 0.8, 1.8, 0.9, 0.5, 0.4, 0.7, 0.8, 1.6, 6.0)
_HEARD = ("Newsletter", "A friend", "Instagram", "Poster", "")
_Gift = tuple[dt.datetime, dict[str, str], int]


def files(rng: np.random.Generator) -> dict[str, bytes]:
    """The five exports by file name."""
    everybody = invent(rng, COUNT, season=_SEASON)
    donors = sorted(
        (int(place) for place in rng.permutation(COUNT)[:DONORS]), key=lambda place: everybody[place].number
    )
    gives = set(donors)
    keen = sorted(donors, key=lambda place: -everybody[place].devotion)[:40]
    gifts: list[_Gift] = []
    for place in donors:
        person = everybody[place]
        before = [everybody[one] for one in keen if everybody[one].joined < person.joined]
        asked = rng.random() < 0.14 and bool(before)
        gifts += _given(rng, person, before[int(len(before) * rng.random() ** 2)].name if asked else "")
    contacts = [
        mailchimp.draw(rng, person, person.address(1 if person.number in gives else 0), _tags(person, gives))
        for person in everybody
        if person.number not in gives or rng.random() < 0.6
    ]
    return {
        "donorbox-donations.csv": _donorbox(gifts),
        "eventbrite-attendees.csv": _eventbrite(rng, everybody, gives),
        **mailchimp.audience(rng, contacts, "Harvest letter"),
    }


def _tags(person: Person, gives: set[int]) -> tuple[str, ...]:
    return (("Donor",) if person.number in gives else ()) + (
        ("Volunteer",) if person.number % 19 == 0 else ()
    )


def _given(rng: np.random.Generator, person: Person, brought: str) -> list[_Gift]:
    usual = _LADDER[
        int(np.clip(round(3.2 + 2.1 * np.log(person.devotion) + rng.normal(0, 1.2)), 0, len(_LADDER) - 1))
    ]
    plan, campaign, cents, days = "", "General fund", usual * 100, list[dt.date]()
    kind = rng.random()
    if kind < 0.15:
        cents, plan = min(cents, 10000), str(7000 + person.number)
        days = charges(person.joined, 1, int(rng.geometric(0.045)))
        if rng.random() < 0.25:
            days += charges(add_months(days[-1], 8), 1, int(rng.geometric(0.08)))
    elif kind < 0.23:
        plan = str(7000 + person.number)
        days = charges(person.joined, 12, int(rng.geometric(0.3)))
    else:  # at Christmas, or when an appeal moves them
        campaign = str(rng.choice(["Winter appeal", "Winter appeal", "New greenhouse", "General fund"]))
        again = int(rng.poisson(min(0.4 * person.devotion, 3) * person.years))
        days = sorted([person.joined, *(some_day(rng, person.joined, _SEASON) for _ in range(again))])
    if kind < 0.23 and rng.random() < 0.35:
        days = sorted(
            [*days, *(d for d in (dt.date(2024, 12, 12), dt.date(2025, 12, 11)) if d > person.joined)]
        )
    card = rng.random() < 0.85
    covers, hidden, mail = rng.random() < 0.4, rng.random() < 0.06, rng.random() < 0.7
    base = {
        "Name": person.name,
        "Donor's First Name": person.first,
        "Donor's Last Name": person.last,
        "Donor Email": person.email,
        "Make Donation Anonymous": "yes" if hidden else "no",
        "Campaign": campaign,
        "Currency": "USD",
        "Fee Covered": "yes" if covers else "no",
        "Country": _COUNTRIES.get(person.country, "United States"),
        "Donation Type": "stripe" if card else "paypal",
        "Card Type": "Visa" if card else "",
        "Recurring Donation": "yes" if plan else "no",
        "Recurring Plan Id": plan,
        "Recurring Start Date": f"{days[0]:%m/%d/%y}" if plan else "",
        "Join Mailing List": "yes" if mail else "no",
        "Fundraiser": brought,
        "Donor Id": str(880000 + person.number),
    }
    return [
        (at_hour(rng, day), {**base, "First Donation": "yes" if place == 0 else "no"}, cents)
        for place, day in enumerate(days)
    ]


def _donorbox(gifts: list[_Gift]) -> bytes:
    gifts.sort(key=lambda gift: (gift[0], gift[1]["Donor Id"]))
    rows: list[Row] = []
    total = 0
    for place, (at, base, cents) in enumerate(gifts):
        processing, platform = round(cents * 0.022) + 30, round(cents * 0.0295)
        charge = f"SAMPLE{place:07d}"
        total += cents
        row = {
            **base,
            "Amount": money(cents, thousands=True),
            "Tax Deductible Amount": money(cents, thousands=True),
            "Amount in USD": money(cents, thousands=True),
            "Processing Fee": money(processing),
            "Platform Fee": money(platform),
            "Total Fee": money(processing + platform),
            "Net Amount": money(cents - processing - platform, thousands=True),
            "Donated At": f"{at:%m/%d/%y %H:%M:%S}",
            "Receipt Id": f"R{5000 + place}",
            "Stripe Charge Id": f"ch_{charge}" if base["Card Type"] else "",
            "Pay Pal Transaction Id": "" if base["Card Type"] else charge,
        }
        if place == 300:
            row |= {
                "Name": "",
                "Donor's First Name": "",
                "Donor's Last Name": "",
                "Donor Email": "",
                "Donor Id": "",
            }
        elif place == 500:
            row["Amount"] = "five dollars"
        elif place == 700:
            row["Donated At"] = "02/30/25 10:00:00"
        rows.append(ragged(DONORBOX_DONATIONS, row) if place == 900 else row)
    rows.append({"Name": "Total", "Amount": money(total, thousands=True)})
    return table(DONORBOX_DONATIONS, rows, bom=True)


def _eventbrite(rng: np.random.Generator, everybody: list[Person], gives: set[int]) -> bytes:
    rows: list[tuple[dt.datetime, Row]] = []
    attendee, order = 7000000000, 9000000000
    for day, ticket, cents in _EVENTS:
        for person in everybody:
            chance = min((0.05 if person.number in gives else 0.025) * (0.6 + person.devotion), 0.5)
            sold = day - dt.timedelta(days=int(1 + rng.exponential(12)))
            if rng.random() >= chance or sold > END or person.joined > sold:
                continue
            order += 1
            state = (
                "Attending"
                if day > END
                else str(rng.choice(["Checked In", "Attending", "Not Attending"], p=[0.75, 0.15, 0.1]))
            )
            if cents and rng.random() < 0.03:
                state = "Refunded"
            at, fee, card = (
                at_hour(rng, sold),
                round(cents * 0.037) + 179 if cents else 0,
                round(cents * 0.029),
            )
            for _ in range(1 + int(rng.random() < 0.15)):
                attendee += 1
                row = {
                    "Order #": str(order),
                    "Order Date": f"{at:%m/%d/%y %H:%M}",
                    "First Name": person.first,
                    "Last Name": person.last,
                    "Email": person.address(1),
                    "Quantity": "1",
                    "Ticket Type": ticket,
                    "Attendee #": str(attendee),
                    "Order Type": "Eventbrite Completed" if cents else "Free Order",
                    "Currency": "USD",
                    "Total Paid": money(cents),
                    "Fees Paid": money(fee + card if cents else 0),
                    "Eventbrite Fees": money(fee),
                    "Eventbrite Payment Processing": money(card),
                    "Attendee Status": state,
                    "Home Country": person.country,
                    "How did you hear about us?": str(rng.choice(_HEARD)),
                }
                rows.append((at, row))
    rows.sort(key=lambda pair: pair[0])
    kept: list[Row] = [row for _, row in rows]
    bad = kept[60]
    if not isinstance(bad, str):
        kept[60] = {**bad, "Email": "Information Requested"}
    kept[90] = ragged(EVENTBRITE_ATTENDEES, kept[90]) if not isinstance(kept[90], str) else kept[90]
    return table(EVENTBRITE_ATTENDEES, kept)
