"""What the latest events and exports say that decides a strategy: a card, a refund, what was bought, what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.cultivate.survey import question_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: Columns added to the supporters, with the value of somebody nothing is known of.
SIGNS = {
    "product": None,
    "refunded_at": pd.NaT,
    "declined": False,
    "recommends": float("nan"),
    "answered_at": pd.NaT,
    "question": None,
    "answer": None,
}
#: The last day on which a file tells of a payment; of a member who stays, the supporters say that of the analysis.
PAID_AT = "paid_at"
_DECLINED = r"(?i)declin|past[ _-]?due|fail|unpaid"
#: Of several open answers of one person the first of these says most about what to do.
_MOST_TELLING = ("next", "miss", "why")


def signs(
    events: pa.Table,
    snapshots: pa.Table,
    as_of: date,
    headers: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
) -> pd.DataFrame:
    """One row per person who shows any sign, indexed by person_id.

    Args:
        events: columns.EVENTS.
        snapshots: columns.SNAPSHOTS; the latest status of a person and source counts.
        as_of: later events and statements are not looked at.
        headers: file_id → role → columns, for the questions of open answers; without it they stay unknown.

    Returns:
        Columns of `SIGNS`: the product last paid for, the day of the last refund, whether a payment was declined;
        the last answer from 0 to 10 on recommending; the day of the last answer of any kind; and of that survey
        the most telling open answer with the question it is to (`survey.QUESTIONS`). And `PAID_AT`.
    """
    until = pa.scalar(pd.Timestamp(as_of, tz="UTC") + pd.Timedelta(days=1), events.schema.field("at").type)
    known = events.filter(pc.and_(pc.is_valid(events["person_id"]), pc.less(events["at"], until)))
    known = known.select(["person_id", "kind", "at", "product", "quantity"]).sort_by("at")
    bought = known.filter(pc.and_(pc.equal(known["kind"], "payment"), pc.is_valid(known["product"])))
    refunds = known.filter(pc.equal(known["kind"], "refund"))
    rated = known.filter(pc.equal(known["kind"], "survey")).to_pandas().groupby("person_id")
    stated = snapshots.filter(pc.less_equal(snapshots["as_of"], pa.scalar(as_of)))
    status = stated.filter(pc.equal(stated["measure"], "status"))
    latest = (
        status.select(["person_id", "source", "as_of", "text"])
        .sort_by("as_of")
        .to_pandas()
        .drop_duplicates(["person_id", "source"], keep="last")
    )
    charged = stated.filter(pc.equal(stated["measure"], "last_activity")).select(["person_id", "value"])
    charged_at = pd.to_datetime(charged.to_pandas().groupby("person_id")["value"].max(), unit="D")
    paid = known.filter(pc.equal(known["kind"], "payment")).select(["person_id", "at"])
    paid_at = paid.to_pandas().groupby("person_id")["at"].max()
    declined = latest.loc[latest["text"].fillna("").astype(str).str.contains(_DECLINED), "person_id"]
    said = _answers(stated.filter(pc.equal(stated["measure"], "custom")), headers or {})
    found = pd.DataFrame(
        {
            "product": bought.to_pandas().groupby("person_id")["product"].last(),
            "refunded_at": refunds.to_pandas().groupby("person_id")["at"].max(),
            "declined": pd.Series(True, index=pd.Index(declined.unique(), dtype=object)),  # noqa: FBT003 a value
            "recommends": rated["quantity"].last(),
            "rated_at": rated["at"].last().dt.tz_localize(None),
            "said_at": pd.to_datetime(said["as_of"]),
            "question": said["question"],
            "answer": said["answer"],
            PAID_AT: pd.concat([charged_at, paid_at.dt.tz_localize(None)], axis=1).max(axis=1),
        }
    )
    # A day in two columns is one that either knows.
    answered = found[["rated_at", "said_at"]].max(axis=1)
    return found.assign(declined=found["declined"].eq(True), answered_at=answered)[[*SIGNS, PAID_AT]]  # noqa: FBT003 a value


def with_signs(supporters: pd.DataFrame, found: pd.DataFrame | None) -> pd.DataFrame:
    """The supporters with the columns of `SIGNS`; nothing is known where `found` is None.

    The last payment of a member who stays is unknown unless a file tells its day: no sentence makes one up.
    """
    if found is None or found.empty:
        nobody = pd.DataFrame(SIGNS, index=supporters.index)
        return pd.concat([supporters, nobody], axis=1)
    joined = supporters.join(found[list(SIGNS)], on="person_id")
    if PAID_AT in found:
        told = joined["person_id"].map(found[PAID_AT]).dt.normalize()
        made_up = joined["subscribed"].astype(bool) & (told != joined["last_paid_at"].dt.normalize())
        joined["last_paid_at"] = joined["last_paid_at"].mask(made_up)
    return joined.assign(declined=joined["declined"].eq(True))  # noqa: FBT003 a value


def _answers(given: pa.Table, headers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> pd.DataFrame:
    """as_of, question and answer of each person's latest survey, indexed by person_id."""
    rows = given.select(["person_id", "as_of", "value", "text", "file_id"]).to_pandas()
    asked: dict[tuple[str, float], str | None] = {}
    for file_id, place in rows[["file_id", "value"]].drop_duplicates().itertuples(index=False):
        columns = headers.get(file_id, {}).get("custom", ())
        known = not pd.isna(place) and int(place) < len(columns)
        asked[file_id, place] = question_of(columns[int(place)]) if known else None
    rows["question"] = [asked.get(key) for key in zip(rows["file_id"], rows["value"], strict=True)]
    rows = rows[rows["question"].isin(_MOST_TELLING) & rows["person_id"].notna()]
    rows["telling"] = [_MOST_TELLING.index(name) for name in rows["question"]]
    rows = rows.sort_values(["as_of", "telling"], ascending=[False, True], kind="stable")
    first = rows.drop_duplicates("person_id").set_index("person_id")
    named: pd.DataFrame = first.rename(columns={"text": "answer"})[["as_of", "question", "answer"]]
    return named
