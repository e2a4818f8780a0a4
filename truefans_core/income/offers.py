"""What fans are offered, and by which platforms they pay: several prices, billed monthly or yearly, each with its share."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from truefans_core.income.typed import parse_lever
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

Billing = Literal["monthly", "yearly"]
#: More than these nobody tells apart.
MOST_OFFERS = 6
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One price among several.

    Attributes:
        price_minor: what it costs a year, whatever the billing; minor units.
        billing: whether it is paid monthly, or a year at once.
        share: of all fans, those who take it; the shares of all offers are brought to one.
    """

    price_minor: int
    billing: Billing
    share: float

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values under the field names."""
        return {"price_minor": self.price_minor, "billing": self.billing, "share": self.share}

    @classmethod
    def from_json(cls, plain: Any) -> Offer:
        """The reverse of `to_json`.

        Raises:
            Refused: if it is no offer.
        """
        match plain:
            case {
                "price_minor": int(price),
                "billing": "monthly" | "yearly" as billing,
                "share": int() | float() as share,
            } if len(plain) == len(cls.__slots__) and price > 0 and math.isfinite(share) and share > 0:
                return cls(price, billing, share)
        raise Refused(Problem("S_OFFERS"))


def mean_price(offers: Iterable[Offer]) -> float:
    """What a fan pays a year on average, minor units."""
    each = list(offers)
    return sum(offer.price_minor * offer.share for offer in each) / sum(offer.share for offer in each)


def parse_offers(
    text: str, *, unit: int, words: Mapping[str, Billing], decimal: str = "."
) -> tuple[Offer, ...]:
    """Read offers as a person types them: `5 monthly 60%; 100 yearly 40%`, a price with its billing and its share.

    Args:
        text: offers apart by semicolons or lines; a share may be left out where there is one offer.
        unit: minor units of one major unit.
        words: what monthly and yearly are called.
        decimal: the decimal sign.

    Returns:
        Offers with the price of a year.

    Raises:
        Refused: if one of them is no offer.

    Example:
        >>> parse_offers("5 monthly 60%; 100 yearly 40%", unit=100, words={"monthly": "monthly", "yearly": "yearly"})
        (Offer(price_minor=6000, billing='monthly', share=0.6), Offer(price_minor=10000, billing='yearly', share=0.4))
    """
    found = []
    named = "|".join(re.escape(word) for word in words)
    for part in filter(str.strip, re.split(r"[;\n]", text)):
        each = re.fullmatch(
            rf"\s*(?P<price>.+?)\s+(?P<billing>{named})\b\s*(?P<share>.*?)\s*", part, re.IGNORECASE
        )
        if each is None:
            raise Refused(Problem("S_OFFERS"))
        billing = words[each["billing"].lower()]
        price = parse_lever(each["price"], decimal=decimal)
        share = parse_lever(each["share"] or "100", percent=True, decimal=decimal)
        minor = round(price.middle * unit * (_YEAR if billing == "monthly" else 1))
        if not (price.certain and share.certain and minor > 0 and share.middle > 0):
            raise Refused(Problem("S_OFFERS"))
        found.append(Offer(minor, billing, share.middle))
    if not found or len(found) > MOST_OFFERS:
        raise Refused(Problem("S_OFFERS"))
    return tuple(found)


def parse_platforms(text: str, *, decimal: str = ".") -> tuple[tuple[str, float], ...]:
    """Read by which platforms fans pay: `patreon 70%; kofi 30%`, names as in the fee book.

    Raises:
        Refused: if one of them is no name with a share.
    """
    found = []
    for part in filter(str.strip, re.split(r"[;\n]", text)):
        each = re.fullmatch(r"\s*(?P<slug>[a-z][a-z0-9-]*)\s+(?P<share>\S.*?)\s*", part.lower())
        if each is None:
            raise Refused(Problem("S_MIX"))
        share = parse_lever(each["share"], percent=True, decimal=decimal)
        if not share.certain or share.middle <= 0:
            raise Refused(Problem("S_MIX"))
        found.append((each["slug"], share.middle))
    if not found or len(found) > MOST_OFFERS or len(dict(found)) < len(found):
        raise Refused(Problem("S_MIX"))
    return tuple(found)
