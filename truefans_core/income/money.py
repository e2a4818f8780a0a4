"""What a year of fans leaves: fees of each platform, failed cards, refunds, sales tax, purchases besides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from truefans_core.fees import YearOfFans
from truefans_core.income.kinds import Amounts, Kind, Rows, exact, kinds, price_path, prices_of
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from truefans_core.fees import FeeRow, Threshold
    from truefans_core.income.scenario import Scenario

_YEAR = 12


@dataclass(frozen=True, slots=True)
class YearOfAll:
    """What a year of fans leaves who pay by several platforms: the sum of the years by each."""

    parts: tuple[YearOfFans, ...]

    @property
    def net(self) -> Fraction:
        """What one fan leaves after fees, before any volume step; minor units a year."""
        return sum((part.net for part in self.parts), Fraction(0))

    def of(self, fans: Fraction | int) -> Fraction:
        """Net minor units a year of so many fans, the prices of the plans taken off."""
        return sum((part.of(fans) for part in self.parts), Fraction(0))

    def fans_for(self, target_minor: int) -> int:
        """The fewest fans who leave at least the target.

        Raises:
            Refused: if nothing is left of a payment.
        """
        if len(self.parts) == 1:
            return self.parts[0].fans_for(target_minor)
        if self.of(0) >= target_minor:
            return 0
        if self.net <= 0:
            raise Refused(Problem("S_FEES"))
        start = Fraction(0)
        for end in sorted({part.knee for part in self.parts if part.knee is not None}):
            if self.of(end) >= target_minor:
                break
            start = end
        steep = self.of(start + 1) - self.of(start)
        if steep <= 0:
            raise Refused(Problem("S_FEES"))
        return math.ceil(start + (target_minor - self.of(start)) / steep)


@dataclass(frozen=True, slots=True)
class Taken:
    """Which part of a payment never arrives, is given back, or is passed on; exact shares."""

    failed: Fraction
    refunded: Fraction
    tax: Fraction

    @classmethod
    def of(cls, scenario: Scenario) -> Taken:
        """What a scenario says: failed and not recovered; refunded; tax contained in the price."""
        tax = exact(scenario.tax)
        return cls(
            exact(scenario.failed) * (1 - exact(scenario.recovered)),
            exact(scenario.refunded),
            tax / (1 + tax),
        )

    @property
    def arrives(self) -> Fraction:
        """The share of payments that come in."""
        return 1 - self.failed

    @property
    def passed_on(self) -> Fraction:
        """Of what came in, what is given back or is tax; tax of what is given back is given back with it."""
        return self.refunded + self.tax * (1 - self.refunded)


def year_of(scenario: Scenario, rows: Rows) -> YearOfAll:
    """What a year of fans leaves at the middle price, a change of the price being over."""
    return YearOfAll(tuple(_year_by(scenario, row, share) for row, share in rows))


def payments_of(scenario: Scenario) -> Iterator[tuple[Fraction, Fraction]]:
    """What one fan pays in a year on average: how many payments, and how large each is; minor units."""
    price = Fraction(scenario.price_minor.middle) * (1 + exact(scenario.price_change))
    for share, payments, factor in prices_of(scenario):
        yield share * payments, price * factor / payments
    if scenario.purchases and scenario.purchase_minor:
        yield exact(scenario.purchases), Fraction(scenario.purchase_minor)


def payments_beside(scenario: Scenario) -> Iterator[tuple[Fraction, Fraction]]:
    """What the other groups of today pay in a year together: how many payments, and how large each is."""
    for group in scenario.groups:
        price = Fraction(group.price_minor.middle) / scenario.payments
        yield exact(group.people.middle) * scenario.payments, price


def _year_by(scenario: Scenario, row: FeeRow, share: Fraction) -> YearOfFans:
    """What fans leave who pay by one row; what the other groups of today leave is in it once."""
    net, beyond, volume = _by_row(scenario, row, share, payments_of(scenario))
    others, dearer, theirs = _by_row(scenario, row, share, payments_beside(scenario))
    plan, limit = Fraction(_YEAR * row.monthly_minor), row.threshold
    if limit is None or limit.of_payment:
        return YearOfFans(net, None, net, plan - others)
    step = Fraction(year_step(limit))
    if theirs > step:
        others += (dearer - others) * (1 - step / theirs)
    return YearOfFans(net, max(Fraction(0), step - theirs) / volume, beyond, plan - others)


def _by_row(
    scenario: Scenario, row: FeeRow, share: Fraction, payments: Iterator[tuple[Fraction, Fraction]]
) -> tuple[Fraction, Fraction, Fraction]:
    """Of payments what is left, what would be left beyond a volume step, and their sum; minor units."""
    taken, limit = Taken.of(scenario), row.threshold
    net = beyond = volume = Fraction(0)
    for count, payment in payments:
        passed = payment * taken.passed_on
        arriving = share * count * taken.arrives
        net += arriving * (row.net_exact(payment) - passed)
        volume += arriving * payment
        if limit is not None and not limit.of_payment:
            beyond += arriving * (payment * (1 - limit.share) - limit.fixed_minor - passed)
    return net, beyond, volume


def income_by_month(
    scenario: Scenario, rows: Rows, fans: NDArray[np.int64] | Amounts, prices: tuple[Amounts, ...]
) -> Amounts:
    """What each month brings in each future, minor units, on the basis of the goal.

    A year's payment is spread over its months. Net of fees, plans and fixed costs where the goal is net.

    Args:
        scenario: what is asked.
        rows: fee rows in its currency with their shares.
        fans: by kind of `kinds`, month and future.
        prices: what each kind pays a year in each future, before any change of the price.

    Returns:
        Months by futures.
    """
    taken, each = Taken.of(scenario), kinds(scenario)
    arrives, passed = float(taken.arrives), float(taken.passed_on)
    paid_by = [_price(scenario, kind, price, fans.shape[1]) for kind, price in zip(each, prices, strict=True)]
    bought_by = [scenario.purchases if kind.group is None else 0.0 for kind in each]
    total: Amounts = np.zeros(fans.shape[1:])
    if scenario.basis == "gross":
        for people, paid, times in zip(fans, paid_by, bought_by, strict=True):
            total += people * (paid + times * scenario.purchase_minor)
        gross: Amounts = (total * (arrives * (1 - float(taken.refunded))) + scenario.other_minor) / _YEAR
        return gross
    for row, share in rows:
        limit = row.threshold
        steps = limit is not None and not limit.of_payment
        more, volume = np.zeros_like(total), np.zeros_like(total)
        bought = _nets(row, np.array(float(scenario.purchase_minor)), 1)
        weight = arrives * float(share)
        for kind, people, paid, times in zip(each, fans, paid_by, bought_by, strict=True):
            first, beyond = _nets(row, paid, kind.payments)
            all_paid = paid + times * scenario.purchase_minor
            total += people * (weight * (first + times * bought[0] - all_paid * passed))
            if steps:
                more += people * (weight * (beyond - first + times * (bought[1] - bought[0])))
                volume += people * (weight * all_paid)
        if limit is not None and steps:
            over = np.maximum(volume - year_step(limit), 0)
            total += more * np.divide(over, volume, out=np.zeros_like(total), where=volume > 0)
        total -= _YEAR * row.monthly_minor
    net: Amounts = (total - scenario.fixed_costs_minor + scenario.other_minor) / _YEAR
    return net


def _price(scenario: Scenario, kind: Kind, price: Amounts, months: int) -> Amounts:
    path = price_path(scenario, kind, months - 1)
    return price if path is None else path[:, None] * price


def _nets(row: FeeRow, price: Amounts, payments: int) -> tuple[Amounts, Amounts]:
    """`FeeRow.year` for many prices at once, as floats: net a fan a year, and beyond a volume step."""
    share, fixed = row.platform_share + row.processing_share, row.fixed_minor
    usual = _left(price, share, payments * fixed)
    limit = row.threshold
    if limit is None:
        return usual, usual
    other = _left(price, limit.share, payments * limit.fixed_minor)
    if not limit.of_payment:
        return usual, other
    payment = price / payments
    small = payment <= limit.minor if limit.kind == "payment_at_most" else payment < limit.minor
    return (first := np.where(small, other, usual)), first


def _left(price: Amounts, share: Fraction, fixed_minor: int) -> Amounts:
    # The exact share once as a float keeps whole amounts whole: 100.00 at 10 + 2.9 % leaves 87.10, not 87.0999….
    return np.round(price * float(1 - share) - fixed_minor, 6)


def year_step(limit: Threshold) -> int:
    """The volume of an even year at which a step begins, minor units."""
    return (_YEAR if limit.kind == "month_volume_above" else 1) * limit.minor
