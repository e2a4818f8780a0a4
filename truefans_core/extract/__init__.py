"""One mapped table becomes records: identities, events, statements, figures, and the account of its rows.

`extract` reads like the table of contents: `cells` (columns by meaning), `dates` and `money` (typed columns, questions),
`identity` (who), `payments` (what is income), `events` and `states` (what is told), `figures` (no people).
"""

from truefans_core.extract.table import extract

__all__ = ["extract"]
