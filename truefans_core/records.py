"""What one mapped table says, before its people are joined with those of other tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import pyarrow as pa

from truefans_core.columns import EVENTS, SNAPSHOTS
from truefans_core.problems import Problem

#: Who a record speaks of. `row` numbers the records of the table; events and snapshots point to it.
IDENTITIES = pa.schema(
    [
        ("row", pa.int64()),
        ("line", pa.int64()),
        ("email", pa.string()),  # normalised; null where missing or malformed
        ("external_id", pa.string()),
        ("handle", pa.string()),
        ("name", pa.string()),
        ("company", pa.string()),
        ("country", pa.string()),
        ("city", pa.string()),
        ("postal_code", pa.string()),
        ("phone", pa.string()),  # as written; only says whether two people may be one
        ("channel", pa.string()),
        ("tags", pa.string()),
        ("joined_at", pa.date32()),
        ("on", pa.date32()),  # the day the record is of, whether or not anything it says became an event
        ("consent", pa.bool_()),
        ("consent_at", pa.date32()),  # the day consent was given or withdrawn, where the file says
        ("anonymous", pa.bool_()),
    ],
)
#: EVENTS and SNAPSHOTS with `row` in the place of `person_id`; row -1 belongs to nobody.
RECORD_EVENTS = pa.schema([("row", pa.int64()), *[f for f in EVENTS if f.name != "person_id"]])
RECORD_SNAPSHOTS = pa.schema([("row", pa.int64()), *[f for f in SNAPSHOTS if f.name != "person_id"]])


@dataclass(frozen=True, slots=True)
class Records:
    """One table, read and parsed.

    Attributes:
        file_id: of the RawTable.
        file: its name, for words.
        source: slug of the recipe, or "table" for a guessed one.
        platform: the namespace of ids and handles.
        fee_slug: row of the fee book that payments of this table pay.
        identities: IDENTITIES, one row per kept record that names somebody.
        events: RECORD_EVENTS.
        snapshots: RECORD_SNAPSHOTS.
        reach: columns.REACH.
        account: columns.ACCOUNT, one row per record of the input.
        until: the last day the table speaks of (latest event or export date), or None.
        problems: what to know about the table.
        aside: IDENTITIES of the records that name somebody and are not kept: a no on one of them holds, and erasing
            a person takes them too.
        headers: role → the columns of the table that have it, by their headers.
    """

    file_id: str
    file: str
    source: str
    platform: str
    fee_slug: str
    identities: pa.Table
    events: pa.Table
    snapshots: pa.Table
    reach: pa.Table
    account: pa.Table
    until: date | None
    problems: tuple[Problem, ...] = ()
    aside: pa.Table = field(default_factory=IDENTITIES.empty_table)
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
