"""The app as it would be without `gc.freeze`: what benchmarks/reruns.py compares with."""

import gc
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
gc.freeze = lambda: None

import streamlit as st  # noqa: E402

import server  # noqa: E402 only now

app = st.App(server.SCRIPT, **server.PARTS)  # spelled out: that is how a server script is told from a page
