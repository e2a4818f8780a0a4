"""What happens when the program itself is at fault: one sentence on screen, and a log that names no value.

An exception's message may quote a cell of somebody's file, so the log gets its type and the lines of code it came
through, never its words.
"""

from __future__ import annotations

import logging

import streamlit as st

from pages.parts import state
from truefans_core.problems import TrueFansError, where
from truefans_core.words import explain
from truefans_core.words.safe import safe_text


def tell(fault: Exception) -> bool:
    """Say what went wrong and what to do; the default display is not shown then."""
    if isinstance(fault, TrueFansError):
        say = state.words()
        st.error(safe_text(explain(say, fault.problem)), icon=":material/block:")
    else:
        show()
    return True


def show() -> None:
    """The sentence of a fault of ours."""
    say = state.words()
    st.error(say("app.fault"), icon=":material/error:")


class WithoutValues(logging.Filter):
    """Replace the exception of a log record by its type and its places in the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, without what an exception says."""
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{record.getMessage()}: {where(record.exc_info[1])}"
            record.args = record.exc_info = record.exc_text = None
        return True


def keep_values_out_of_logs() -> None:
    """Put the filter on every logger there is that may write an exception."""
    keep_out = WithoutValues()
    for name in [*logging.root.manager.loggerDict, "streamlit.error_util", "asyncio", "uvicorn.error"]:
        logging.getLogger(name).addFilter(keep_out)
    for handler in logging.root.handlers:
        handler.addFilter(keep_out)
