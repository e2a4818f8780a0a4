"""What the user chose, as reading, joining and analysing take it; and the one name for all of it that caches go by."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from pages.parts import answers, state
from truefans_core.analysis import Settings, TypedReach
from truefans_core.cultivate import BOOK, Book
from truefans_core.people import Decisions
from truefans_core.problems import Refused
from truefans_core.store import memory
from truefans_core.tiers import asked
from truefans_core.values import is_zone

if TYPE_CHECKING:
    from truefans_core.analysis import Line
    from truefans_core.store import Workspace

#: What the keys of these decisions begin with.
SAME_MONEY = "same_money:"
#: … and those that say how a file is to be read.
READ_AS = "read_as:"
#: Settings that what is made of a table depends on.
EXTRACTED = ("currency", "time_zone")
#: Settings that an analysis depends on, besides the files, the decisions and the line.
ANALYSED = (
    *EXTRACTED,
    "preset",
    "rule",
    "money_line_minor",
    "marks_from",
    "shares",
    "half_life_days",
    "weights",
    "reach",
    "reach_by_channel",
    "rates",
    "as_of",
    *answers.OPTIONS,
)


def read_as(workspace: Workspace, upload_id: str) -> dict[str, str]:
    """What the user said of how a file is to be read; empty where it is read as found."""
    return dict(workspace.decisions().get(READ_AS + upload_id) or {})


def hints(workspace: Workspace, upload_id: str) -> tuple[tuple[str, str], ...]:
    """The same, as a part of a key."""
    return tuple(sorted(read_as(workspace, upload_id).items()))


def as_of(workspace: Workspace) -> dt.date | None:
    """The day to look from; None: the last one in the data."""
    chosen = workspace.setting("as_of")
    return dt.date.fromisoformat(chosen) if chosen else None


def book(workspace: Workspace) -> Book:
    """The strategies of the workspace; those that come with the program where none are kept or they cannot be read."""
    kept = workspace.setting("strategies")
    try:
        return Book.from_json(kept) if kept else BOOK
    except Refused:
        return BOOK


def zone_of(workspace: Workspace) -> str:
    """The time zone whose days count; UTC where the one that was chosen is not known to this computer."""
    chosen = workspace.setting("time_zone", "UTC")
    return chosen if is_zone(chosen) else "UTC"


def settings(workspace: Workspace, line: Line | None) -> Settings:
    """What an analysis needs to know besides the files."""
    return Settings(
        preset=workspace.setting("preset", "creator"),
        currency=workspace.setting("currency", None),
        rule=workspace.setting("rule", "natural"),
        line=line,
        money_line_minor=workspace.setting("money_line_minor", None),
        shares=tuple(workspace.setting("shares", None) or Settings().shares),
        marks_from=asked.read(workspace.setting("marks_from", None)),
        half_life_days=workspace.setting("half_life_days", None),
        **({"weights": workspace.setting("weights")} if workspace.setting("weights") else {}),
        decisions=decisions(workspace),
        reach=_typed_reach(workspace),
        rates=own_rates(workspace),
        zone=zone_of(workspace),
    )


def own_rates(workspace: Workspace) -> dict[str, float]:
    """Units of the reporting currency for one of each currency, where the user names them instead of the ECB."""
    kept = workspace.setting("rates") or {"to": None, "each": {}}
    return dict(kept["each"]) if kept["to"] == workspace.setting("currency") else {}


def _typed_reach(workspace: Workspace) -> tuple[TypedReach, ...]:
    everywhere = workspace.setting("reach", None)
    return (
        *([TypedReach(state.today(), "", everywhere)] if everywhere else ()),
        *(
            TypedReach(dt.date.fromisoformat(day), channel, count)
            for channel, (count, day) in workspace.setting("reach_by_channel", {}).items()
        ),
    )


def decisions(workspace: Workspace) -> Decisions:
    """What was said of money, of people, and who was erased."""
    return Decisions(
        same_money=same_money(workspace), erased=workspace.erased(), people=answers.of_people(workspace)
    )


def content_key(workspace: Workspace, *names: str) -> str:
    """The digest of the files, their mappings and some settings: equal content, equal key."""
    content: list[Any] = [
        [upload.id, upload.confirmed, {str(n): m.to_json() for n, m in upload.mappings.items()}]
        for upload in workspace.uploads()
    ]
    content.append({name: workspace.setting(name) for name in names})
    content.append([workspace.decisions(), workspace.edition, workspace.setting(memory.SETTING)])
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def same_money(workspace: Workspace) -> dict[str, bool]:
    """What the user said of pairs of sources that seem to record the same money."""
    return {
        key.removeprefix(SAME_MONEY): bool(answer)
        for key, answer in workspace.decisions().items()
        if key.startswith(SAME_MONEY)
    }
