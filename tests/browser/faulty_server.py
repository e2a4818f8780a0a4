"""The app with a fault put into one stage: it raises an exception that quotes the data it was given."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

import server  # noqa: E402
from truefans_core import analysis, cultivate, reading, report  # noqa: E402
from truefans_core.charts import movement, people  # noqa: E402

MARKER = "marker.person@example.org"


def fail(*_args: object, **_named: object) -> None:
    raise ValueError(f"could not handle {MARKER}")


STAGES = {
    "read": (reading, "read"),
    "analyse": (analysis, "analyse"),
    "chart": (people, "group_bars"),
    "movement": (movement, "join_bars"),
    "plan": (cultivate, "plan"),
    "report": (report, "build"),
}
setattr(*STAGES[os.environ["TRUEFANS_FAULT"]], fail)

app = st.App(server.SCRIPT, **server.PARTS)  # spelled out: that is how a server script is told from a page
