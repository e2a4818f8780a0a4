"""The workspace: what the user gave, in one SQLite file that survives kills, restarts and other writers.

It holds uploads (as bytes until the user confirms them, then only the columns with a meaning), mappings,
decisions, settings, scenarios and notes. Numbers that follow from them are never kept. `Workspace.open` is on
disk, `Workspace.in_memory` lives as long as its session; both run the same code.
"""

from truefans_core.store.place import WORKSPACE_FILE, home
from truefans_core.store.uploads import StoredTable, Upload
from truefans_core.store.workspace import Workspace

__all__ = ["WORKSPACE_FILE", "StoredTable", "Upload", "Workspace", "home"]
