"""Where the workspace file lies, and that it can lie there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_dir

from truefans_core.problems import Problem, Refused

#: How the file of a workspace ends, and the name of the first one in the home folder.
SUFFIX = ".truefans"
WORKSPACE_FILE = f"workspace{SUFFIX}"
_OWNER_ONLY_FILE, _OWNER_ONLY_FOLDER = 0o600, 0o700


def home(environ: Mapping[str, str]) -> Path:
    """The folder of the workspace: TRUEFANS_HOME, or the platform's folder for a program's data."""
    named = environ.get("TRUEFANS_HOME", "").strip()
    return Path(named).expanduser() if named else Path(user_data_dir("truefans", appauthor=False))


def make_private(path: Path) -> None:
    """Make sure that the file exists and that only its owner may read it.

    Raises:
        Refused: `R_STORE` if the folder or the file cannot be made or written.
    """
    try:
        path.parent.mkdir(mode=_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY_FILE))
        with suppress(PermissionError):  # some network folders keep their own rights
            path.chmod(_OWNER_ONLY_FILE)
    except OSError as error:
        raise Refused(Problem("R_STORE", params={"file": path.name})) from error
