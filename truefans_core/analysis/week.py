"""This week's list of an analysis: what `cultivate` asks for, taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from truefans_core import cultivate, effort
from truefans_core.analysis.late import Later, with_changes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    import pandas as pd

    from truefans_core.analysis.result import Analysis
    from truefans_core.effort import Care
    from truefans_core.tiers.personas import Persona
    from truefans_core.words import Words


def signs(found: Analysis) -> pd.DataFrame:
    """What decides a strategy for each person; see `cultivate.signs`."""
    return cultivate.signs(found.events, found.snapshots, found.as_of, found.headers)


def care(found: Analysis) -> Care | None:
    """What it takes to look after the true fans there are who may be written to; None where nothing suits any."""
    true = found.supporters["state"].eq("true")
    may = true & ~cultivate.suppressed(found.supporters)
    planned = week(found, None, whom=true)
    minutes = np.array(planned["minutes"].tolist(), dtype=np.int64)
    rest = np.array([found.book.every[slug].rest_days for slug in planned["strategy"]], dtype=np.int64)
    return effort.care(int(may.sum()), minutes, rest)


def kinds(found: Analysis, say: Words) -> dict[str, str]:
    """What the kind of each person is called, by person_id, of the groups that have kinds."""
    return {
        str(person): kind_in_words(say, personas.groups[place])
        for personas in found.personas.values()
        if personas.groups
        for person, place in personas.of.items()
        if place >= 0
    }


def kind_in_words(say: Words, persona: Persona) -> str:
    """What a kind is called: what sets it apart."""
    return ", ".join(say(f"personas.trait.{mark}.{side}") for mark, side in persona.traits)


def with_book(found: Analysis, book: cultivate.Book) -> Analysis:
    """The analysis with other strategies, which change the next step of each person and nothing else."""
    if book == found.book:
        return found
    best = Later(lambda: cultivate.best(found.supporters, found.as_of, signs(found), book, found.chances))
    return with_changes(found, book=book, strategies=best)


def week(
    found: Analysis,
    hours: float | None,
    *,
    whom: pd.Series | None = None,
    top: int | None = None,
    done: Iterable[cultivate.Contact] = (),
    today: date | None = None,
    held: Collection[str] = (),
    only: str | None = None,
    known: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The people to turn to this week; see `cultivate.plan`.

    Args:
        found: an analysis.
        hours: hours there are; None lists everybody.
        whom: flags of the supporters the list is of; None: all.
        top: at most so many people.
        done: what became of former lists.
        today: the day rest times are counted to.
        held: person_id of who is left out to compare.
        only: slug of the one strategy to look at.
        known: `signs` of the analysis, where they are there already.

    Raises:
        KeyError: if the book has no such strategy.
        ValueError: if `hours` cannot be.
    """
    return cultivate.plan(
        found.supporters,
        hours=hours,
        as_of=found.as_of,
        currency=found.currency,
        found=signs(found) if known is None else known,
        top=top,
        done=done,
        today=today,
        held=held,
        book=found.book,
        only=None if only is None else found.book.every[only],
        chances=found.chances,
        whom=whom,
    )
