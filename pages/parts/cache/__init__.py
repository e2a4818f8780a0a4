"""The only door to `st.cache_*`: what is read, extracted and analysed, once per content and session.

Personal data is cached with session scope only, keyed by the digest of what it was made of; what comes back is
never changed.
"""

from __future__ import annotations

from pages.parts import state
from pages.parts.cache import analyses, files, joining
from pages.parts.cache.analyses import analysis_or_none, before_last_upload, derived, moving, what_if
from pages.parts.cache.files import (
    broken,
    currencies,
    currencies_of,
    problem_of,
    read_upload,
    tables,
    try_reading,
    waiting,
)
from pages.parts.cache.futures import projection
from pages.parts.cache.joining import joined, pairs

__all__ = [
    "analysis_or_none",
    "before_last_upload",
    "broken",
    "currencies",
    "currencies_of",
    "derived",
    "forget",
    "joined",
    "moving",
    "pairs",
    "problem_of",
    "projection",
    "read_upload",
    "tables",
    "try_reading",
    "waiting",
    "what_if",
]


def forget() -> None:
    """Drop everything this session has worked out: it was of another workspace, or of somebody erased."""
    for room in (files, analyses, joining):
        room.forget()
    state.let_files_go()
