"""How they move, as pictures: who joined when, what each month brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from truefans_core.charts.theme import Theme, few_ticks, group_scale, palette, spoken_axis, themed
from truefans_core.words import Amount

if TYPE_CHECKING:
    import datetime as dt

    import pyarrow as pa

    from truefans_core.words import Words

__all__ = [
    "income_by_month",
    "income_lines",
    "income_sentence",
    "join_bars",
    "join_sentence",
    "joins_by_month",
]

Drawing = alt.LayerChart | alt.FacetChart

_MONTHS = 24


def joins_by_month(supporters: pd.DataFrame, as_of: dt.date, months: int = _MONTHS) -> pd.DataFrame:
    """How many people came on a list in each of the last months. Needs `joined_at`.

    Returns:
        `month` (first day, as datetime64), `people`; every month from the first with anybody to that of
        `as_of`, at most `months` of them; empty where no day of joining is known.
    """
    last = pd.Timestamp(as_of).to_period("M")
    joined = pd.to_datetime(supporters["joined_at"]).dropna()
    of_month = pd.PeriodIndex(joined.to_numpy(dtype="datetime64[ns]"), freq="M")
    of_month = of_month[(of_month <= last) & (of_month > last - months)]
    if not len(of_month):
        return pd.DataFrame({"month": pd.to_datetime([]), "people": pd.Series([], dtype="int64")})
    every = pd.period_range(of_month.min(), last, freq="M")
    counts = pd.Series(1, index=of_month).groupby(level=0).size().reindex(every, fill_value=0)
    return pd.DataFrame({"month": every.to_timestamp(), "people": counts.to_numpy(dtype="int64")})


def join_bars(joins: pd.DataFrame, say: Words, theme: Theme) -> Drawing:
    """A bar a month of who joined: `joins` from `joins_by_month`; a month without a number has no bar."""
    data = joins.assign(words="")
    if joins["people"].notna().any():
        told = {int(joins["people"].fillna(0).to_numpy().argmax()), len(data) - 1}
        data["words"] = [
            say.number(int(p)) if i in told and np.isfinite(p) else "" for i, p in enumerate(joins["people"])
        ]
    data["month"] = data["month"].dt.strftime("%Y-%m-%d")
    ticks = few_ticks(0, max(float(joins["people"].fillna(0).max()) if len(joins) else 1.0, 4.0))
    base = alt.Chart(data).encode(
        x=_month_band(data, say),
        y=alt.Y(
            "people:Q",
            scale=alt.Scale(domain=[0, ticks[-1] * 1.05]),
            axis=spoken_axis(ticks, say.number, title=say("charts.people")),
        ),
    )
    bars = base.mark_bar(color=palette(theme).engaged).encode(tooltip=alt.value(None))
    words = base.mark_text(dy=-8, color=palette(theme).text).encode(text="words:N")
    return themed(alt.layer(bars, words), theme, alt_text=join_sentence(joins, say))


def join_sentence(joins: pd.DataFrame, say: Words) -> str:
    """How many joined in the time shown, and in which month most did."""
    if joins.empty or not joins["people"].sum():
        return say("charts.none")
    best = joins.iloc[int(joins["people"].to_numpy().argmax())]
    return say(
        "charts.joins.sentence",
        n=int(joins["people"].sum()),
        months=len(joins),
        month=say.date(best["month"].date(), "MMMM y"),
        most=int(best["people"]),
    )


def income_by_month(
    events: pa.Table,
    groups: pd.DataFrame,
    state_of: pd.Series[Any],
    as_of: dt.date,
    *,
    months: int = 12,
    at_least: int = 1,
) -> pd.DataFrame:
    """What each group, as it stands today, brought in each of the last months: payments minus refunds.

    Args:
        events: columns.EVENTS with `value_minor` in the reporting currency.
        groups: `state` (one, or several joined by "+") and `label`.
        state_of: state by person_id.
        as_of: the day of the report; its month is the last.
        months: how many months.
        at_least: a month in which fewer people than this paid has no number (None), to keep single amounts out.

    Returns:
        `month`, `state`, `label`, `income_minor` (float, NaN where hidden); empty without dated payments.
    """
    import pyarrow.compute as pc

    empty = pd.DataFrame(
        {
            "month": pd.to_datetime([]),
            "state": [],
            "label": [],
            "income_minor": pd.Series([], dtype="float64"),
        },
    )
    money = events.filter(pc.is_in(events["kind"], value_set=_kinds())).select(
        ["person_id", "kind", "at", "value_minor"],
    )
    paid = money.to_pandas()
    paid = paid[paid["value_minor"].notna() & paid["at"].notna()]
    if paid.empty:
        return empty
    last = pd.Timestamp(as_of).to_period("M")
    month = pd.PeriodIndex(pd.to_datetime(paid["at"]).dt.tz_localize(None), freq="M")
    paid["month"] = month
    paid = paid[(month <= last) & (month > last - months)]
    if paid.empty:
        return empty
    paid["signed"] = paid["value_minor"].astype("int64") * np.where(paid["kind"] == "refund", -1, 1)
    paid["of"] = paid["person_id"].map(state_of)
    every = pd.period_range(last - months + 1, last, freq="M")
    parts = []
    for group in groups.to_dict("records"):
        of_group = paid[paid["of"].isin(str(group["state"]).split("+"))]
        sums = of_group.groupby("month")["signed"].sum().reindex(every, fill_value=0).astype("float64")
        payers = of_group.groupby("month")["person_id"].nunique().reindex(every, fill_value=0)
        parts.append(
            pd.DataFrame(
                {
                    "month": every.to_timestamp(),
                    "state": group["state"],
                    "label": group["label"],
                    "income_minor": sums.where((payers == 0) | (payers >= at_least)).to_numpy(),
                },
            ),
        )
    return pd.concat(parts, ignore_index=True)


def income_lines(monthly: pd.DataFrame, say: Words, theme: Theme, *, currency: str) -> Drawing:
    """A line a group of what each month brought, named at its end: `monthly` from `income_by_month`."""
    from babel.numbers import get_currency_precision

    unit = 10 ** get_currency_precision(currency)
    paying = [s for s, of in monthly.groupby("state", sort=False) if of["income_minor"].fillna(0).any()]
    data = monthly[monthly["state"].isin(paying) & monthly["income_minor"].notna()].copy()
    data["value"] = data["income_minor"] / unit
    ends = data.groupby("state", sort=False).tail(1).copy()
    low, high = (float(data["value"].min()), float(data["value"].max())) if len(data) else (0.0, 1.0)
    ticks = few_ticks(min(low, 0.0), max(high, 1.0))
    ends["place"] = _apart(ends["value"].to_numpy(dtype="float64"), (ticks[-1] - ticks[0]) * 0.08)
    for frame in (data, ends):
        frame["month"] = frame["month"].dt.strftime("%Y-%m-%d")
    names = data.drop_duplicates("state")
    colour = alt.Color(
        "label:N",
        scale=group_scale(theme, [str(s).split("+")[-1] for s in names["state"]], list(names["label"])),
        legend=None,
    )
    scale = alt.Scale(domain=[ticks[0], ticks[-1]])
    axis = spoken_axis(
        ticks,
        lambda value: say.money(round(value * unit), currency, whole=True),
        title=say("charts.income.y"),
    )
    x = _month_band(data, say)
    columns = ["month", "label", "value"]
    y = alt.Y("value:Q", scale=scale, axis=axis)
    lines = alt.Chart(data[columns]).mark_line().encode(x=x, y=y, color=colour)
    dots = alt.Chart(ends[columns]).mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=colour)
    words = (
        alt.Chart(ends[["month", "label", "place"]])
        .mark_text(align="left", dx=9, color=palette(theme).text)
        .encode(x=x, y=alt.Y("place:Q", scale=scale, axis=axis), text="label:N")
    )
    return themed(
        alt.layer(lines, dots, words),
        theme,
        alt_text=income_sentence(monthly, say, currency=currency),
    )


def income_sentence(monthly: pd.DataFrame, say: Words, *, currency: str) -> str:
    """What the months shown brought together, and the best of them."""
    if not len(monthly) or not monthly["income_minor"].fillna(0).any():
        return say("charts.none")
    months = monthly.groupby("month", as_index=False)["income_minor"].sum()
    sums = months["income_minor"].to_numpy(dtype="float64")
    best = months["month"].iloc[int(sums.argmax())]
    return say(
        "charts.income.sentence",
        month=say.date(best.date(), "MMMM y"),
        amount=Amount(round(float(sums.max())), currency, whole=True),
        mean=Amount(round(float(sums.mean())), currency, whole=True),
    )


def _kinds() -> Any:
    import pyarrow as pa

    return pa.array(["payment", "tip", "refund"])


def _month_band(data: pd.DataFrame, say: Words) -> alt.X:
    """Months side by side, every third or so named."""
    import datetime as dt

    months = sorted(set(data["month"]))
    stride = max(1, -(-len(months) // 6))
    named = months[::-1][::stride][::-1]
    said = {month: say.date(dt.date.fromisoformat(month), "MMM y") for month in named}
    words = "{" + ",".join(f'"{month}":{_quoted(text)}' for month, text in said.items()) + "}"
    return alt.X(
        "month:O",
        title=None,
        sort=months,
        axis=alt.Axis(
            values=named, labelExpr=f"{words}[datum.value]", labelAngle=0, labelOverlap="greedy", grid=False
        ),
    )


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _apart(values: Any, gap: float) -> Any:
    """The values moved so that no two are nearer than `gap`, in their order."""
    order = np.argsort(values, kind="stable")
    placed = values[order].copy()
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    over = placed[-1] - values.max() if len(placed) else 0.0
    result = np.empty_like(placed)
    result[order] = placed - over / 2
    return result
