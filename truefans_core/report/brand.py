"""Whose report it is: client, logo, two colours, footer, date, author; the same in every form."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truefans_core.charts.theme import palette
from truefans_core.report.colours import AREAS, WORDS, is_colour, readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.charts.theme import Theme
    from truefans_core.report.logo import Logo
    from truefans_core.words import Words

#: Longest client, author and footer, in characters.
LONGEST = 80
_LONGEST_FOOTER = 160
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Brand:
    """What makes a report look like the client's.

    Attributes:
        author: who made it.
        footer: a line at the foot of every page.
        dated: the day it was made, or None for the day everything is true for.
        logo: a picture, drawn anew from what was given.
        first: colour of headings, #rrggbb, or "" for ours.
        second: colour of lines and marks, #rrggbb, or "" for ours.
    """

    author: str = ""
    footer: str = ""
    dated: dt.date | None = None
    logo: Logo | None = None
    first: str = ""
    second: str = ""

    def heading(self, theme: Theme = "light") -> str:
        """The colour of headings on a theme's page, readable there."""
        page = palette(theme)
        return readable(self.first, page.page) if is_colour(self.first) else page.text

    def mark(self, theme: Theme = "light") -> str:
        """The colour of lines and marks on a theme's page, to be told from it."""
        page = palette(theme)
        return readable(self.second, page.page, AREAS) if is_colour(self.second) else page.true

    def line(self, theme: Theme = "light") -> str:
        """The colour of what a chart is about where it is no group."""
        return self.mark(theme) if is_colour(self.second) else palette(theme).engaged

    def remarks(self, say: Words) -> tuple[str, ...]:
        """A sentence for each colour that was moved to be read on white."""
        page = palette("light").page
        told = []
        for which, colour, least in (("first", self.first, WORDS), ("second", self.second, AREAS)):
            if is_colour(colour) and (used := readable(colour, page, least)) != colour.lower():
                told.append(say(f"report.colour.{which}", colour=colour.upper(), used=used.upper()))
        return tuple(told)


def one_line(text: str, longest: int = LONGEST) -> str:
    r"""Somebody's own words on one line: no control of letters or direction, cut where too long.

    Example:
        >>> one_line("A\u202eB  C\n D")
        'AB C D'
    """
    kept = "".join(
        sign
        for sign in text
        if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co") or sign in "\n\t\u200d"
    )
    plain = _SPACE.sub(" ", kept).strip()
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def brand_of(kept: Mapping[str, object], logo: Logo | None = None) -> Brand:
    """A brand from what a workspace keeps of it; what is no colour or no day is left out."""
    dated = str(kept.get("dated") or "")
    colours = [
        text if is_colour(text) else "" for text in (str(kept.get(k) or "") for k in ("first", "second"))
    ]
    return Brand(
        author=one_line(str(kept.get("author") or "")),
        footer=one_line(str(kept.get("footer") or ""), _LONGEST_FOOTER),
        dated=dt.date.fromisoformat(dated) if re.fullmatch(r"\d{4}-\d\d-\d\d", dated) else None,
        logo=logo,
        first=colours[0],
        second=colours[1],
    )
