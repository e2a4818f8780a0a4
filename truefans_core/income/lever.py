"""A lever: a number that is known, or the range it lies in, and how the range came about."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from truefans_core.intervals import JEFFREYS_CONFIDENCE, jeffreys
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

Kind = Literal["exactly", "between", "rate", "pace"]
_TAIL = (1 - JEFFREYS_CONFIDENCE) / 2


@dataclass(frozen=True, slots=True)
class Lever:
    """A number of a scenario with what is known about it.

    Attributes:
        low: lower end of the range (of 80 % where it was measured).
        middle: what closed forms reckon with.
        high: upper end.
        kind: exactly (one number), between (any number of a range alike), rate (`count` of `of` people, Jeffreys),
            pace (`count` people in `of` months).
        count: what was counted, where it was measured.
        of: of how many people, or in how many months.
    """

    low: float
    middle: float
    high: float
    kind: Kind = "exactly"
    count: int | None = None
    of: float | None = None

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
    def pace(cls, count: int, months: float) -> Lever:
        """So many arrivals in so many months, a month: Gamma(count + ½) / months."""
        from scipy.special import gammaincinv

        low, high = (float(gammaincinv(count + 0.5, tail)) / months for tail in (_TAIL, 1 - _TAIL))
        return cls(low, count / months, high, "pace", count, months)

    @property
    def certain(self) -> bool:
        """Whether it is one number."""
        return self.kind == "exactly"

    def draw(self, chance: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value at each quantile `chance` (0…1): the same chances give the same draws in every scenario."""
        if self.kind == "between":
            return self.low + chance * (self.high - self.low)
        if self.kind == "exactly" or self.count is None or self.of is None:
            return np.full(chance.shape, float(self.middle))
        from scipy.special import betaincinv, gammaincinv

        drawn: NDArray[np.float64]
        if self.kind == "rate":
            drawn = betaincinv(self.count + 0.5, self.of - self.count + 0.5, chance)
        else:
            drawn = gammaincinv(self.count + 0.5, chance) / self.of
        return drawn

    def cautious_to_hopeful(self) -> tuple[float, float]:
        """The values that one draw in ten lies below, and one in ten above."""
        low, high = self.draw(np.array([_TAIL, 1 - _TAIL]))
        return float(low), float(high)

    def to_json(self) -> float | list[float] | dict[str, float]:
        """A number, `[low, high]`, `{"count": 7, "of": 140}`, or `{"count": 6, "months": 12}` for arrivals.

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
            case "pace":
                return {"count": int(self.count or 0), "months": float(self.of or 0)}

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
            case {"count": int(count), "of": int(of)} if 0 <= count <= of <= _MOST_COUNTED and of:
                return cls.rate(count, of)
            case {"count": int(count), "months": int() | float() as months} if (
                0 <= count <= _MOST_COUNTED and _finite(months) and months > 0
            ):
                return cls.pace(count, months)
        raise Refused(Problem("S_LEVER"))


def parse_lever(text: str, *, percent: bool = False, decimal: str = ".") -> Lever:
    """Read what a person types: `30`, `20 to 40`, `5 %`, `3–8 %`, `$1,000`, `10k`.

    Args:
        text: the input; anything between two numbers makes a range.
        percent: a bare number is per cent (`5` is 0.05). With a % sign it is per cent in any case.
        decimal: the decimal sign; the other of `.` and `,` groups thousands. What makes no sense so is read the other
            way round: `2,5` is no thousands anywhere.

    Raises:
        Refused: if it is not a number or a range.

    Example:
        >>> parse_lever("20 to 40")
        Lever(low=20.0, middle=30.0, high=40.0, kind='between', count=None, of=None)
        >>> parse_lever("5 %").middle
        0.05
    """
    if len(text) > _LONGEST:
        raise Refused(Problem("S_LEVER"))
    found = _RANGE[decimal].fullmatch(text.strip())
    if found is None:
        decimal = "," if decimal == "." else "."
        found = _RANGE[decimal].fullmatch(text.strip())
    if found is None:
        raise Refused(Problem("S_LEVER"))
    scale = 0.01 if percent or "%" in text else 1.0
    low, high = (_value(found, which, decimal) * scale for which in ("low", "high"))
    if not (_finite(low) and _finite(high)):
        raise Refused(Problem("S_LEVER"))
    # 5 × 0.01 is 0.05 only after rounding: what is typed must come out as typed.
    return Lever.between(_plain(low), _plain(high))


_LONGEST = 60
_MOST_COUNTED = 10**12


def _pattern(decimal: str) -> re.Pattern[str]:
    group = r"[,'’\s]" if decimal == "." else r"[.'’\s]"
    number = rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+(?:\{decimal}\d+)?|\d+(?:\{decimal}\d+)?|\{decimal}\d+"
    unit = r"[$€£¥]?"

    def end(name: str) -> str:
        return rf"{unit}\s*(?P<{name}>-?(?:{number}))\s*(?P<{name}_k>[kKmM]?)\b\s*{unit}\s*%?"

    # A word or a dash makes the range; a minus sign straight before a digit after a word is a sign.
    between = r"(?:\s*(?:–|—|-|…|\.\.\.?|\.\.)\s*|\s+[^\W\d_]+\s+)"
    return re.compile(rf"{end('low')}(?:{between}{end('high')})?")


_RANGE: Mapping[str, re.Pattern[str]] = {".": _pattern("."), ",": _pattern(",")}


def _value(found: re.Match[str], which: str, decimal: str) -> float:
    name = which if found[which] is not None else "low"
    digits = re.sub(r"[^\d\-" + re.escape(decimal) + "]", "", found[name]).replace(decimal, ".")
    return float(digits) * {"": 1.0, "k": 1e3, "m": 1e6}[found[f"{name}_k"].lower()]


def _plain(value: float) -> float:
    return float(f"{value:.12g}")


def _finite(value: float) -> bool:
    return math.isfinite(value)
