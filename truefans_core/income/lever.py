"""A lever: a number that is known, or the range it lies in, and how the range came about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from truefans_core.intervals import JEFFREYS_CONFIDENCE, jeffreys
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["exactly", "between", "rate", "year", "pace", "product"]
_TAIL = (1 - JEFFREYS_CONFIDENCE) / 2


@dataclass(frozen=True, slots=True)
class Lever:
    """A number of a scenario with what is known about it.

    Attributes:
        low: lower end of the range (of 80 % where it was measured).
        middle: what closed forms reckon with.
        high: upper end.
        kind: exactly (one number), between (any number of a range alike), rate (`count` of `of` people, Jeffreys),
            year (a monthly rate: `count` of `of` people within twelve months), pace (`count` people in `of` months),
            product (of `parts`).
        count: what was counted, where it was measured.
        of: of how many people, or in how many months.
        parts: what is multiplied.
    """

    low: float
    middle: float
    high: float
    kind: Kind = "exactly"
    count: int | None = None
    of: float | None = None
    parts: tuple[Lever, ...] = ()

    @classmethod
    def exactly(cls, value: float) -> Lever:
        """A number taken as known."""
        return cls(value, value, value)

    @classmethod
    def between(cls, low: float, high: float) -> Lever:
        """A range in which every number is as likely; the ends may come in either order."""
        low, high = min(low, high), max(low, high)
        return cls(low, (low + high) / 2, high, "between") if low < high else cls.exactly(low)

    @classmethod
    def rate(cls, count: int, total: int) -> Lever:
        """A monthly rate measured as `count` of `total` people at risk: Beta(count + ½, total − count + ½).

        Example:
            >>> leaving = Lever.rate(7, 140)
            >>> [round(x, 3) for x in (leaving.low, leaving.middle, leaving.high)]
            [0.031, 0.053, 0.078]
        """
        middle, low, high = jeffreys(count, total)
        return cls(low, middle, high, "rate", count, total)

    @classmethod
    def year(cls, count: int, total: int) -> Lever:
        """A monthly rate measured as `count` of `total` people within a year: `1 − R^(1/12)`, R who did not.

        Example:
            >>> round(Lever.year(40, 100).middle, 4)
            0.0418
        """
        middle, low, high = (_monthly(each) for each in jeffreys(count, total))
        return cls(low, middle, high, "year", count, total)

    @classmethod
    def product(cls, *parts: Lever) -> Lever:
        """Several levers multiplied that know nothing of each other: people a month, and the share that goes on."""
        middle = math.prod(part.middle for part in parts)
        if all(part.certain for part in parts):
            return cls(middle, middle, middle, "product", parts=parts)
        low, high = np.quantile(_spread(parts), [_TAIL, 1 - _TAIL])
        return cls(float(low), middle, float(high), "product", parts=parts)

    @classmethod
    def pace(cls, count: int, months: float) -> Lever:
        """So many arrivals in so many months, a month: Gamma(count + ½) / months."""
        from scipy.special import gammaincinv

        low, high = (float(gammaincinv(count + 0.5, tail)) / months for tail in (_TAIL, 1 - _TAIL))
        return cls(low, count / months, high, "pace", count, months)

    @property
    def certain(self) -> bool:
        """Whether it is one number."""
        return self.kind == "exactly" or (self.kind == "product" and self.low == self.high)

    def draw(self, chance: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value at each quantile `chance` (0…1): the same chances give the same draws in every scenario."""
        if self.kind == "between":
            return self.low + chance * (self.high - self.low)
        if self.kind == "product" and self.low < self.high:
            spread = np.sort(_spread(self.parts))
            return np.interp(chance, (np.arange(spread.size) + 0.5) / spread.size, spread)
        if self.kind == "exactly" or self.count is None or self.of is None:
            return np.full(chance.shape, float(self.middle))
        from scipy.special import betaincinv, gammaincinv

        drawn: NDArray[np.float64]
        if self.kind in ("rate", "year"):
            drawn = betaincinv(self.count + 0.5, self.of - self.count + 0.5, chance)
            drawn = drawn if self.kind == "rate" else _monthly(drawn)
        else:
            drawn = gammaincinv(self.count + 0.5, chance) / self.of
        return drawn

    def cautious_to_hopeful(self) -> tuple[float, float]:
        """The values that one draw in ten lies below, and one in ten above."""
        low, high = self.draw(np.array([_TAIL, 1 - _TAIL]))
        return float(low), float(high)

    def to_json(self) -> Any:
        """A number, `[low, high]`, `{"count": 7, "of": 140}`, or `{"count": 6, "months": 12}` for arrivals.

        What was counted over a year is `{"count": 7, "of": 140, "months": 12}`, a product `{"times": […]}`.
        A range whose middle was measured, and is not halfway to the last digit, is `[low, middle, high]`.
        """
        match self.kind:
            case "exactly":
                return self.middle
            case "between":
                halfway = (self.low + self.high) / 2
                return [self.low, self.high] if self.middle == halfway else [self.low, self.middle, self.high]
            case "rate":
                return {"count": int(self.count or 0), "of": int(self.of or 0)}
            case "year":
                return {"count": int(self.count or 0), "of": int(self.of or 0), "months": _YEAR}
            case "pace":
                return {"count": int(self.count or 0), "months": float(self.of or 0)}
            case "product":
                return {"times": [part.to_json() for part in self.parts]}

    @classmethod
    def from_json(cls, value: Any) -> Lever:
        """The reverse of `to_json`.

        Raises:
            Refused: if it is none of these, or not finite.
        """
        match value:
            case bool():
                pass
            case int() | float() if _finite(value):
                return cls.exactly(value)
            case [int() | float() as low, int() | float() as high] if _finite(low) and _finite(high):
                return cls.between(low, high)
            case [int() | float() as low, int() | float() as middle, int() | float() as high] if (
                _finite(low) and _finite(high) and low <= middle <= high and low < high
            ):
                return cls(low, middle, high, "between")
            case {"times": [_, *_] as parts} if len(parts) <= MOST_PARTS:
                return cls.product(*(cls._part(each) for each in parts))
            case {"count": int(count)} if 0 <= count <= _MOST_COUNTED:
                return cls._counted(count, value)
        raise Refused(Problem("S_LEVER"))

    @classmethod
    def _counted(cls, count: int, plain: Any) -> Lever:
        """So many of so many people at risk, of so many within a year, or so many in so many months."""
        match plain:
            case {"of": int(total), **more} if count <= total <= _MOST_COUNTED and total:
                if not set(more) - {"count"}:
                    return cls.rate(count, total)
                if more.get("months") == _YEAR and len(plain) == len(_OVER_A_YEAR):
                    return cls.year(count, total)
            case {"months": int() | float() as months} if (
                "of" not in plain and _finite(months) and months > 0
            ):
                return cls.pace(count, months)
        raise Refused(Problem("S_LEVER"))

    @classmethod
    def _part(cls, value: Any) -> Lever:
        """A part of a product: a number that is not negative, and no product again."""
        part = None if isinstance(value, Mapping) and "times" in value else cls.from_json(value)
        if part is None or part.low < 0:
            raise Refused(Problem("S_LEVER"))
        return part


def _monthly(yearly: Any) -> Any:
    return 1 - (1 - yearly) ** (1 / _YEAR)


def _spread(parts: tuple[Lever, ...]) -> NDArray[np.float64]:
    """Many equally likely values of a product, the same ones every time."""
    chance = np.random.default_rng(_SPREAD_SEED)
    drawn: NDArray[np.float64] = np.prod([part.draw(chance.random(_SPREAD)) for part in parts], axis=0)
    return drawn


#: A number of people, and steps on their way.
MOST_PARTS = 6
_YEAR = 12
_OVER_A_YEAR = ("count", "of", "months")
_SPREAD, _SPREAD_SEED = 4096, 1
_MOST_COUNTED = 10**12


def _finite(value: float) -> bool:
    return math.isfinite(value)
