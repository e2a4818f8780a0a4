"""What columns mean, kept for the next file of the same shape; it travels with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from truefans_core.mapping import Mapping

if TYPE_CHECKING:
    from truefans_core.store.workspace import Workspace

#: The setting that holds them: shape to mapping as JSON, the one saved last at the end.
SETTING = "mappings"


def remember(workspace: Workspace, mapping: Mapping) -> None:
    """Keep a mapping for files of its shape; one saved before for the same shape makes way."""
    kept = mapping.for_keeping()

    def add(saved: dict[str, Any]) -> dict[str, Any]:
        others = {shape: text for shape, text in saved.items() if shape != kept.shape}
        return {**others, kept.shape: kept.to_json()}

    workspace.update_setting(SETTING, add, {})


def remembered(workspace: Workspace) -> tuple[Mapping, ...]:
    """Every mapping kept, the one saved last at the end; what a later version wrote is passed over."""
    found = []
    for text in workspace.setting(SETTING, {}).values():
        try:
            found.append(Mapping.from_json(text))
        except ValueError:
            continue
    return tuple(found)


def forget(workspace: Workspace, shape: str) -> None:
    """Forget the mapping of a shape; nothing happens where there is none."""
    workspace.update_setting(
        SETTING, lambda saved: {kept: text for kept, text in saved.items() if kept != shape}, {}
    )
