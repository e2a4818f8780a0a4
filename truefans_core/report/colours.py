"""The two colours of a client, made readable: a colour that is too faint is moved towards black or white, and said."""

from __future__ import annotations

import re

#: The least contrast of words with what lies behind them, and of lines and areas (WCAG 2.2, 1.4.3 and 1.4.11).
WORDS, AREAS = 4.5, 3.0
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 100


def is_colour(text: str) -> bool:
    """Whether a text is a colour as #rrggbb."""
    return bool(_HEX.fullmatch(text))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 black … 1 white (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 none … 21 black on white.

    Example:
        >>> round(contrast("#000000", "#ffffff"))
        21
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, behind: str, least: float = WORDS) -> str:
    """The colour itself where it can be read, else the nearest shade of it that can.

    Args:
        colour: #rrggbb.
        behind: what it stands on.
        least: contrast it has to have.

    Example:
        >>> readable("#8a2d04", "#ffffff"), contrast(readable("#ffe000", "#ffffff"), "#ffffff") >= 4.5
        ('#8a2d04', True)
    """
    goal = "#000000" if luminance(behind) > 0.18 else "#ffffff"  # noqa: PLR2004 where both contrast alike
    for step in range(_STEPS + 1):
        shade = mixed(colour, goal, step / _STEPS)
        if contrast(shade, behind) >= least:
            return shade
    return goal


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it."""
    parts = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)
