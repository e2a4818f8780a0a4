"""Kinds of fans in a scenario: those who pay alike, with the price they pay each month and the share they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from truefans_core.income.exchange import fees_in

if TYPE_CHECKING:
    from truefans_core.fees import FeeBook, FeeRow
    from truefans_core.income.scenario import Scenario
    from truefans_core.problems import Problem

Amounts = NDArray[np.float64]
_YEAR = 12
#: Rows of the fee book with the share of fans who pay by each.
Rows = tuple[tuple["FeeRow", Fraction], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Fans who pay alike.

    Attributes:
        share: of all fans.
        payments: a year.
        factor: their price beside the mean price.
        now: whether those of today are among them.
        later: whether those to come are.
        dearer: whether the change of the price reaches them.
    """

    share: Fraction
    payments: int
    factor: Fraction
    now: bool = True
    later: bool = True
    dearer: bool = False

    @property
    def yearly(self) -> bool:
        """Whether they pay a year at once."""
        return self.payments == 1


def kinds(scenario: Scenario) -> tuple[Kind, ...]:
    """The kinds of fans of a scenario: one an offer, and those of today apart where only who is new pays more."""
    offers = scenario.offers
    if offers:
        whole = sum((exact(offer.share) for offer in offers), Fraction(0))
        mean = sum((exact(offer.share) * offer.price_minor for offer in offers), Fraction(0)) / whole
        found = [
            Kind(
                exact(offer.share) / whole,
                1 if offer.billing == "yearly" else _YEAR,
                offer.price_minor / mean,
                dearer=bool(scenario.price_change),
            )
            for offer in offers
        ]
    else:
        found = [Kind(Fraction(1), scenario.payments, Fraction(1), dearer=bool(scenario.price_change))]
    if not scenario.price_change or scenario.price_change_for == "all":
        return tuple(found)
    today = [Kind(kind.share, kind.payments, kind.factor, later=False) for kind in found]
    to_come = [Kind(kind.share, kind.payments, kind.factor, now=False, dearer=True) for kind in found]
    return (*today, *to_come)


def price_path(scenario: Scenario, kind: Kind, months: int) -> Amounts | None:
    """By which factor the price of a kind stands above today's in each month from 0; None where it never moves.

    Who pays a year at once sees a new price at the renewal: twelve months go by until all have. Who joins while the
    price is on its way is reckoned at the mean of the way so far.
    """
    if not kind.dearer:
        return None
    over = scenario.price_change_months
    if kind.now and kind.yearly:
        over = max(over, _YEAR)
    way = ramp(over, months)
    if not kind.now and over:
        way = np.concatenate([way[:1], np.cumsum(way[1:]) / np.arange(1, months + 1)])
    path: Amounts = 1 + scenario.price_change * way
    return path


def ramp(over: int, months: int) -> Amounts:
    """From 0 today to 1 after so many months; at once is 1 from the first month on."""
    month = np.arange(months + 1)
    return np.minimum(month / over, 1.0) if over else (month > 0).astype(np.float64)


def fee_rows(scenario: Scenario, fees: FeeBook) -> tuple[Rows, tuple[Problem, ...]]:
    """The rows fans pay by in the scenario's currency, with their shares, and what to say about them.

    Raises:
        Refused: if the fee book has no such row.
    """
    rows, said = [], []
    for slug, share in scenario.slugs:
        row, notes = fees_in(fees[slug], scenario.currency)
        rows.append((row, exact(share)))
        said += [note for note in notes if note not in said]
    whole = sum(share for _, share in rows)
    return tuple((row, share / whole) for row, share in rows), tuple(said)


def exact(value: float) -> Fraction:
    """A number as it is written: 0.6 is six tenths, not the nearest binary fraction."""
    return Fraction(repr(float(value)))
