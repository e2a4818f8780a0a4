"""`truefans` without a command: open the app."""

from __future__ import annotations

import socket
import subprocess
import sys

from truefans_core.app_dir import SERVER, app_dir
from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP
from truefans_core.cli.speak import tell

ADDRESS = "127.0.0.1"
PORT = 8501
_PORTS = (1, 65535)


def command_of(port: int, *, browser: bool) -> list[str]:
    """What starts the server; without a browser it is headless, and nobody is asked for an address."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        SERVER,
        f"--server.port={port}",
        f"--server.address={ADDRESS}",
        f"--server.headless={'false' if browser else 'true'}",
        "--server.showEmailPrompt=false",
    ]


def open_app(port: int = PORT, *, browser: bool = True) -> int:
    """Run the app until it is stopped; the exit code of the command line.

    Raises:
        Stop: if the port cannot be used, or the program was installed without its app.
    """
    low, high = _PORTS
    if not low <= port <= high:
        refuse("cli.between", option="--port", low=low, high=high)
    with socket.socket() as probe:
        if probe.connect_ex((ADDRESS, port)) == 0:
            refuse("cli.port_taken", port=str(port), free=str(port + 1 if port < high else PORT))
    try:
        folder = app_dir()
    except FileNotFoundError:
        refuse("cli.no_app")
    tell(HELP("cli.opening", address=f"http://{ADDRESS}:{port}"))
    try:
        code = subprocess.call(command_of(port, browser=browser), cwd=folder)  # noqa: S603 every word is ours
    except KeyboardInterrupt:
        return 0
    if code:
        refuse("cli.app_ended")
    return 0
