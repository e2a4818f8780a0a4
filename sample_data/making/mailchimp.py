"""Contacts the way Mailchimp exports an audience: three files, one a status."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from making.headers import MAILCHIMP_CLEANED, MAILCHIMP_SUBSCRIBED, MAILCHIMP_UNSUBSCRIBED
from making.people import END, Person, at_hour
from making.tables import Row, ragged, table

_REASONS = ("NORMAL", "NORMAL", "NORMAL", "OTHER", "SPAM")


@dataclass(slots=True)
class Contact:
    """One contact: when they signed up, how much they read (1–5), and whether they are still on the list."""

    person: Person
    email: str
    joined: dt.date
    rating: int
    tags: tuple[str, ...]
    status: str = "subscribed"


def draw(rng: np.random.Generator, person: Person, address: str, tags: tuple[str, ...]) -> Contact:
    """A contact of a person: the more devoted read more, and leave the list less."""
    reads = np.log(person.devotion) * 0.9 + rng.normal(2.7, 0.7)
    contact = Contact(person, address, person.joined, int(np.clip(round(reads), 1, 5)), tags)
    fate = rng.random() * (1.4 if contact.rating <= 2 else 4)
    if (END - person.joined).days > 30:
        contact.status = "cleaned" if fate < 0.07 else "unsubscribed" if fate < 0.4 else "subscribed"
    return contact


def audience(rng: np.random.Generator, contacts: list[Contact], campaign: str) -> dict[str, bytes]:
    """The three files by name, with a malformed address and a blank one among the subscribed."""
    rows: dict[str, list[Row]] = {"subscribed": [], "unsubscribed": [], "cleaned": []}
    for contact in contacts:
        rows[contact.status].append(_row(rng, contact, campaign))
    subscribed = rows["subscribed"]
    for place, address in ((11, "newsletter signup"), (len(subscribed) // 2, "")):
        bad = subscribed[place]
        if not isinstance(bad, str):
            subscribed.insert(
                place, {**bad, "Email Address": address, "EUID": "", "First Name": "", "Last Name": ""}
            )
    left = rows["unsubscribed"]
    if left and not isinstance(left[-1], str):
        left[-1] = ragged(MAILCHIMP_UNSUBSCRIBED, left[-1])
    headers = {
        "subscribed": MAILCHIMP_SUBSCRIBED,
        "unsubscribed": MAILCHIMP_UNSUBSCRIBED,
        "cleaned": MAILCHIMP_CLEANED,
    }
    return {
        f"{status}_email_audience_export.csv": table(header, rows[status], quote_spaces=True)
        for status, header in headers.items()
    }


def _row(rng: np.random.Generator, contact: Contact, campaign: str) -> dict[str, str]:
    person = contact.person
    since = (END - contact.joined).days
    left = contact.joined + dt.timedelta(
        days=since if contact.status == "subscribed" else int(1 + rng.random() * since)
    )
    number = 100200300 + person.number
    row = {
        "Email Address": contact.email,
        "First Name": person.first,
        "Last Name": person.last,
        "MEMBER_RATING": str(contact.rating),
        "OPTIN_TIME": str(at_hour(rng, contact.joined)),
        "OPTIN_IP": f"192.0.2.{int(rng.integers(1, 255))}",
        "CC": person.country,
        "LEID": str(number),
        "EUID": f"{number * 2654435761 % 2**40:010x}",
        "TAGS": ",".join(f'"{tag}"' for tag in contact.tags),
    }
    moment = str(at_hour(rng, left))
    if contact.status == "unsubscribed":
        row |= {"UNSUB_TIME": moment, "UNSUB_CAMPAIGN_TITLE": campaign, "UNSUB_CAMPAIGN_ID": "c0ffee0042"}
        row["UNSUB_REASON"] = str(rng.choice(_REASONS))
    elif contact.status == "cleaned":
        row |= {"CLEAN_TIME": moment, "CLEAN_CAMPAIGN_TITLE": campaign, "CLEAN_CAMPAIGN_ID": "decade0042"}
    else:
        seen = contact.joined + dt.timedelta(days=int(since * (1 - rng.random() ** (1 + contact.rating))))
        row["LAST_CHANGED"] = str(at_hour(rng, seen))
    return row
