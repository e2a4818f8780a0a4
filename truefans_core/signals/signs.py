"""Signs of attention and of telling others: one column per source and measure, NaN where unknown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.signals.activity import ADVOCACY_KINDS, INTEREST_KINDS, SURVEY, in_units, latest_answer

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


def signs(
    who: pd.DataFrame, done: pd.DataFrame, stated: pd.DataFrame, events: pa.Table
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Signs of interest and of advocacy, indexed like `who`.

    Mail programs load letters before anybody reads them (since September 2021), so an open may be no reader. A click
    is one. Where somebody on a list has clicked, the opens of who never did count half (`UNCLICKED_OPEN`), and their
    last open is no sign of being there; the opens of who clicked count in full. On a list nobody clicked on, opens
    are all there is and count in full.

    Args:
        who: needs sources and platforms; indexed by person_id.
        done: what `activity` gave, indexed like `who`.
        stated: what `statements` gave.
        events: columns.EVENTS.
    """
    interest = _done(INTEREST_KINDS, who, done, events)
    if (EVENTS, "click") in interest and (EVENTS, "open") in interest:
        silent = ~interest[EVENTS, "click"].gt(0) & _on_lists_with_clicks(who, events)
        interest[EVENTS, "open"] *= np.where(silent, UNCLICKED_OPEN, 1.0)
    advocacy = _done(ADVOCACY_KINDS, who, done, events)
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


def sources_of(events: pa.Table, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The exports that have events of these kinds."""
    rows = events.filter(pc.is_in(events["kind"], pa.array(kinds)))
    return tuple(source for source in pc.unique(rows["source"]).to_pylist() if source is not None)


def listed_by(who: pd.DataFrame, sources: tuple[str, ...]) -> pd.Series:
    """Who stands in one of these exports."""
    texts = who["sources"].fillna("").astype(str)
    known = {text: not set(text.split(", ")).isdisjoint(sources) for text in texts.unique()}
    return texts.map(known).astype(bool)


def _done(
    kinds: tuple[str, ...], who: pd.DataFrame, done: pd.DataFrame, events: pa.Table
) -> dict[tuple[str, str], pd.Series]:
    """Decayed counts of dated events; 0 for who stands in an export that has them and did none."""
    return {
        (EVENTS, kind): (in_units(done[kind].fillna(0.0))).where(
            done[kind].notna() | listed_by(who, sources_of(events, (kind,)))
        )
        for kind in kinds
        if done[kind].notna().any()
    }


def _on_lists_with_clicks(who: pd.DataFrame, events: pa.Table) -> pd.Series:
    """Who is on a platform on which somebody clicked."""
    clicks = events.filter(pc.equal(events["kind"], "click"))
    clicked = {platform for platform in pc.unique(clicks["platform"]).to_pylist() if platform}
    texts = who["platforms"].fillna("").astype(str)
    return texts.map({text: not clicked.isdisjoint(text.split(", ")) for text in texts.unique()}).astype(bool)


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
