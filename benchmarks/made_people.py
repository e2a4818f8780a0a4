"""People whose truth is known: three exports of one public, in which three in ten use other addresses elsewhere.

Slips in the domain, plus-tags, Gmail's dots and other name, work addresses, another provider; and beside them
namesakes in the same city who are not the same, families on one telephone, and houses that share a mailbox.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import pyarrow as pa

from truefans_core import people
from truefans_core.columns import REACH
from truefans_core.ledger import account_table
from truefans_core.records import IDENTITIES, RECORD_EVENTS, RECORD_SNAPSHOTS, Records

OTHER = 0.30
NAMESAKES = 0.08
_FIRST = [
    "Ana",
    "Ben",
    "Cara",
    "Dan",
    "Ela",
    "Finn",
    "Gita",
    "Hugo",
    "Ida",
    "Jan",
    "Kim",
    "Lea",
    "Max",
    "Nina",
    "Omar",
    "Pia",
    "Quinn",
    "Rosa",
    "Sam",
    "Tara",
    "Uma",
    "Vera",
    "Will",
    "Xenia",
    "Yan",
    "Zoe",
]
_SYLLABLES = [
    "ba",
    "ber",
    "cor",
    "dal",
    "dor",
    "fen",
    "gar",
    "hol",
    "kar",
    "lin",
    "mar",
    "mon",
    "nor",
    "pel",
    "ros",
    "sal",
    "ten",
    "tor",
    "val",
    "win",
]
_DOMAINS = [
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "hotmail.com",
    "yahoo.com",
    "outlook.com",
    "gmx.de",
    "icloud.com",
]
_CITIES = [
    ("Lisbon", "PT"),
    ("Porto", "PT"),
    ("Berlin", "DE"),
    ("Hamburg", "DE"),
    ("Leeds", "GB"),
    ("Austin", "US"),
]
_SLIPS = {
    "gmail.com": ("gmial.com", "gmail.con", "gmal.com", "gmai.com"),
    "hotmail.com": ("hotnail.com", "hotmial.com", "hotmail.con"),
    "yahoo.com": ("yaho.com", "yahooo.com", "yahoo.con"),
    "outlook.com": ("outlok.com", "outlook.con"),
    "gmx.de": ("gmx.ed",),
    "icloud.com": ("iclod.com", "icloud.con"),
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """Three tables and who each address belongs to."""

    files: list[Records]
    truth: dict[str, int]


@dataclass(frozen=True)
class Found:
    """What the joining made of it.

    Attributes:
        automatic: pairs merged by default, and how many of them rightly.
        rest: links that were left to find, and how many of them are suggested.
        proposed: suggestions, and how many of them are true.
    """

    automatic: tuple[int, int]
    rest: tuple[int, int]
    proposed: tuple[int, int]


def made(count: int, seed: int = 7) -> Made:
    """So many people in a shop, on a list and in a club."""
    dice = random.Random(seed)
    everyone = [_person(dice, number) for number in range(count)]
    for number in range(0, int(count * NAMESAKES) * 2, 2):
        one, other = everyone[number], everyone[number + 1]
        other.update(name=one["name"], city=one["city"], country=one["country"])
        if dice.random() < 0.3:
            other["phone"] = one["phone"][:-1] + str((int(one["phone"][-1]) + 1) % 10)
    truth: dict[str, int] = {}
    rows: dict[str, list[dict]] = {"shop": [], "list": [], "club": []}
    for number, who in enumerate(everyone):
        places = dice.sample(list(rows), dice.choice((1, 2, 2, 3)))
        other = dice.random() < OTHER
        for turn, place in enumerate(places):
            email = _other(dice, who) if other and turn else who["email"]
            if truth.setdefault(email, number) != number:
                email = who["email"]
            row = {"email": email, "name": _written(dice, who["name"])}
            if place == "shop":
                row |= {"city": who["city"], "country": who["country"], "phone": who["phone"]}
            elif place == "club":
                row |= {"city": who["city"], "country": who["country"]}
            else:
                row |= {"country": who["country"]} if dice.random() < 0.5 else {}
            rows[place].append(row)
    return Made([_records(name, listed) for name, listed in rows.items()], truth)


def judge(given: Made) -> Found:
    """Compare the merges and suggestions with the truth."""
    joined = people.join(given.files)
    suggested = people.suggest(joined).pairs.to_pylist()
    alone = joined.merged.alone
    truth = {
        number: given.truth[key.split("\n", 1)[0]]
        for number, key in zip(alone.ids.to_pylist(), alone.keys.to_pylist(), strict=True)
    }
    automatic = [truth[p["a"]] == truth[p["b"]] for p in suggested if p["answer"] == "automatic"]
    waiting = [p for p in suggested if p["answer"] == "open"]
    true_ones = [p for p in waiting if truth[p["a"]] == truth[p["b"]]]
    now = dict(zip(alone.ids.to_pylist(), joined.merged.of.tolist(), strict=True))
    split: dict[int, set[int]] = {}
    for number, who in truth.items():
        split.setdefault(who, set()).add(now[number])
    missing = sum(len(parts) - 1 for parts in split.values())
    link = {part: part for parts in split.values() for part in parts}

    def root(part: int) -> int:
        while link[part] != part:
            part = link[part]
        return part

    for pair in true_ones:
        link[root(now[pair["a"]])] = root(now[pair["b"]])
    left = sum(len({root(part) for part in parts}) - 1 for parts in split.values())
    return Found((len(automatic), sum(automatic)), (missing, missing - left), (len(waiting), len(true_ones)))


def _person(dice: random.Random, number: int) -> dict:
    first = dice.choice(_FIRST)
    last = "".join(dice.choice(_SYLLABLES) for _ in range(3)).title()
    city, country = dice.choice(_CITIES)
    local = dice.choice((f"{first}.{last}", f"{first}{last}", f"{first[0]}{last}", f"{last}.{first}")).lower()
    return {
        "name": f"{first} {last}",
        "email": f"{local}{number}@{dice.choice(_DOMAINS)}",
        "city": city,
        "country": country,
        "phone": f"+49 30 {dice.randrange(10**7, 10**8)}",
    }


def _other(dice: random.Random, who: dict) -> str:
    local, _, domain = who["email"].partition("@")
    kinds = ["slip", "slip", "tag", "work", "work", "provider"] + ["dots", "other name"] * (
        domain == "gmail.com"
    )
    match dice.choice(kinds):
        case "slip":
            return f"{local}@{dice.choice(_SLIPS[domain])}"
        case "tag":
            return f"{local}+{dice.choice(('news', 'shop', 'x'))}@{domain}"
        case "dots":
            return f"{local[:2]}.{local[2:].replace('.', '')}@{domain}"
        case "other name":
            return f"{local}@googlemail.com"
        case "provider":
            return f"{local}@{dice.choice([d for d in _DOMAINS if d != domain])}"
    first, last = who["name"].lower().split()
    return f"{first[0]}{last}@{dice.choice(_SYLLABLES)}{dice.choice(_SYLLABLES)}.example.com"


def _written(dice: random.Random, name: str) -> str:
    first, last = name.split()
    return dice.choice((name, name, name, name.upper(), f"{last}, {first}", f"{first} M. {last}"))


def _records(name: str, rows: list[dict]) -> Records:
    listed = [{"row": number, "line": number + 2, **row} for number, row in enumerate(rows)]
    lines = [row["line"] for row in listed]
    account = account_table(name, lines, ["kept"] * len(lines), [None] * len(lines))
    return Records(
        name, f"{name}.csv", name, name.title(), "direct", pa.Table.from_pylist(listed, IDENTITIES),
        RECORD_EVENTS.empty_table(), RECORD_SNAPSHOTS.empty_table(), REACH.empty_table(), account, None,
    )  # fmt: skip
