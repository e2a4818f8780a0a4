"""Who brought whom: a referral is a sign of the person who referred, not of the one who was brought."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people.keys import Found, name_key
from truefans_core.values import normalise_email


def credited(events: pa.Table, rows: pa.Table, found: Found) -> pa.Table:
    """The events with each referral given to who is named as having referred.

    A referral comes on the row of who was brought, with the address, id or name of the other in `channel`. It goes to
    the one person this leads to: by address, by id on the same platform, or by a name only one person has. Where it
    leads to nobody, to several, or back to who was brought, it is nobody's. The text itself is not kept.

    Args:
        events: columns.EVENTS.
        rows: stated.STATED of what is said of somebody.
        found: the person of each row.
    """
    is_referral = pc.equal(events["kind"], "referral")
    if not pc.any(is_referral).as_py():
        return events
    told = events.filter(is_referral)
    text = pc.utf8_trim_whitespace(told["channel"].combine_chunks())
    person = pd.Series(
        found.ids.take(pa.array(found.person, mask=found.person < 0)).to_pylist(), dtype=object
    )
    ways = (
        (normalise_email(text)[0], rows["email"]),
        (_within(told["platform"], text), _within(rows["platform"], rows["external_id"])),
        (name_key(text), name_key(rows["name"])),
    )
    who = pd.Series(None, index=range(len(text)), dtype=object)
    for wanted, known in ways:
        who = who.fillna(pd.Series(wanted.to_pylist(), dtype=object).map(_only(known, person)))
    who = who.where(who.ne(pd.Series(told["person_id"].to_pylist(), dtype=object)))
    given = pa.array([each if isinstance(each, str) else None for each in who], pa.string())
    return _replaced(
        _replaced(events, "person_id", is_referral, given),
        "channel",
        is_referral,
        pa.nulls(len(given), pa.string()),
    )


def _within(platform: pa.ChunkedArray, text: pa.ChunkedArray | pa.Array) -> pa.Array:
    flat = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    return pc.binary_join_element_wise(platform.combine_chunks(), flat, "\n")


def _only(known: pa.ChunkedArray | pa.Array, person: pd.Series) -> dict[str, str]:
    """The person of each text that leads to one person only."""
    pairs = pd.DataFrame({"text": known.to_pylist(), "person": person}).dropna().drop_duplicates()
    pairs = pairs[~pairs["text"].duplicated(keep=False)]
    return dict(zip(pairs["text"], pairs["person"], strict=True))


def _replaced(events: pa.Table, name: str, rows: pa.ChunkedArray, values: pa.Array) -> pa.Table:
    column = pc.replace_with_mask(events[name].combine_chunks(), rows.combine_chunks(), values)
    return events.set_column(events.schema.get_field_index(name), name, column)
