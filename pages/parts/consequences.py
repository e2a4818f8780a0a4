"""Before anything is decided: who would change groups, by name, and the button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import shell, show, state
from truefans_core.analysis import changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words


def show_who(
    say: Words,
    now: Analysis,
    then: Analysis | None,
    *,
    use: Callable[..., None],
    key: str,
    args: tuple[Any, ...] = (),
) -> None:
    """Who would change groups, and the button that puts it to use; a row opens the person.

    Args:
        say: for the words.
        now: the analysis in use.
        then: what it would be; None where it could not be worked out.
        use: called with `args` where the user says so.
        key: of the widgets.
        args: see `use`.
    """
    if then is None:
        st.write(say("page.tiers.change.failed"))
        return
    moved = changes(now, then)
    if moved.empty:
        st.write(say("page.tiers.change.none"))
    else:
        joins = int(((moved["after"] == "true") & (moved["before"] != "true")).sum())
        leaves = int(((moved["before"] == "true") & (moved["after"] != "true")).sum())
        st.write(
            say("page.tiers.change.people", n=len(moved)),
            say("page.tiers.change.true", joins=joins, leaves=leaves),
        )
        with st.expander(say("page.tiers.change.who"), icon=":material/group:"):
            listing(say, now, moved, key=f"change_{key}")
    st.button(say("page.tiers.change.use"), on_click=use, args=args, key=f"use_{key}", type="primary")


def listing(
    say: Words,
    of: Analysis,
    moved: pd.DataFrame,
    *,
    key: str,
    now: str = "page.tiers.change.now",
    then: str = "page.tiers.change.then",
) -> None:
    """Who changes groups, from which to which; a row opens the person.

    Args:
        say: for the words.
        of: the analysis they are of.
        moved: what `changes` gave.
        key: of the table.
        now: message id of the column of the groups before.
        then: message id of the column of the groups after.
    """
    names = moved["name"].fillna(moved["email"]).fillna(say("page.people.no_name"))
    table = pd.DataFrame(
        {
            say("page.people.name"): names.to_numpy(),
            say("page.people.worth", currency=of.currency): [
                say.money(int(minor), of.currency) for minor in moved["income_year_minor"]
            ],
            say(now): [_group(say, state) for state in moved["before"]],
            say(then): [_group(say, state) for state in moved["after"]],
        }
    )
    row = show.table(say, table, key=key, select=True)
    if row is not None:
        state.choose_person(str(moved.iloc[row]["person_id"]))
        shell.go("people")


def _group(say: Words, name: str | None) -> str:
    return say("movement.not_yet") if name is None else say(f"state.{name}")
