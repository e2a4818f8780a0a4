"""What one plan of one platform takes of a payment, and what is left of a year.

Shares are exact fractions, fixed parts integer minor units. A payment that really happened is rounded half up once
(`net`); plans for a year keep the exact fraction (`net_exact`), so that twelve payments of 100/12 lose nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

ThresholdKind = Literal["payment_at_most", "payment_below", "month_volume_above", "year_volume_above"]
_MONTHS = 12
#: Whole years after the year in which a row was read.
_YEARS_GOOD = 2


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where other fees apply: to small payments, or to what is sold beyond a volume.

    Attributes:
        kind: what is compared with `minor`. A volume step concerns only what lies beyond it.
        minor: the limit, minor units of the row's currency.
        share: all percentage parts together, once the limit applies.
        fixed_minor: the fixed part a payment, once the limit applies.
    """

    kind: ThresholdKind
    minor: int
    share: Fraction
    fixed_minor: int

    @property
    def of_payment(self) -> bool:
        """Whether the size of one payment decides, rather than what a month or year brings."""
        return self.kind in ("payment_at_most", "payment_below")

    def concerns(self, payment_minor: Fraction | int) -> bool:
        """Whether a payment of this size falls under a payment limit."""
        return payment_minor <= self.minor if self.kind == "payment_at_most" else payment_minor < self.minor


@dataclass(frozen=True, slots=True)
class YearOfFans:
    """What a year of equal fans leaves after fees, as a function of how many they are.

    Up to `knee` fans each leaves `net`; every further one `net_beyond` (volume steps of the row). The plan's monthly
    price is taken off once; what other people leave by the same row is in it, as less to take off.
    """

    net: Fraction
    knee: Fraction | None
    net_beyond: Fraction
    once: Fraction | int

    def of(self, fans: Fraction | int) -> Fraction:
        """Net minor units a year of so many fans, the plan's price taken off."""
        first = Fraction(fans) if self.knee is None else min(Fraction(fans), self.knee)
        return first * self.net + (fans - first) * self.net_beyond - self.once

    def fans_for(self, target_minor: int) -> int:
        """The fewest fans who leave at least the target: `ceil((target + 12·monthly) / net per fan a year)`.

        Raises:
            Refused: if nothing is left of a payment.
        """
        target = target_minor + self.once
        if target <= 0:
            return 0
        _must_leave_something(self.net)
        if self.knee is None or target <= self.knee * self.net:
            return math.ceil(Fraction(target) / self.net)
        _must_leave_something(self.net_beyond)
        return math.ceil(self.knee + (target - self.knee * self.net) / self.net_beyond)


