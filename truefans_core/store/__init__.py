"""The workspace: what the user gave, in one SQLite file that survives kills, restarts and other writers.

It holds uploads (as bytes until the user confirms them, then only the columns with a meaning), mappings,
decisions, settings, scenarios and notes. Numbers that follow from them are never kept. `Workspace.open` is on
disk, `Workspace.in_memory` lives as long as its session; both run the same code. A `Shelf` holds all workspaces of
a user.
"""

from truefans_core.store.place import WORKSPACE_FILE, home
from truefans_core.store.portable import MOST_BYTES
from truefans_core.store.removal import Opened, Removal, without_lines
from truefans_core.store.shelf import FIRST, Shelf
from truefans_core.store.shelved import Shelved
from truefans_core.store.uploads import StoredTable, Upload
from truefans_core.store.workspace import Workspace

__all__ = [
    "FIRST",
    "MOST_BYTES",
    "WORKSPACE_FILE",
    "Opened",
    "Removal",
    "Shelf",
    "Shelved",
    "StoredTable",
    "Upload",
    "Workspace",
    "home",
    "without_lines",
]
