"""The private file that says who is who: alias and person, for the owner of the data only."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from truefans_core.report.aliases import aliases
from truefans_core.words.safe import safe_cells

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.words import Words


def key_file(supporters: pd.DataFrame, say: Words, key: bytes) -> bytes:
    """CSV of alias, name and e-mail address, by alias, its cells inert; UTF-8 with a mark for spreadsheets.

    Args:
        supporters: needs `person_id`, `name`, `email`.
        say: names the columns and the noun of the aliases.
        key: secret of the workspace, the same the report was made with.
    """
    who = aliases(supporters["person_id"], key, say("report.alias"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([say("report.col.alias"), say("report.col.name_of"), say("report.col.email")])
    names, addresses = (supporters[column].astype(object).fillna("") for column in ("name", "email"))
    people = zip(supporters["person_id"], names, addresses, strict=True)
    rows = [(who[person], name, address) for person, name, address in people]
    writer.writerows(safe_cells(row) for row in sorted(rows))
    return out.getvalue().encode("utf-8-sig")