@dataclass(frozen=True, slots=True)
class FeeRow:
    """What one plan of one platform takes of a payment.

    Attributes:
        slug: key, for example `patreon`.
        platform: the platform's own name.
        plan: which plan or kind of sale.
        default: whether it stands for its platform.
        platform_share: what the platform keeps, 0.10 as an exact fraction.
        processing_share: what the card costs, likewise.
        fixed_minor: fixed part a payment.
        currency: ISO 4217 code of every amount of the row.
        monthly_minor: price of the plan a month.
        threshold: where other fees apply, or None.
        rule: what else the source says.
        valid_from: since when, as far as known: "2025-08-04", "2024-05", "2026" or empty.
        read_on: when the source was read, likewise.
        source: who says so.
        confidence: how far to trust it, in words.
        valid_until: until when it held, likewise; empty where it holds as far as known.
    """

    slug: str
    platform: str
    plan: str
    default: bool
    platform_share: Fraction
    processing_share: Fraction
    fixed_minor: int
    currency: str
    monthly_minor: int
    threshold: Threshold | None
    rule: str
    valid_from: str
    read_on: str
    source: str
    confidence: str
    valid_until: str = ""

    def expired(self, today: dt.date) -> bool:
        """Whether it no longer holds, or was read so long ago that it is better looked up anew: two years."""
        if self.valid_until:
            return self.valid_until < today.isoformat()[: len(self.valid_until)]
        return bool(self.dated) and int(self.dated[:4]) < today.year - _YEARS_GOOD

    @property
    def free(self) -> bool:
        """Whether nothing is taken, of a payment or a month."""
        return not (self.platform_share or self.processing_share or self.fixed_minor or self.monthly_minor)

    @property
    def dated(self) -> str:
        """The date that stands beside every result: when it was read, else since when it is valid; may be empty."""
        return self.read_on or self.valid_from

    def parts(self, payment_minor: Fraction | int) -> tuple[Fraction, Fraction, int]:
        """Platform share, card share and fixed part of a payment of this size, before any volume step."""
        limit = self.threshold
        if limit is not None and limit.of_payment and limit.concerns(payment_minor):
            return self.platform_share, limit.share - self.platform_share, limit.fixed_minor
        return self.platform_share, self.processing_share, self.fixed_minor

    def net_exact(self, payment_minor: Fraction | int) -> Fraction:
        """What is left of one payment, `P − P·share − fixed`, unrounded; negative where the fixed part is larger."""
        platform, card, fixed = self.parts(payment_minor)
        return payment_minor * (1 - platform - card) - fixed

    def net(self, payment_minor: int) -> int:
        """What is left of one payment, in minor units, rounded half up once.

        Example:
            >>> from truefans_core.fees import book
            >>> book()["stripe-card"].net(10_000)
            9680
        """
        return math.floor(self.net_exact(payment_minor) + Fraction(1, 2))

    def gross_up(self, net_minor: int) -> int:
        """The smallest payment that leaves `net_minor`: `(net + fixed) / (1 − share)`, up to a whole minor unit.

        Raises:
            Refused: if the fees take everything.
        """
        found = [p for p in self._candidates(net_minor) if self.net(p) >= net_minor]
        if not found:
            raise Refused(Problem("S_FEES"))
        return min(found)

    def share_kept(self, payment_minor: Fraction | int) -> Fraction:
        """Which part of a payment is left, exactly; 0 where the fees eat all of it.

        Raises:
            Refused: if the payment is not above zero.
        """
        if payment_minor <= 0:
            raise Refused(Problem("S_PRICE"))
        return max(Fraction(0), self.net_exact(payment_minor) / payment_minor)

    def year(self, price_minor: Fraction | int, payments: int = 1) -> YearOfFans:
        """What fans leave who each pay `price_minor` a year in so many equal payments, spread over the year.

        Raises:
            Refused: if the price is not above zero.
        """
        if price_minor <= 0:
            raise Refused(Problem("S_PRICE"))
        price = Fraction(price_minor)
        net = payments * self.net_exact(price / payments)
        knee, beyond = None, net
        limit = self.threshold
        if limit is not None and not limit.of_payment:
            periods = _MONTHS if limit.kind == "month_volume_above" else 1
            knee = periods * limit.minor / price
            beyond = price * (1 - limit.share) - payments * limit.fixed_minor
        return YearOfFans(net, knee, beyond, _MONTHS * self.monthly_minor)

    def in_currency(self, currency: str, per_minor: Fraction) -> FeeRow:
        """The same row with its amounts exchanged, `per_minor` minor units of `currency` for one of its own."""
        limit = self.threshold
        return replace(
            self,
            currency=currency,
            fixed_minor=_half_up(self.fixed_minor * per_minor),
            monthly_minor=_half_up(self.monthly_minor * per_minor),
            threshold=limit
            and replace(
                limit,
                minor=_half_up(limit.minor * per_minor),
                fixed_minor=_half_up(limit.fixed_minor * per_minor),
            ),
        )

    def _candidates(self, net_minor: int) -> Iterator[int]:
        limit = self.threshold
        sides = [(self.platform_share + self.processing_share, self.fixed_minor)]
        if limit is not None and limit.of_payment:
            sides.append((limit.share, limit.fixed_minor))
            yield limit.minor + 1
            yield limit.minor
        for share, fixed in sides:
            if share < 1:
                # Half-up rounding already leaves the net half a unit below the exact payment.
                yield max(0, math.ceil((net_minor + fixed - Fraction(1, 2)) / (1 - share)))


def _half_up(amount: Fraction) -> int:
    return math.floor(amount + Fraction(1, 2))


def _must_leave_something(net: Fraction) -> None:
    if net <= 0:
        raise Refused(Problem("S_FEES"))
