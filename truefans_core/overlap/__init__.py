"""The same money twice: totals beside dated payments, and a processor beside the platform it collects for.

Within a platform dated payments replace totals. Where a platform has any dated money in a currency, each total
(`lifetime_amount`) its exports state in that currency becomes `opening_amount`: the total minus the person's
dated payments and tips, plus refunds, up to the day of the statement, never below zero. It is money that was paid
before the dated payments begin, on days nobody knows. In the account the rest of the total is merged. So what a person ever paid is the sum of the events and, per
source, of the rows of the latest day of `opening_amount` (platforms with events) or `lifetime_amount` (without).

Between a processor and a platform the same amount of the same person within three days is probably one payment.
Whether it is, the user is asked once per pair of sources; until then both are counted, and said to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truefans_core.overlap.pairs import Pair, merge_copies, pairs
from truefans_core.overlap.totals import doubtful, open_totals
from truefans_core.problems import Problem
from truefans_core.rates import decimals

__all__ = ["Pair", "Settled", "propose", "settle"]


@dataclass(frozen=True, slots=True)
class Settled:
    """Events, snapshots and account with no money counted twice, but for pairs nobody has decided on."""

    events: pa.Table
    snapshots: pa.Table
    account: pa.Table
    problems: tuple[Problem, ...]


def propose(events: pa.Table) -> tuple[Pair, ...]:
    """The pairs of sources to ask about, in alphabetical order.

    Args:
        events: a columns.EVENTS table.
    """
    return tuple(pair for pair, _ in pairs(events))


def settle(
    events: pa.Table, snapshots: pa.Table, account: pa.Table, same_money: Mapping[str, bool]
) -> Settled:
    """Apply the user's answers about pairs, then let dated payments replace totals.

    Args:
        events: a columns.EVENTS table.
        snapshots: a columns.SNAPSHOTS table.
        account: the columns.ACCOUNT of their records.
        same_money: `Pair.key` to the answer.
    """
    problems = []
    copies = np.zeros(events.num_rows, np.bool_)
    for pair, matched in pairs(events):
        answer = same_money.get(pair.key)
        if answer:
            copies[matched] = True
        elif answer is None:
            sums = ", ".join(
                f"{currency} {_major(minor, currency)}" for currency, minor in pair.money.items()
            )
            problems.append(
                Problem(
                    "N_OVERLAP", pair.matches, {"a": pair.a, "b": pair.b, "n": pair.matches, "money": sums}
                ),
            )
    events, account = merge_copies(events, account, copies)
    snapshots, account = open_totals(events, snapshots, account)
    if several := doubtful(events, snapshots):
        problems.append(Problem("N_TOTALS_BESIDE", several))
    return Settled(events, snapshots, account, tuple(problems))


def _major(minor: int, currency: str) -> str:
    digits = decimals(currency)
    return f"{minor / 10**digits:.{digits}f}"
