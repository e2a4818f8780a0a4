"""Numbers and ranges as people type them: `30`, `20 to 40`, `5 %`, `10k`, in their own way to write decimals."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from truefans_core.income.lever import MOST_PARTS, Lever
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 60


def parse_lever(text: str, *, percent: bool = False, decimal: str = ".") -> Lever:
    """Read what a person types: `30`, `20 to 40`, `5 %`, `3–8 %`, `$1,000`, `10k`.

    Args:
        text: the input; anything between two numbers makes a range.
        percent: a bare number is per cent (`5` is 0.05). With a % sign it is per cent in any case.
        decimal: the decimal sign; the other of `.` and `,` groups thousands. What makes no sense so is read the other
            way round: `2,5` is no thousands anywhere.

    Raises:
        Refused: if it is not a number or a range, or 60.000, which may be meant as 60 or as 60,000.

    Example:
        >>> parse_lever("20 to 40")
        Lever(low=20.0, middle=30.0, high=40.0, kind='between', count=None, of=None, parts=())
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
    if scale == 1:
        _must_be_one_number(found, decimal)
    low, high = (_value(found, which, decimal) * scale for which in ("low", "high"))
    if not (math.isfinite(low) and math.isfinite(high)):
        raise Refused(Problem("S_LEVER"))
    # 5 × 0.01 is 0.05 only after rounding: what is typed must come out as typed.
    return Lever.between(_plain(low), _plain(high))


def parse_steps(text: str, *, decimal: str = ".") -> tuple[Lever, ...]:
    """Read the steps on the way to a true fan: `10%; 3 to 5%`, of those before the share that goes on.

    Raises:
        Refused: if one of them is no share.

    Example:
        >>> [step.middle for step in parse_steps("10%; 3 to 5%")]
        [0.1, 0.04]
    """
    steps = tuple(
        parse_lever(part, percent=True, decimal=decimal) for part in re.split(r"[;\n]", text) if part.strip()
    )
    if not 0 < len(steps) < MOST_PARTS or not all(step.low >= 0 and step.high <= 1 for step in steps):
        raise Refused(Problem("S_STEPS"))
    return steps


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


def _must_be_one_number(found: re.Match[str], decimal: str) -> None:
    """Refuse decimals that elsewhere are thousands: three of them behind one to three digits."""
    for name in ("low", "high"):
        if re.fullmatch(rf"-?[1-9]\d{{0,2}}{re.escape(decimal)}\d{{3}}", found[name] or ""):
            text = found[name]
            plain = text.replace(decimal, "")
            # Without zeros at its end, or with one more, nobody takes it for thousands.
            few = text.rstrip("0").rstrip(decimal) if text.endswith("0") else f"{text}0"
            raise Refused(
                Problem("S_THOUSANDS", params={"text": text, "few": few, "many": int(plain), "plain": plain})
            )


def _value(found: re.Match[str], which: str, decimal: str) -> float:
    name = which if found[which] is not None else "low"
    digits = re.sub(r"[^\d\-" + re.escape(decimal) + "]", "", found[name]).replace(decimal, ".")
    return float(digits) * {"": 1.0, "k": 1e3, "m": 1e6}[found[f"{name}_k"].lower()]


def _plain(value: float) -> float:
    return float(f"{value:.12g}")
