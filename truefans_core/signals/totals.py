"""Members files: totals with a first and a last date, in the same unit as dated payments.

Formula: `total / (tenure + 90 d) · h / ln 2 · 0.5^(days since last / h)`: the pace of paying, times what a steady
payment of that pace is worth once faded, faded again since the last payment. An active pledge does not fade.

Before the day of the first export a member is taken to have paid evenly: the pace is that of the export, the income
of a year is the share of the total that falls into it, and nobody changes group for want of a second export.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from truefans_core.signals.activity import DAYS_PER_MONTH, YEAR
from truefans_core.signals.days import earlier, later

#: Days added to the time somebody has been paying, so that a first payment is no pace of its own.
GRACE_DAYS = 90.0


def totals(stated: pd.DataFrame, half_life: float) -> pd.DataFrame:
    """What the totals and the pledge of each person and source say.

    Args:
        stated: what `statements` gave, as a pandas frame; what is stated on a later day as `as_read_on` gave it. With
            `day`, the day the signals are for, and `paid_first`, that of the person's first dated payment on the
            platform, both in days since 1970-01-01: totals beside dated payments are money from before them.
        half_life: days after which a payment counts half.

    Returns:
        Same index. person_id, value (decayed minor units), lifetime_minor, income_year_minor,
        income_year_net_minor, payments, first, last, until (days since 1970-01-01 or NaN), monthly_minor,
        subscribed, ended, ended_on, dated, spread (its year is an estimate).
    """
    day = stated["day"]
    export = [stated["source"], day]
    stated_on = stated["stated_on"].astype(float)
    ahead = stated_on > day
    seen = stated_on.where(ahead, day)
    price = stated["unit_price"].fillna(0.0).astype(float)
    total = stated["lifetime_amount"].astype(float)
    member = (total.fillna(0.0) > 0) | (price > 0)
    paid_until = stated[["paid_through", "expires_at"]].astype(float).max(axis=1)
    status = stated["status"].astype(float)
    left = (status == 0) | ((stated["cancelled_at"].astype(float) <= day) & (status != 1))
    paid_for = paid_until >= day
    ran_out = (paid_until < day) & (status != 1)
    # A price alone is an active pledge where the export knows no status at all.
    pledged = (price > 0) & ((status == 1) | status.isna().groupby(export).transform("all"))
    active = member & ~left & ~ran_out & ((status == 1) | pledged | paid_for)
    months_each = stated["interval"].astype(float)
    months_each = months_each.where(months_each > 0).fillna(1.0)
    monthly = (price / months_each).where(active, 0.0)

    first = stated["first_paid_at"].astype(float).fillna(stated["joined_at"].astype(float))
    charged = stated["last_activity"].astype(float).where(member)
    gone_on = stated["cancelled_at"].astype(float).fillna(paid_until.where(ran_out))
    last = charged.fillna(gone_on).where(~active | charged.notna(), seen).clip(upper=seen)
    opening = stated["paid_first"].where(stated["paid_first"] <= day)
    before_log = opening.notna()
    last = last.where(~before_log, earlier(last, opening))
    first = first.where(~(first > last), last).fillna(last.where(~before_log))
    dated = first.notna() | last.notna()

    months = ((seen - first) / DAYS_PER_MONTH).round().clip(lower=1.0).fillna(1.0)
    # Beside dated payments a price is no further money.
    total = total.fillna((monthly * months).where(active & ~before_log, 0.0)).clip(lower=0.0)
    # Who has no first day has been there as long as the first of the same export, or a year.
    earliest = first.groupby(export).transform("min")
    known_first = first.fillna(earlier(earliest, day - YEAR))
    known_last = last.fillna(day).where(~active | before_log, seen)
    tenure = (known_last - known_first).clip(lower=0.0)
    fading = 0.5 ** ((day - known_last).clip(lower=0.0) / half_life)
    value = total / (tenure + GRACE_DAYS) * half_life / math.log(2) * fading
    # A pledge that runs beside dated payments is in those payments already.
    value = value.where(before_log, later(value, monthly))

    # What a member who stays paid last is for the time until the next payment.
    stays = active & ~before_log
    stop = last.where(~stays, (last + months_each * DAYS_PER_MONTH).clip(upper=seen))
    share = _share_in_year(first, stop, day - YEAR + 1, day)
    kept = (stated["lifetime_net"].astype(float) / stated["lifetime_amount"].astype(float)).fillna(1.0)
    # What was paid before the dated payments, nobody knows when, is no income of a year.
    placed = ~before_log | first.notna()
    year = np.floor(total * share.where(placed, 0.0) + 0.5)
    so_far = total.where(~ahead, total * _share_in_year(first, stop, None, day))
    ended = member & ~active & (left | ran_out)
    return pd.DataFrame(
        {
            "person_id": stated["person_id"],
            "value": value,
            "lifetime_minor": np.floor(so_far + 0.5),
            "income_year_minor": year,
            "income_year_net_minor": np.floor(year * kept.replace([np.inf, -np.inf], 1.0) + 0.5),
            # Orders beside dated payments are those payments.
            "payments": stated["order_count"]
            .astype(float)
            .where(~before_log)
            .fillna((total > 0).astype(float)),
            "first": first.where(total > 0),
            "last": last.where(total > 0).clip(upper=day),
            "until": later(paid_until, stated["next_charge_at"].astype(float).where(active)),
            "monthly_minor": np.floor(monthly + 0.5),
            "subscribed": active,
            "ended": ended,
            "ended_on": gone_on.fillna(charged).fillna(day).where(ended),
            "dated": dated & (total > 0),
            "spread": (total > 0) & dated & placed,
        },
        index=stated.index,
    )


def _share_in_year(first: pd.Series, last: pd.Series, start: pd.Series | None, end: pd.Series) -> pd.Series:
    """Share of a total, spread evenly over first…last (both days included), that falls within start…end."""
    begin, stop = first.fillna(last), last.fillna(first)
    inside = stop.clip(upper=end) - (begin if start is None else begin.clip(lower=start)) + 1.0
    share = inside.clip(lower=0.0) / (stop - begin + 1.0)
    return share.clip(0.0, 1.0).fillna(0.0)
