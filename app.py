"""The app: page configuration and navigation, nothing else. Start it with `make run` or `truefans`."""

from pathlib import Path

import streamlit as st

from pages.parts import shell

st.set_page_config(
    page_title="truefans",
    page_icon=Path(__file__).parent
    / "pages"
    / "icon.png",  # a file: a named icon would be fetched from the network
    layout="wide",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
shell.navigation().run()
