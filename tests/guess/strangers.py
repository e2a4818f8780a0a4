"""Tables of exports that no recipe knows: real header names, invented cells, and the role each column should get."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from truefans_core.reading.tables import RawTable

HERE = Path(__file__).parent
ROWS = 12
_PARTS = 3
_REPEATING = (0, 1, 2, 0, 3, 1, 4, 5, 0, 6, 2, 7)
_FIRST = ("Ann", "Bo", "Chloé", "Dieter", "Eva", "Femke", "Gianni", "Hugo", "Inês", "Jan", "Kim", "Lena")
_LAST = ("Lee", "Ek", "Martin", "Vogel", "Ruiz", "Bakker", "Conti", "Dubois", "Costa", "Smit", "Park", "Wolf")
_CITIES = (
    "Berlin",
    "Paris",
    "Madrid",
    "Rome",
    "Lisbon",
    "Utrecht",
    "Austin",
    "Leeds",
    "Porto",
    "Ghent",
    "Oslo",
    "Graz",
)
_LANDS = ("Germany", "France", "Spain", "Italy", "Portugal", "Netherlands", "United States", "United Kingdom")
_CODES = ("DE", "FR", "ES", "IT", "PT", "NL", "US", "GB")
_SUMS = (20.0, 5.5, 120.0, 15.25, 48.9, 20.0, 75.0, 9.99, 20.0, 250.0, 120.0, 33.5)
_WORDS = (
    "Thanks for all of it",
    "Please call first",
    "See the letter of May",
    "Met at the fair in town",
    "",
    "",
)
_GOODS = ("Blue Mug", "Summer Course", "T-Shirt L", "Annual Gala", "Photo Print", "Blue Mug")
#: How a day is written, by the kind of cells.
_DAYS = {
    "d": "{y}-{m:02}-{d:02}",
    "dt": "{y}-{m:02}-{d:02} {h:02}:{n:02}:09",
    "ddmy": "{d:02}.{m:02}.{y}",
    "ddmyS": "{d:02}/{m:02}/{y}",
    "dus": "{m:02}/{d:02}/{y}",
    "dlong": "{month} {d}, {y}",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Stranger:
    """A table with the role each of its columns should get; `allowed` are columns that may also have none,
    `free` those of free words, which are dropped whether they are called a note or nothing; `late` are the tables
    that were gathered when the words stood."""

    name: str
    table: RawTable
    roles: dict[str, str | None]
    allowed: frozenset[str]
    free: frozenset[str]
    late: bool

    def right(self, header: str, role: str | None) -> bool:
        """Whether a column may have the role."""
        if role == self.roles[header] or (role is None and header in self.allowed):
            return True
        return header in self.free and role in {"note", "message"}

    @property
    def tuned(self) -> bool:
        """Whether it is in the half that words and rules were chosen by: a fixed rule, by its name."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 0


