"""Signs of attention and of telling others: one column per source and measure, NaN where unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from truefans_core.signals.activity import ADVOCACY_KINDS, INTEREST_KINDS, SURVEY, in_units, latest_answer

if TYPE_CHECKING:
    import numpy.typing as npt

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
    """Which source and platform have events of which kind, and since when.

    Args:
        events: columns.EVENTS, or with the day `on` in the place of `at`.

    Returns:
        source, platform, kind, first (in days since 1970-01-01), one row each.
    """
    on = events["on"] if "on" in events.column_names else events["at"].cast(pa.date32())
    found: pd.DataFrame = (
        events.select(["source", "platform", "kind"])
        .append_column("first", on.cast(pa.int32()))
        .group_by(["source", "platform", "kind"])
        .aggregate([("first", "min")])
        .to_pandas()
        .rename(columns={"first_min": "first"})
    )
    return found


def first_of(spoken: pd.DataFrame) -> dict[str, float]:
    """The first day of an event of each kind, in days since 1970-01-01.

    Args:
        spoken: what `spoken_of` gave.
    """
    return {str(kind): float(on) for kind, on in spoken.groupby("kind")["first"].min().items()}


def signs(
    who: pd.DataFrame, done: pd.DataFrame, stated: pd.DataFrame, spoken: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Signs of interest and of advocacy, indexed like `who`.

    Mail programs load letters before anybody reads them (since September 2021), so an open may be no reader. A click
    is one. Where somebody on a list has clicked, the opens of who never did count half (`UNCLICKED_OPEN`), and their
    last open is no sign of being there; the opens of who clicked count in full. On a list nobody clicked on, opens
    are all there is and count in full.

    Args:
        who: needs sources and platforms as categories, and day; indexed by person.
        done: what `activity` gave, indexed like `who`.
        stated: what `statements` gave.
        spoken: what `spoken_of` gave.
    """
    interest: dict[tuple[str, str], Any] = _done(INTEREST_KINDS, who, done, spoken)
    if (EVENTS, "click") in interest and (EVENTS, "open") in interest:
        silent = ~interest[EVENTS, "click"].gt(0) & _on_lists_with_clicks(who, spoken)
        interest[EVENTS, "open"] *= np.where(silent, UNCLICKED_OPEN, 1.0)
    advocacy: dict[tuple[str, str], Any] = _done(ADVOCACY_KINDS, who, done, spoken)
    if done[SURVEY].notna().any():
        advocacy[EVENTS, SURVEY] = latest_answer(done[SURVEY])
    for source, rows in stated.groupby("source", sort=True):
        place = who.index.get_indexer(pd.Index(rows["person_id"]))
        for measure in _INTEREST_STATED:
            if rows[measure].notna().any():
                interest[str(source), measure] = placed(_attention(rows, measure), place, len(who))
        for measure in _ADVOCACY_STATED:
            if rows[measure].notna().any():
                advocacy[str(source), measure] = placed(rows[measure].astype(float), place, len(who))
    return _table(interest, who), _table(advocacy, who)


def counted(found: pd.DataFrame) -> pd.Series:
    """All counts of signs together; NaN where no export speaks of them."""
    counts = [column for column in found.columns if column[1] not in _NOT_COUNTS]
    return found[counts].sum(axis=1, min_count=1) if counts else pd.Series(np.nan, index=found.index)


def last_sign(stated: pd.DataFrame) -> pd.Series:
    """The last day an export states somebody opened, clicked or was there, by person_id."""
    last = stated[["last_open", "last_click", "last_activity"]].astype(float).to_numpy()
    known = np.where(last <= stated["day"].to_numpy()[:, None], last, np.nan)
    latest = pd.Series(np.fmax.reduce(known, axis=1), index=stated.index)
    return latest.groupby(stated["person_id"]).max()


def listed_by(who: pd.DataFrame, spoken: pd.DataFrame, kinds: tuple[str, ...]) -> pd.Series:
    """Who stands in an export that had events of these kinds by their day."""
    return _named(who, "sources", spoken[spoken["kind"].isin(kinds)].groupby("source")["first"].min())


def _named(who: pd.DataFrame, lists: str, since: pd.Series) -> pd.Series:
    """Whose list, a category of names separated by ", ", holds one of the names that speak since some day."""
    first = [
        min((since[name] for name in text.split(", ") if name in since), default=np.inf)
        for text in who[lists].cat.categories
    ]
    codes = who[lists].cat.codes.to_numpy()
    return pd.Series(np.array([*first, np.inf])[codes] <= who["day"].to_numpy(), index=who.index)


def _done(
    kinds: tuple[str, ...], who: pd.DataFrame, done: pd.DataFrame, spoken: pd.DataFrame
) -> dict[tuple[str, str], Any]:
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
    clicks = spoken[spoken["kind"] == "click"]
    return _named(who, "platforms", clicks.groupby("platform")["first"].min())


def _attention(of_source: pd.DataFrame, measure: str) -> pd.Series:
    column = of_source[measure].astype(float)
    if measure == "last_activity":  # beside a total it is the last charge, not a visit
        return column.where(of_source["lifetime_amount"].isna())
    if measure not in (_OPENS, "last_open"):
        return column
    clicked = of_source["clicks"].astype(float).gt(0) | of_source["last_click"].notna()
    silent = ~clicked & clicked.groupby(of_source["day"]).transform("any")
    return column * np.where(silent, UNCLICKED_OPEN, 1.0) if measure == _OPENS else column.mask(silent)


def placed(
    values: npt.ArrayLike, place: npt.NDArray[np.intp], count: int, unknown: float = np.nan
) -> npt.NDArray[np.float64]:
    """Values of some people in a row for everybody.

    Args:
        values: of some people.
        place: the row of each of them.
        count: of rows.
        unknown: what all others get.
    """
    found = np.full(count, unknown)
    found[place] = values
    return found


def _table(found: dict[tuple[str, str], Any], who: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(found, index=who.index).dropna(axis="columns", how="all")
