"""Kinds of people in a scenario: those who pay and stay alike, with the price they pay and the share they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from truefans_core.income.exchange import fees_in
from truefans_core.income.stated import AS_STATED

if TYPE_CHECKING:
    from truefans_core.fees import FeeBook, FeeRow
    from truefans_core.income.fading import Fading
    from truefans_core.income.groups import Group
    from truefans_core.income.scenario import Scenario
    from truefans_core.problems import Problem

Amounts = NDArray[np.float64]
_YEAR = 12
#: Rows of the fee book with the share of fans who pay by each.
Rows = tuple[tuple["FeeRow", Fraction], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """People who pay and stay alike.

    Attributes:
        share: of those to come; 0 where none of them is of this kind.
        today: of those of today, likewise.
        payments: a year.
        factor: their price beside the mean price.
        dearer: whether the change of the price reaches them.
        leaving: how often they leave beside `churn`.
        group: the other group they are; None: true fans.
    """

    share: Fraction
    today: Fraction
    payments: int
    factor: Fraction
    dearer: bool = False
    leaving: float = 1.0
    group: Group | None = None

    @property
    def yearly(self) -> bool:
        """Whether they pay a year at once."""
        return self.payments == 1


def kinds(scenario: Scenario) -> tuple[Kind, ...]:
    """The kinds of people of a scenario.

    One an offer; those of today apart where only who is new pays more; each in types where leaving slows down; and the
    other groups who pay.
    """
    found = [
        Kind(share, share, payments, factor, dearer=bool(scenario.price_change))
        for share, payments, factor in prices_of(scenario)
    ]
    if scenario.price_change and scenario.price_change_for == "new":
        found = [replace(kind, share=_NONE, dearer=False) for kind in found] + [
            replace(kind, today=_NONE) for kind in found
        ]
    if scenario.fading is not None:
        found = [each for kind in found for each in _types(kind, scenario.fading)]
    others = [
        Kind(_ALL, _ALL, scenario.payments, _ALL, leaving=1.0, group=group) for group in scenario.groups
    ]
    return (*found, *others)


def prices_of(scenario: Scenario) -> tuple[tuple[Fraction, int, Fraction], ...]:
    """What true fans pay: for each offer its share, its payments a year, and its price beside the mean price."""
    offers = scenario.offers
    if not offers:
        return ((_ALL, scenario.payments, _ALL),)
    whole = sum((exact(offer.share) for offer in offers), Fraction(0))
    mean = sum((exact(offer.share) * offer.price_minor for offer in offers), Fraction(0)) / whole
    return tuple(
        (
            exact(offer.share) / whole,
            1 if offer.billing == "yearly" else _YEAR,
            offer.price_minor / mean,
        )
        for offer in offers
    )


def _types(kind: Kind, fading: Fading) -> list[Kind]:
    """One kind as types who leave more and less often; their shares add up to its own."""
    types = fading.types()
    coming, now = (
        [exact(each) for each in shares] for shares in zip(*(type_[1:] for type_ in types), strict=True)
    )
    return [
        replace(
            kind,
            share=kind.share * new / sum(coming),
            today=kind.today * old / sum(now),
            leaving=rate / fading.leaving_now,
        )
        for (rate, _, _), new, old in zip(types, coming, now, strict=True)
    ]


_ALL, _NONE = Fraction(1), Fraction(0)


def price_path(scenario: Scenario, kind: Kind, months: int) -> Amounts | None:
    """By which factor the price of a kind stands above today's in each month from 0; None where it never moves.

    Who pays a year at once sees a new price at the renewal: twelve months go by until all have. Who joins while the
    price is on its way is reckoned at the mean of the way so far.
    """
    if not kind.dearer:
        return None
    over = scenario.price_change_months
    if kind.today and kind.yearly:
        over = max(over, _YEAR)
    way = ramp(over, months)
    if not kind.today and over:
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
        own = scenario.stated_fees if slug == AS_STATED else None
        row, notes = fees_in(own.row(scenario.currency) if own else fees[slug], scenario.currency)
        rows.append((row, exact(share)))
        said += [note for note in notes if note not in said]
    whole = sum(share for _, share in rows)
    return tuple((row, share / whole) for row, share in rows), tuple(said)


def exact(value: float) -> Fraction:
    """A number as it is written: 0.6 is six tenths, not the nearest binary fraction."""
    return Fraction(repr(float(value)))