def strangers() -> list[Stranger]:
    """Every table of the three lists."""
    blocks: list[tuple[str, str, bool, list[list[str]]]] = []
    for file in sorted(HERE.glob("strangers-*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                name, grain = line[3:].split(" | ")
                blocks.append((name, grain, file.stem.endswith("3"), []))
            elif line.count("|") == _PARTS - 1:  # not a remark
                blocks[-1][3].append(line.split("|"))
    return [_stranger(*block) for block in blocks]


def _stranger(name: str, grain: str, late: bool, columns: list[list[str]]) -> Stranger:
    people = _REPEATING if grain == "payments" else tuple(range(ROWS))
    cells = {
        header: pa.array([_cell(kind, row, people[row]) or None for row in range(ROWS)], pa.string())
        for header, _, kind in columns
    }
    roles = {header: None if role == "-" else role.rstrip("?") for header, role, _ in columns}
    allowed = frozenset(header for header, role, _ in columns if role.endswith("?"))
    free = frozenset(header for header, role, kind in columns if role == "-" and kind == "text")
    lines = pa.array(range(2, ROWS + 2), pa.int64())
    digest = hashlib.sha256(name.encode()).hexdigest()
    table = RawTable(f"{name}.csv", digest, None, tuple(cells), pa.table(cells), lines, ROWS)
    return Stranger(name, table, roles, allowed, free, late)


def _cell(kind: str, row: int, person: int) -> str:
    if kind.startswith("="):
        words = kind[1:].split("/") if "Europe/" not in kind else [kind[1:]]
        return words[row % len(words)]
    if re.fullmatch(r"m[a-z]*[0s]?", kind):
        return _money(kind, row)
    if kind.removesuffix("b") in _DAYS:
        return "" if kind.endswith("b") and kind != "b" and row % 3 else _day(kind.removesuffix("b"), row)
    other = (person * 5 + 3) % ROWS
    seed = hashlib.sha256(f"{kind}{row}".encode()).hexdigest()
    owner = hashlib.sha256(f"{kind}{person}".encode()).hexdigest()
    return {
        "email": f"{_plain(_FIRST[person])}.{_LAST[person].lower()}@example.com",
        "email2": f"{_plain(_FIRST[other])}@example.org",
        "first": _FIRST[person],
        "last": _LAST[person],
        "name": f"{_FIRST[person]} {_LAST[person]}",
        "first2": _FIRST[other],
        "last2": _LAST[other],
        "name2": f"{_FIRST[other % 3]} {_LAST[other % 3]}",
        "company": f"{_LAST[person]} {('GmbH', 'Ltd', 'Studio')[person % 3]}",
        "phone": f"+49 30 55{person:02}{row % 2}{person:03}",
        "street": f"{person * 7 + 1} Example Street",
        "city": _CITIES[person],
        "region": ("CA", "TX", "NY", "WA")[person % 4],
        "zip": f"{10115 + person * 317}",
        "country": _LANDS[person % 8],
        "cc": _CODES[person % 8],
        "handle": f"{_plain(_FIRST[person])}_{person}",
        "id": str(1001 + row * 3),
        "idb": str(77 + row % 2),
        "ref": f"INV-{101 + row:04}",
        "pid": f"C-{17 + person}",
        "pidn": str(4401 + person * 13),
        "uuid": f"{seed[:4]}-{seed[4:12]}",
        "puuid": f"{owner[:8]}",
        "time": f"{9 + row % 9}:{row * 4 + 11}",
        "int": str((row * 7 + 3) % 23),
        "one": str(1 + (row % 5 == 0)),
        "nps": str((row * 3 + 4) % 11),
        "yn": ("yes", "no")[row % 2],
        "tf": ("true", "false")[row % 3 > 0],
        "url": f"https://example.com/p/{row}",
        "text": _WORDS[row % 6],
        "prod": _GOODS[row % 6],
        "ip": f"192.0.2.{row + 7}",
        "iban": f"DE89 3704 0044 0532 0130 {row:02}",
        "blank": "",
    }[kind]


def _plain(name: str) -> str:
    return name.lower().replace("é", "e").replace("ê", "e")


def _money(kind: str, row: int) -> str:
    amount = _SUMS[row]
    if kind.endswith("s") and kind != "s":
        amount = round(amount * 0.06 + row % 3 * 0.1, 2)
    if kind.endswith("0"):
        amount = 0.0 if row % 4 else 5.0
    bare = kind.rstrip("s0")
    text = f"{amount:.2f}"
    if bare == "mi":
        return str(int(amount))
    if bare == "md":
        return f"${text}"
    return text.replace(".", ",") + (" €" if bare == "me" else "") if bare in {"me", "mde"} else text


def _day(kind: str, row: int) -> str:
    return _DAYS[kind].format(
        y=2025 + row // 6,
        m=row * 5 % 12 + 1,
        d=(row * 11 + 13) % 28 + 1,
        h=row + 6,
        n=row * 4,
        month=_MONTHS[row * 5 % 12],
    )
