"""A process that saves until it is killed: each line it prints is a save that was acknowledged."""

import sys
from pathlib import Path

from truefans_core.store import Workspace

if __name__ == "__main__":
    workspace = Workspace.open(Path(sys.argv[1]))
    first, count = int(sys.argv[2]), int(sys.argv[3])
    for number in range(first, first + count):
        workspace.save_scenario(str(number), {"goal": number, "padding": "x" * 3000})
        workspace.update_setting("saves", lambda n: n + 1, 0)
        sys.stdout.write(str(number) + "\n")
        sys.stdout.flush()
