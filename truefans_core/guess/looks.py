"""What the cells of a column look like: shares of addresses, dates, amounts, ids, names."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import ROLES
from truefans_core.values import (
    country_code,
    currencies_of,
    parse_dates,
    parse_flag,
    parse_money,
    parse_number,
)

_SAMPLE = 400
_FEW = 24  # different cells a choice may have
_EMAIL = r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$"
_DATE_SIGNS = r"[-/.:]|[^\W\d_]"
_LETTER = r"[^\W\d_]"
_PRIVATE = (
    r"^(\d{1,3}\.){3}\d{1,3}$|^([0-9a-fA-F]{1,4}:){4,7}[0-9a-fA-F]{0,4}$"  # IP addresses
    r"|^[A-Z]{2}\d{2} ?([A-Z0-9]{4} ?){3,7}[A-Z0-9]{1,4}$"  # IBAN
    r"|^\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}$"  # card numbers
    r"|^\d{3}-\d{2}-\d{4}$"  # US social security numbers
)


@dataclass(frozen=True, slots=True)
class Look:
    """Shares (0–1) of the different cells of a column that can be read as each kind.

    Attributes:
        count: how many different cells were looked at; with 0 nothing is known.
        distinct: different cells ÷ cells.
        few: few different cells: a choice.
        spaced: cells with a space inside.
        digits: cells with a digit.
        letters: cells with a letter.
        cents: cells with a currency sign or two decimals.
    """

    count: int
    distinct: float = 0
    few: bool = False
    email: float = 0
    date: float = 0
    serial: float = 0
    money: float = 0
    number: float = 0
    flag: float = 0
    country: float = 0
    currency: float = 0
    private: float = 0
    spaced: float = 0
    digits: float = 0
    letters: float = 0
    cents: float = 0

    def fits(self, role: str, name_score: float) -> float:
        """How well the cells fit a role, 0–1; an empty column half fits any."""
        if not self.count:
            return 0.6
        serial = self.serial if name_score > 0.95 else 0  # noqa: PLR2004 exact names only
        shares = {
            "date": max(self.date, serial),
            "money": self.money if self.date < 0.5 else 0,  # noqa: PLR2004 mostly
            "number": self.number,
            "flag": self.flag,
            "sensitive": 1.0,
        }
        kind = ROLES[role].kind
        return shares[kind] if kind in shares else self._fits_text(role)

    def _fits_text(self, role: str) -> float:
        free = 1 - max(self.email, self.date)
        number = free * (1 - self.spaced)
        word = free * self.letters
        choice = free * float(self.few) * max(self.letters, self.flag)
        shares = {
            "email": self.email,
            "email_alt": self.email,
            "country": self.country,
            "currency": self.currency,
            "external_id": number * self.digits,
            "order_id": number * max(self.digits, 0.9),
            "line_item_id": number * max(self.digits, 0.9),
            **dict.fromkeys(("name", "first_name", "last_name", "company"), word),
            **dict.fromkeys(("status", "interval"), choice),
        }
        return shares.get(role, free)


def look_at(column: pa.ChunkedArray) -> Look:
    """Look at a column's first different cells."""
    head = column.slice(0, _SAMPLE * 25).drop_null()
    cells = pc.utf8_trim_whitespace(head.combine_chunks() if isinstance(head, pa.ChunkedArray) else head)
    cells = cells.filter(pc.not_equal(cells, ""))
    different = cells.unique().slice(0, _SAMPLE)
    count = len(different)
    if not count:
        return Look(0)

    def share(mask: pa.Array) -> float:
        return float((pc.sum(mask).as_py() or 0) / count)

    def matches(pattern: str) -> pa.Array:
        return pc.match_substring_regex(different, pattern)

    dated = pc.or_(*(pc.is_valid(parse_dates(different, order=order).at) for order in ("dmy", "mdy")))
    signed = matches(_DATE_SIGNS)
    money = pc.or_(*(parse_money(different, "USD", decimal).readable for decimal in (".", ",")))
    codes = pa.array([bool(currencies_of(text)) for text in different.to_pylist()])
    return Look(
        count=count,
        distinct=cells.unique().__len__() / len(cells),
        few=count <= _FEW,
        email=share(matches(_EMAIL)),
        date=share(pc.and_(dated, pc.and_(signed, pc.invert(matches(r"^\d+[.,]\d+$"))))),
        serial=share(pc.and_(dated, pc.invert(signed))),
        money=share(money),
        number=share(pc.is_valid(parse_number(different).value)),
        flag=share(pc.is_valid(parse_flag(different))),
        country=share(pc.is_valid(country_code(different))),
        currency=share(codes),
        private=share(matches(_PRIVATE)),
        spaced=share(matches(r"\S\s\S")),
        digits=share(matches(r"\d")),
        letters=share(matches(_LETTER)),
        cents=share(pc.and_(money, matches(r"[.,]\d{2}\D*$|[$€£¥₹]"))),
    )
