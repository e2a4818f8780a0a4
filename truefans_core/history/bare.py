"""The rows of a log of payments and nothing else: many months of many people, without what such a log cannot tell.

What is left out of `signals` and `marks` here is unknown for everybody; the rest is the same (a test compares the two).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from truefans_core.signals.activity import in_units
from truefans_core.signals.days import moments, number_of
from truefans_core.signals.standing import RETRY_DAYS

_PAYING = {"payment", "refund", "fee", "tax"}


def only_payments(kinds: Iterable[str]) -> bool:
    """Whether these kinds of events tell of payments only."""
    return set(kinds) <= _PAYING


def bare_rows(done: pd.DataFrame, day: date, name: str | None = None) -> pd.DataFrame:
    """What `rules.tiers`, `keep` and `gone` need of each person.

    Args:
        done: what `Running.by` gave of a log that is `only_payments`.
        day: the day.
        name: the score to rank by, as `marks.mark` takes it; None: the best these payments tell.
    """
    now = number_of(day)
    until, last_paid = done["period_until"], done["last_paid"]
    subscribed = until > now
    counted = name == "decayed_count" if name else not (done["amounts"] > 0).any()
    score = in_units(done["decayed_count"]) if counted else in_units(done["decayed"]).clip(lower=0.0)
    return pd.DataFrame(
        {
            "score": score,
            "interest": np.nan,
            "investment": score,
            "advocacy": np.nan,
            "payments": done["payments"],
            "lifetime_minor": done["lifetime_minor"].astype("int64"),
            "income_year_minor": done["income_year_minor"].astype("int64"),
            "last_paid_at": moments(last_paid),
            "last_at": moments(done["last_on"]),
            "paid_through": moments(until),
            "subscribed": subscribed,
            "ended": (until < now - RETRY_DAYS) & ~subscribed & (last_paid <= until),
        },
        index=done.index,
    )
