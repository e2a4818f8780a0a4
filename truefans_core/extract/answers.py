"""What somebody answered to "how likely are you to recommend": 0 to 10."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells

_ANSWER = r"^\s*(?P<score>10|[0-9])(?:[.,]0+)?(?:\D.*)?$"


def answered(cells: Cells) -> pa.Array:
    """float64 of each record: 0 to 10, alone or before words ("10 - certainly"); null for anything else.

    Of several columns the first with an answer counts.
    """
    columns = [
        pc.cast(pc.struct_field(pc.extract_regex(cells.raw(header), _ANSWER), "score"), pa.float64())
        for header in cells.headers("recommend_score")
    ]
    return pc.coalesce(*columns) if columns else pa.nulls(cells.rows, pa.float64())
