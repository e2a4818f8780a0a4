"""What a click decides: the callbacks that write a choice into the workspace."""

from __future__ import annotations

from pages.parts import cache, state
from truefans_core.store import StoredTable


def use_rule(rule: str) -> None:
    """Put another definition to use; its line is drawn anew."""
    workspace = state.workspace()
    workspace.set_setting("rule", rule)
    workspace.set_setting("line", None)


def forget_line() -> None:
    """Draw the line anew on the data as it is."""
    state.workspace().set_setting("line", None)


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
    state.workspace().decide(cache.SAME_MONEY + pair, same)


def confirm(upload_id: str) -> None:
    """Keep only the columns in use of a file and forget the rest of it."""
    workspace = state.workspace()
    mine = [each for each in cache.tables(workspace) if each.upload_id == upload_id]
    workspace.confirm(
        upload_id, [StoredTable(each.raw, each.imported.mapping) for each in mine if each.imported.mapping]
    )


def remove(upload_id: str) -> None:
    """Take a file and all that came from it away."""
    state.workspace().remove(upload_id)
