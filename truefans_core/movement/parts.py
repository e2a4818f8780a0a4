"""What tells people apart besides their group: where they came from, where they live, what they bought first and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.compute as pc

if TYPE_CHECKING:
    import pyarrow as pa

#: Fewer people than this say nothing of a part.
FEWEST = 5
#: A longer answer is a text of its own, not one of a few to choose from.
_LONGEST_ANSWER = 80
#: Answers to "how likely are you to recommend" from here on recommend; below the second they rather do not.
_RECOMMENDS, _UNDECIDED = 9, 7


def parts(
    supporters: pd.DataFrame, events: pa.Table, snapshots: pa.Table, since: pd.Series
) -> dict[str, pd.DataFrame]:
    """What people can be told apart by: pairs of a person and a value, a person may have several values of one kind.

    Args:
        supporters: needs person_id, channel, country.
        events: columns.EVENTS.
        snapshots: columns.SNAPSHOTS.
        since: since when each person is known, in days since 1970-01-01, indexed by person_id; 0 or less: always.

    Returns:
        By `channel`, `country`, `product` (of the first purchase: who stays longer buys more of them), `joined` (month, 2026-01), `recommends` (9, 7 or 0: the lowest
        answer of a part) and `answer` (to questions of a survey) the frame of `person_id` and `value`; without those
        that tell nobody apart.
    """
    found = {
        "channel": _column(supporters, "channel"),
        "country": _column(supporters, "country"),
        "product": _first_products(events),
        "joined": _joined(since),
        "recommends": _recommends(events, snapshots),
        "answer": _answers(snapshots),
    }
    return {name: pairs for name, pairs in found.items() if len(sizes(pairs)) > 1}


def sizes(pairs: pd.DataFrame) -> pd.Series:
    """How many people have each value, the most first; values of fewer than `FEWEST` left out.

    Args:
        pairs: `person_id` and `value`, each pair once.
    """
    counted = pairs.groupby("value").size()
    order = sorted(counted.index, key=lambda value: (-counted[value], value))
    enough: pd.Series = counted.reindex(order)[lambda people: people >= FEWEST]
    return enough


def _column(supporters: pd.DataFrame, name: str) -> pd.DataFrame:
    known = supporters[supporters[name].notna()]
    return pd.DataFrame({"person_id": known["person_id"], "value": known[name].astype(str)})


def _first_products(events: pa.Table) -> pd.DataFrame:
    """What each person bought on the first day they bought anything named."""
    bought = events.filter(
        pc.and_(
            pc.and_(pc.equal(events["kind"], "payment"), pc.is_valid(events["person_id"])),
            pc.and_(pc.is_valid(events["product"]), pc.is_valid(events["at"])),
        )
    ).select(["person_id", "product", "at"])
    rows = bought.to_pandas().rename(columns={"product": "value"})
    day = pd.to_datetime(rows["at"]).dt.tz_localize(None).dt.normalize()
    first = day.groupby(rows["person_id"]).transform("min")
    pairs: pd.DataFrame = rows.loc[day == first, ["person_id", "value"]]
    return pairs.drop_duplicates(ignore_index=True)


def _joined(since: pd.Series) -> pd.DataFrame:
    known = since[since > 0]
    month = pd.to_datetime(known.to_numpy(), unit="D").strftime("%Y-%m")
    return pd.DataFrame({"person_id": known.index, "value": month})


def _pairs(rows: pa.Table, name: str) -> pd.DataFrame:
    named = rows.filter(pc.is_valid(rows["person_id"]))
    pairs: pd.DataFrame = named.group_by(["person_id", name]).aggregate([]).to_pandas()
    return pairs.rename(columns={name: "value"})


def _recommends(events: pa.Table, snapshots: pa.Table) -> pd.DataFrame:
    """The latest answer of each person."""
    dated = events.filter(pc.and_(pc.equal(events["kind"], "survey"), pc.is_valid(events["person_id"])))
    stated = snapshots.filter(
        pc.and_(pc.equal(snapshots["measure"], "recommend_score"), pc.is_valid(snapshots["value"]))
    )
    rows = pd.concat(
        [
            pd.DataFrame(
                {
                    "person_id": dated["person_id"].to_pandas(),
                    "on": pd.to_datetime(dated["at"].to_pandas()).dt.tz_localize(None),
                    "score": dated["quantity"].to_pandas(),
                }
            ),
            pd.DataFrame(
                {
                    "person_id": stated["person_id"].to_pandas(),
                    "on": pd.to_datetime(stated["as_of"].to_pandas()),
                    "score": stated["value"].to_pandas(),
                }
            ),
        ],
        ignore_index=True,
    ).dropna(subset=["person_id", "score"])
    latest = rows.sort_values(["on", "score"]).groupby("person_id", as_index=False).tail(1)
    part = latest["score"].map(
        lambda score: _RECOMMENDS if score >= _RECOMMENDS else _UNDECIDED if score >= _UNDECIDED else 0
    )
    return pd.DataFrame({"person_id": latest["person_id"], "value": part.astype(str)})


def _answers(snapshots: pa.Table) -> pd.DataFrame:
    answered = snapshots.filter(
        pc.and_(pc.equal(snapshots["measure"], "custom"), pc.is_valid(snapshots["text"]))
    )
    short = answered.filter(pc.less_equal(pc.utf8_length(answered["text"]), _LONGEST_ANSWER))
    return _pairs(short, "text")
