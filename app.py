"""The app: page configuration and navigation, nothing else. Start it with `make run` or `truefans`."""

import streamlit as st

from pages.parts import shell

st.set_page_config(
    page_title="truefans",
    page_icon=":material/favorite:",
    layout="wide",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
shell.navigation().run()
