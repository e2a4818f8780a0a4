"""A process that opens a workspace, migrating it; it says so when the copy has been made and when it is done."""

import sys
from pathlib import Path

from truefans_core.store import Workspace
from truefans_core.store.database import Database

if __name__ == "__main__":
    real = Database._migrate

    def tell(self, migrations):
        sys.stdout.write("begins\n")
        sys.stdout.flush()
        real(self, migrations)

    Database._migrate = tell
    Workspace.open(Path(sys.argv[1])).close()
    sys.stdout.write("done\n")
    sys.stdout.flush()
