"""Where the app lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: What starts the app, under `python -m streamlit run`.
SERVER = "server.py"


def app_dir() -> Path:
    """The folder that holds server.py, app.py and the pages.

    Raises:
        FileNotFoundError: if the program was installed without its app.
    """
    for place in (_PACKAGE / "_app", _PACKAGE.parent):
        if (place / SERVER).is_file() and (place / "app.py").is_file():
            return place
    raise FileNotFoundError(SERVER)
