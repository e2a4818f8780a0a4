"""Members files: totals with a first and a last date, in the same unit as dated payments.

Formula: `total / (tenure + 90 d) · h / ln 2 · 0.5^(days since last / h)`: the pace of paying, times what a steady
payment of that pace is worth once faded, faded again since the last payment. An active pledge does not fade.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pandas as pd

from truefans_core.signals.activity import DAYS_PER_MONTH, YEAR

#: Days added to the time somebody has been paying, so that a first payment is no pace of its own.
GRACE_DAYS = 90.0
_ENDED = r"former|cancel|ended|expired|inactive|lapsed|churned|deleted|closed"
_INTERVALS = ((r"year|annual|12", 12.0), (r"quarter", 3.0), (r"half|semi|6", 6.0), (r"week", 12 / 52))


def totals(stated: pd.DataFrame, paid_first: pd.Series, as_of: date, half_life: float) -> pd.DataFrame:
    """What the totals and the pledge of each person and source say.

    Args:
        stated: what `statements` gave, as a pandas frame.
        paid_first: first dated payment by (person_id, platform), in days since 1970-01-01: totals beside dated
            payments are money from before them.
        as_of: the day the signals are for.
        half_life: days after which a payment counts half.

    Returns:
        Same index. person_id, value (decayed minor units), lifetime_minor, income_year_minor,
        income_year_net_minor, payments, first, last, until (days since 1970-01-01 or NaN), monthly_minor,
        subscribed, ended, ended_on, dated, spread (its year is an estimate).
    """
    day = float((as_of - date(1970, 1, 1)).days)
    year_start = float((as_of - timedelta(days=YEAR - 1) - date(1970, 1, 1)).days)
    price = stated["unit_price"].fillna(0.0).astype(float)
    total = stated["lifetime_amount"].astype(float)
    member = (total.fillna(0.0) > 0) | (price > 0)
    until = stated[["paid_through", "expires_at", "next_charge_at"]].astype(float).max(axis=1)
    status = stated["status"].fillna("").astype(str)
    left = status.str.contains(_ENDED) | (stated["cancelled_at"].astype(float) <= day)
    paid_for = stated[["paid_through", "expires_at"]].astype(float).max(axis=1) >= day
    ran_out = until < day
    active = member & ~left & ~ran_out & ((price > 0) | paid_for)
    monthly = (price / _months(stated["interval"])).where(active, 0.0)

    first = stated["first_paid_at"].astype(float).fillna(stated["joined_at"].astype(float))
    charged = stated["last_activity"].astype(float).where(member)
    gone_on = stated["cancelled_at"].astype(float).fillna(until.where(ran_out))
    last = charged.fillna(gone_on).where(~active | charged.notna(), day).clip(upper=day)
    key = pd.MultiIndex.from_arrays([stated["person_id"], stated["platform"]])
    opening = pd.Series(paid_first.reindex(key).to_numpy(dtype=float), index=stated.index)
    before_log = opening.notna()
    last = last.fillna(opening).where(~before_log, np.fmin(last, opening))
    first = np.fmin(first, last.fillna(first))
    dated = first.notna() | last.notna()

    months = ((day - first) / DAYS_PER_MONTH).round().clip(lower=1.0).fillna(1.0)
    total = total.fillna((monthly * months).where(active, 0.0)).clip(lower=0.0)
    known_first = first.fillna(np.fmin(first.min(), day - YEAR) if first.notna().any() else day - YEAR)
    known_last = pd.Series(np.where(active & ~before_log, day, last.fillna(day)), index=stated.index)
    tenure = (known_last - known_first).clip(lower=0.0)
    fading = 0.5 ** ((day - known_last).clip(lower=0.0) / half_life)
    value = total / (tenure + GRACE_DAYS) * half_life / math.log(2) * fading
    # A pledge that runs beside dated payments is in those payments already.
    value = value.where(before_log, np.maximum(value, monthly))

    share = _share_in_year(first, last.where(~active | last.notna(), day), year_start, day)
    kept = (stated["lifetime_net"].astype(float) / stated["lifetime_amount"].astype(float)).fillna(1.0)
    year = np.floor(total * share + 0.5)
    ended = member & ~active & (left | ran_out)
    return pd.DataFrame(
        {
            "person_id": stated["person_id"],
            "value": value,
            "lifetime_minor": np.floor(total + 0.5),
            "income_year_minor": year,
            "income_year_net_minor": np.floor(year * kept.replace([np.inf, -np.inf], 1.0) + 0.5),
            "payments": stated["order_count"].astype(float).fillna((total > 0).astype(float)),
            "first": first.where(total > 0),
            "last": last.where(total > 0),
            "until": until.where(active | paid_for),
            "monthly_minor": np.floor(monthly + 0.5),
            "subscribed": active,
            "ended": ended,
            "ended_on": gone_on.fillna(charged).fillna(day).where(ended),
            "dated": dated & (total > 0),
            "spread": (total > 0) & dated,
        },
        index=stated.index,
    )


def _months(interval: pd.Series) -> pd.Series:
    """Months between two charges, from the words of the export; 1 where it does not say."""
    words = interval.fillna("").astype(str)
    months = pd.Series(1.0, index=interval.index)
    for pattern, length in reversed(_INTERVALS):
        months = months.mask(words.str.contains(pattern), length)
    return months


def _share_in_year(first: pd.Series, last: pd.Series, start: float, end: float) -> pd.Series:
    """Share of a total, spread evenly over first…last (both days included), that falls within start…end."""
    begin, stop = first.fillna(last), last.fillna(first)
    inside = np.minimum(stop, end) - np.maximum(begin, start) + 1.0
    return (inside.clip(lower=0.0) / (stop - begin + 1.0)).clip(0.0, 1.0).fillna(0.0)
