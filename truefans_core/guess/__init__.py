"""What the columns of an unknown table may mean: by their names (`names`), checked against their cells (`looks`).

A name alone is never enough: a column called "Date" that holds names gets no role. Every role comes with a confidence
that the mapping screen shows, and the user has the last word.
"""

from truefans_core.guess.roles import guess

__all__ = ["guess"]
