"""Signs of attention and of telling others: one column per source and measure, NaN where unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from truefans_core.signals.activity import ADVOCACY_KINDS, INTEREST_KINDS, SURVEY, in_units, latest_answer

if TYPE_CHECKING:
    import pyarrow as pa

_INTEREST_STATED = (
    "opens", "clicks", "views", "comments_count", "hours_given", "activity_score", "rating", "last_activity",
    "last_open", "last_click",
)  # fmt: skip
_ADVOCACY_STATED = ("shares", "gifts_given", "recommend_score", "sales_generated")
_OPENS = "opens"
#: What an open counts of somebody who never clicked, on a list on which others did.
UNCLICKED_OPEN = 0.5
_NOT_COUNTS = (
    "activity_score",
    "rating",
    "last_activity",
    "last_open",
    "last_click",
    "recommend_score",
    SURVEY,
)
#: In the place of a source: decayed counts of dated events, whatever export they come from.
EVENTS = "events"


def spoken_of(events: pa.Table) -> pd.DataFrame:
    """Which source and platform have events of which kind: columns source, platform, kind, one row each.

    Args:
        events: columns.EVENTS.
    """
    found: pd.DataFrame = events.group_by(["source", "platform", "kind"]).aggregate([]).to_pandas()
    return found


def signs(
    who: pd.DataFrame, done: pd.DataFrame, stated: pd.DataFrame, spoken: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Signs of interest and of advocacy, indexed like `who`.

    Mail programs load letters before anybody reads them (since September 2021), so an open may be no reader. A click
    is one. Where somebody on a list has clicked, the opens of who never did count half (`UNCLICKED_OPEN`), and their
    last open is no sign of being there; the opens of who clicked count in full. On a list nobody clicked on, opens
    are all there is and count in full.

    Args:
        who: needs sources and platforms as categories; indexed by person_id.
        done: what `activity` gave, indexed like `who`.
        stated: what `statements` gave.
        spoken: what `spoken_of` gave.
    """
    interest = _done(INTEREST_KINDS, who, done, spoken)
    if (EVENTS, "click") in interest and (EVENTS, "open") in interest:
        silent = ~interest[EVENTS, "click"].gt(0) & _on_lists_with_clicks(who, spoken)
        interest[EVENTS, "open"] *= np.where(silent, UNCLICKED_OPEN, 1.0)
    advocacy = _done(ADVOCACY_KINDS, who, done, spoken)
    if done[SURVEY].notna().any():
        advocacy[EVENTS, SURVEY] = latest_answer(done[SURVEY])
    for source, rows in stated.groupby("source", sort=True):
        of_source = rows.set_index("person_id")
        for measure in _INTEREST_STATED:
            interest[str(source), measure] = _attention(of_source, measure).reindex(who.index)
        for measure in _ADVOCACY_STATED:
            advocacy[str(source), measure] = of_source[measure].astype(float).reindex(who.index)
    return _table(interest, who), _table(advocacy, who)


def counted(found: pd.DataFrame) -> pd.Series:
    """All counts of signs together; NaN where no export speaks of them."""
    counts = [column for column in found.columns if column[1] not in _NOT_COUNTS]
    return found[counts].sum(axis=1, min_count=1) if counts else pd.Series(np.nan, index=found.index)


def last_sign(stated: pd.DataFrame, day: float) -> pd.Series:
    """The last day an export states somebody opened, clicked or was there, by person_id."""
    last = stated[["last_open", "last_click", "last_activity"]].astype(float)
    return last.where(last <= day).max(axis=1).groupby(stated["person_id"]).max()


def listed_by(who: pd.DataFrame, spoken: pd.DataFrame, kinds: tuple[str, ...]) -> pd.Series:
    """Who stands in an export that has events of these kinds."""
    return _named(who["sources"], spoken.loc[spoken["kind"].isin(kinds), "source"])


def _named(lists: pd.Series, names: pd.Series) -> pd.Series:
    """Whose list, a category of names separated by ", ", holds one of the names."""
    wanted = set(names.dropna())
    holds = [not wanted.isdisjoint(text.split(", ")) for text in lists.cat.categories]
    codes = lists.cat.codes.to_numpy()
    return pd.Series(np.array([*holds, False])[codes], index=lists.index)


def _done(
    kinds: tuple[str, ...], who: pd.DataFrame, done: pd.DataFrame, spoken: pd.DataFrame
) -> dict[tuple[str, str], pd.Series]:
    """Decayed counts of dated events; 0 for who stands in an export that has them and did none."""
    return {
        (EVENTS, kind): (in_units(done[kind].fillna(0.0))).where(
            done[kind].notna() | listed_by(who, spoken, (kind,))
        )
        for kind in kinds
        if done[kind].notna().any()
    }


def _on_lists_with_clicks(who: pd.DataFrame, spoken: pd.DataFrame) -> pd.Series:
    """Who is on a platform on which somebody clicked."""
    return _named(who["platforms"], spoken.loc[spoken["kind"] == "click", "platform"])


def _attention(of_source: pd.DataFrame, measure: str) -> pd.Series:
    column = of_source[measure].astype(float)
    if measure == "last_activity":  # beside a total it is the last charge, not a visit
        return column.where(of_source["lifetime_amount"].isna())
    clicked = of_source["clicks"].astype(float).gt(0) | of_source["last_click"].notna()
    if measure == _OPENS and clicked.any():
        return column * np.where(clicked, 1.0, UNCLICKED_OPEN)
    if measure == "last_open" and clicked.any():
        return column.where(clicked)
    return column


def _table(found: dict[tuple[str, str], pd.Series], who: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(found, index=who.index).dropna(axis="columns", how="all")
