"""What the columns of a table mean: correct it on screen, and answer what the evidence cannot settle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from truefans_core.columns import ROLES
from truefans_core.mapping import Mapping, Use
from truefans_core.words import explain
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from pages.parts.cache import Loaded
    from truefans_core.store import Workspace
    from truefans_core.words import Words

_EXAMPLES = 3


def columns(say: Words, workspace: Workspace, table: Loaded) -> None:
    """The columns with examples; a changed role is used at once when the user says so."""
    mapping = table.imported.mapping
    if mapping is None:
        return
    with st.expander(say("page.data.card.columns"), icon=":material/view_column:"):
        if table.confirmed:
            st.caption(say("page.data.card.columns.kept"))
        else:
            st.caption(say("page.data.card.columns.text"))
        names = {role: say(f"role.{role}") for role in ROLES}
        left_out = say("page.data.card.left_out")
        frame = pd.DataFrame(
            {
                say("page.data.card.header"): [use.header for use in mapping.uses],
                say("page.data.card.role"): [
                    names[use.role] if use.role else left_out for use in mapping.uses
                ],
                say("page.data.card.examples"): [
                    " · ".join(table.raw.examples(use.header, _EXAMPLES)) for use in mapping.uses
                ],
                say("page.data.card.confidence"): [
                    round(100 * use.confidence) if use.role else None for use in mapping.uses
                ],
            },
        )
        role_column = say("page.data.card.role")
        edited = st.data_editor(
            frame,
            hide_index=True,
            disabled=True if table.confirmed else [c for c in frame.columns if c != role_column],
            column_config={
                role_column: st.column_config.SelectboxColumn(
                    options=[left_out, *sorted(names.values())], required=True
                ),
                say("page.data.card.confidence"): st.column_config.ProgressColumn(
                    format="%d%%", min_value=0, max_value=100
                ),
            },
            key=f"columns_{table.key}_{hash(mapping.to_json())}",
        )
        if table.confirmed:
            return
        platform = st.text_input(
            say("page.data.card.platform"),
            value=mapping.platform,
            help=say("page.data.card.platform.help"),
            max_chars=60,
            key=f"platform_{table.key}",
        )
        roles = {name: role for role, name in names.items()}
        chosen = [roles.get(name) for name in edited[role_column]]
        changed = chosen != [use.role for use in mapping.uses] or platform.strip() != mapping.platform
        if st.button(say("page.data.card.apply"), disabled=not changed, key=f"apply_{table.key}"):
            uses = tuple(
                use if use.role == role else Use(use.header, role, 1.0)
                for use, role in zip(mapping.uses, chosen, strict=True)
            )
            workspace.set_mapping(
                table.upload_id,
                table.number,
                Mapping(None, uses, mapping.choices, platform.strip(), by_hand=True),
            )
            st.rerun()


def question(say: Words, workspace: Workspace, table: Loaded) -> None:
    """Ask what the evidence cannot settle, with what each answer would mean."""
    asked, mapping = table.imported.question, table.imported.mapping
    if asked is None:
        return
    st.markdown(f"**{say('page.data.question')}:** {safe_text(explain(say, asked.problem))}")
    answer = st.selectbox(
        safe_text(asked.column or table.raw.file),
        asked.answers,
        index=None,
        format_func=lambda each: _meaning(say, asked.choice, each),
        key=f"answer_{table.key}_{asked.choice}",
    )
    if st.button(say("page.data.question.answer"), disabled=answer is None, key=f"use_answer_{table.key}"):
        if mapping is None:  # which of several formats it is: the answer names the recipe
            mapping = Mapping(None, (), {asked.choice: str(answer)})
        else:
            mapping = replace(mapping, choices={**mapping.choices, asked.choice: str(answer)})
        workspace.set_mapping(table.upload_id, table.number, mapping)
        st.rerun()


def _meaning(say: Words, choice: str, answer: str) -> str:
    message = f"answer.{choice}.{answer}"
    if say.knows(message):
        return say(message)
    if choice == "source":
        return say(f"source.{answer}.name")
    return answer
