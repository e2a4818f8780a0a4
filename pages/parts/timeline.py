"""Everything the files say of one person: what happened and what they state, with file and line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from pages.parts import show
from truefans_core.columns import ROLES

if TYPE_CHECKING:
    import pyarrow as pa

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_EPOCH = dt.date(1970, 1, 1)
_OPENING = "opening_amount"


def timeline(say: Words, found: Analysis, person_id: str) -> None:
    """What happened with a person over all platforms, newest first, and below it what the files state."""
    events = found.events.filter(pc.equal(found.events["person_id"], person_id)).to_pandas()
    if events.empty:
        st.caption(say("page.people.timeline.none"))
    else:
        _events(say, found, events.sort_values("at", ascending=False))
    stated = found.snapshots.filter(pc.equal(found.snapshots["person_id"], person_id))
    if stated.num_rows:
        with st.expander(say("page.people.stated"), icon=":material/fact_check:"):
            _shown(say, _stated(say, found, stated), "stated")


def _events(say: Words, found: Analysis, events: pd.DataFrame) -> None:
    st.caption(say("page.people.timeline"))
    kinds = sorted(events["kind"].unique())
    if len(kinds) > 1:
        wanted = st.pills(
            say("page.people.timeline.filter"),
            kinds,
            selection_mode="multi",
            format_func=lambda kind: say(f"page.people.kind.{kind}"),
            key="timeline_kinds",
        )
        events = events[events["kind"].isin(wanted)] if wanted else events
    table = pd.DataFrame(
        {
            say("page.people.when"): events["at"].dt.tz_localize(None),
            say("page.people.what"): [say(f"page.people.kind.{kind}") for kind in events["kind"]],
            say("page.people.amount"): [
                say.money(int(minor), currency) if pd.notna(minor) and minor and currency else ""
                for minor, currency in zip(events["amount_minor"], events["currency"], strict=True)
            ],
            **(
                {say("page.people.product"): events["product"].fillna("").to_numpy()}
                if events["product"].notna().any()
                else {}
            ),
            say("page.people.where"): events["platform"].to_numpy(),
            say("page.people.source"): _source(say, found, events),
        },
    )
    _shown(say, table, "timeline")


def _stated(say: Words, found: Analysis, stated: pa.Table) -> pd.DataFrame:
    rows = stated.to_pandas().sort_values(["as_of", "measure"], ascending=[False, True])
    rows = rows[[measure in ROLES or measure == _OPENING for measure in rows["measure"]]]
    listed: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in rows.to_dict("records")]
    return pd.DataFrame(
        {
            say("page.people.when"): pd.to_datetime(rows["as_of"]).to_numpy(),
            say("page.people.stated.what"): [
                say("page.people.stated.opening" if name == _OPENING else f"role.{name}")
                for name in rows["measure"]
            ],
            say("page.people.stated.value"): [_value(say, row) for row in listed],
            say("page.people.where"): rows["platform"].to_numpy(),
            say("page.people.source"): _source(say, found, rows),
        }
    )


def _value(say: Words, row: dict[str, Any]) -> str:
    """A statement's value as words: money with its currency, days as days, numbers as they are."""
    value, text = row["value"], row["text"]
    role = ROLES.get(row["measure"])
    if isinstance(text, str) and text:
        return text
    if pd.isna(value):
        return ""
    if isinstance(row["currency"], str) and row["currency"]:
        return say.money(round(value), row["currency"])
    if role is not None and role.kind == "date":
        return say.date(_EPOCH + dt.timedelta(days=int(value)))
    return say.number(value)


def _source(say: Words, found: Analysis, rows: pd.DataFrame) -> list[str]:
    return [
        say("page.people.source.line", file=found.files.get(file_id, ""), line=int(line))
        for file_id, line in zip(rows["file_id"], rows["line"], strict=True)
    ]


def _shown(say: Words, table: pd.DataFrame, key: str) -> None:
    """A table, or lines on a phone, where its last columns would be out of sight."""
    if show.on_phone():
        when = say("page.people.when")
        days = ["" if pd.isna(day) else say.date(day.date()) for day in table[when]]
        show.lines(say, table.assign(**{when: days}), key=key)
    else:
        show.table(say, table, key=key, columns=_days(say))


def _days(say: Words) -> dict[str, Any]:
    return {say("page.people.when"): st.column_config.DateColumn(format="localized")}
