"""What a click decides: the callbacks that write a choice into the workspace."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pages.parts import cache, chosen, state
from truefans_core.mapping import Mapping as Meaning
from truefans_core.mapping import Use, fits, plain
from truefans_core.problems import Problem
from truefans_core.store import StoredTable, memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pages.parts.loaded import Loaded
    from truefans_core.tiers.line import Line

#: Between two currencies of this world a rate lies well above this, and below its reciprocal.
_SMALLEST_RATE = Decimal("0.0000001")


def use_rule(rule: str, numbers: Mapping[str, Any] | None = None) -> None:
    """Put another definition to use, with the user's numbers for it; its line is drawn anew."""
    state.workspace().set_settings({"rule": rule, "line": None, **(numbers or {})})


def forget_line() -> None:
    """Draw the line anew on the data as it is."""
    state.workspace().set_setting("line", None)


def use_line(line: Line) -> None:
    """Keep this line for this and every later upload."""
    workspace = state.workspace()
    sources = sorted(
        {
            each.imported.records.source
            for each in cache.tables(workspace)
            if each.imported.records is not None
        }
    )
    # Drawn from nothing that there is: then it is always given, never drawn again.
    workspace.set_setting("line", {"line": line.as_json(), "sources": sources, "drawn_from": ""})


def use_score(half_life_days: float | None, weights: Mapping[str, float] | None) -> None:
    """Let old payments fade so fast and the other marks weigh so much; None: as at first. The line is drawn anew."""
    state.workspace().set_settings(
        {"half_life_days": half_life_days, "weights": dict(weights) if weights else None, "line": None}
    )


def keep_widget(setting: str, widget: str) -> None:
    """Keep what a widget holds as a setting of the workspace."""
    state.workspace().set_setting(setting, state.widget(widget))


def use_date() -> None:
    """Look at everything as of the day that was picked."""
    if picked := state.widget("as_of"):
        state.workspace().set_setting("as_of", picked.isoformat())


def use_last_day() -> None:
    """Look at everything as of the last day in the data again."""
    state.workspace().set_setting("as_of", None)


def decide_money(pair: str, same: bool) -> None:  # noqa: FBT001 a callback's argument
    """Keep whether two sources record the same money."""
    state.workspace().decide(chosen.SAME_MONEY + pair, same)


def use_roles(table: Loaded, keys: Mapping[int, str], platform: str) -> None:
    """Use the meanings that the widgets of some columns hold, and the name of the platform."""
    if (mapping := table.imported.mapping) is None:
        return
    uses = list(mapping.uses)
    for place, key in keys.items():
        role = state.widget(key) or None
        if uses[place].role != role:
            uses[place] = Use(uses[place].header, role, 1.0)
    name = (state.widget(platform) or "").strip()
    if tuple(uses) != mapping.uses or name != mapping.platform:
        _keep(table, Meaning(mapping.source, tuple(uses), mapping.choices, name, by_hand=True))


def load_mapping(table: Loaded, key: str) -> None:
    """Use a saved mapping for the columns of a table that it names."""
    if (file := state.widget(key)) is None:
        return
    try:
        saved = Meaning.from_json(file.getvalue().decode("utf-8"))
    except (ValueError, KeyError, TypeError, RecursionError):
        state.notice(Problem("R_MAPPING", params={"file": file.name}))
        return
    known = {plain(use.header): use.role for use in saved.uses}
    if not any(role and plain(header) in known for header in table.raw.headers for role in known.values()):
        state.notice(Problem("R_MAPPING_OTHER", params={"file": file.name}))
        return
    uses = tuple(Use(header, known.get(plain(header)), 1.0) for header in table.raw.headers)
    loaded = Meaning(saved.source, uses, saved.choices, saved.platform, by_hand=saved.by_hand)
    _keep(table, loaded)


def answer(tables: Sequence[Loaded], key: str) -> None:
    """Keep the answer that a widget holds for every table that asks."""
    given = state.widget(key)
    for table in tables:
        asked, mapping = table.imported.question, table.imported.mapping
        if asked is None or given is None:
            continue
        said = {asked.choice: str(given)}
        # Without a mapping the question is which of several formats it is: the answer names the recipe.
        whole = (
            Meaning(None, (), said)
            if mapping is None
            else replace(mapping, choices={**mapping.choices, **said})
        )
        _keep(table, whole)
        if mapping is not None and table.imported.recalled:  # its columns are still those that were saved
            state.workspace().set_mapping(table.upload_id, table.number, replace(whole, uses=()))


def forget_meanings(table: Loaded) -> None:
    """Forget what was said before of files like this one."""
    workspace = state.workspace()
    for saved in memory.remembered(workspace):
        if fits(saved, table.raw.headers):
            memory.forget(workspace, saved.shape)


def _keep(table: Loaded, mapping: Meaning) -> None:
    """Use a mapping for a table, and for the next file of its shape."""
    workspace = state.workspace()
    workspace.set_mapping(table.upload_id, table.number, mapping)
    if mapping.uses:
        memory.remember(workspace, mapping)


def read_so(upload_id: str, hints: Mapping[str, str]) -> None:
    """Read a file in another way, or as found where there are no hints; its columns are looked at anew."""
    workspace = state.workspace()
    for upload in workspace.uploads():
        if upload.id == upload_id:
            for number in upload.mappings:
                workspace.set_mapping(upload_id, number, Meaning(None, ()))
    workspace.decide(chosen.READ_AS + upload_id, dict(hints) or None)


def confirm(upload_id: str) -> None:
    """Keep only the columns in use of a file and forget the rest of it."""
    workspace = state.workspace()
    mine = [each for each in cache.tables(workspace) if each.upload_id == upload_id]
    workspace.confirm(
        upload_id, [StoredTable(each.raw, each.imported.mapping) for each in mine if each.imported.mapping]
    )


def remove(upload_id: str) -> None:
    """Take a file and all that came from it away."""
    workspace = state.workspace()
    workspace.remove(upload_id)
    workspace.decide(chosen.READ_AS + upload_id, None)


def add_reach() -> None:
    """Keep how many people a channel reaches, with today as its day; what cannot be read is said."""
    channel = (state.widget("reach_channel") or "").strip()
    typed = (state.widget("reach_count") or "").strip()
    count = state.words().read_number(typed)
    if not channel or count is None or count <= 0 or count != count.to_integral_value():
        state.notice(Problem("R_REACH"))
        return
    entry = [int(count), state.today().isoformat()]
    state.workspace().update_setting("reach_by_channel", lambda kept: {**kept, channel: entry}, {})


def forget_reach(channel: str) -> None:
    """Forget how many people a channel reaches."""
    state.workspace().update_setting(
        "reach_by_channel", lambda kept: {name: each for name, each in kept.items() if name != channel}, {}
    )


def use_rates(currency: str, keys: Mapping[str, str]) -> None:
    """Keep the user's own rates into one currency; an empty field goes back to the European Central Bank."""
    each, say = {}, state.words()
    for code, key in keys.items():
        typed = (state.widget(key) or "").strip()
        rate = say.read_number(typed) if typed else None
        if rate is not None and _SMALLEST_RATE <= rate <= 1 / _SMALLEST_RATE:
            each[code] = float(rate)
        elif typed:
            state.notice(Problem("R_RATE", params={"code": code}))
            return
    kept = {"to": currency, "each": each} if each else None
    state.workspace().set_settings({"currency": currency, "rates": kept})
