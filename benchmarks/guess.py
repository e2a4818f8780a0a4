"""How well the columns of unknown exports are guessed: precision and recall of each role, and of each confidence.

The tables are those of `tests/guess`; "tuned" is the half that words and rules were chosen by, "held out" the other.

    python -m benchmarks.guess
"""

from __future__ import annotations

import sys

from tests.guess.strangers import strangers
from tests.guess.test_strangers import count, rates

_BANDS = ((0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))


def main() -> None:
    """Print both halves."""
    for title, tuned in (("tuned", True), ("held out", False)):
        tables = [table for table in strangers() if table.tuned is tuned]
        found = count(tables)
        _say(f"{title}: {len(tables)} tables", *rates(found))
        for role in sorted(set().union(*found[:3])):
            _say(f"  {role}", *rates(found, role))
        for low, high in _BANDS:
            inside = [good for sure, good in found[3] if low <= sure < high]
            sys.stdout.write(f"  confidence {low:.2f} to {high:.2f}: {sum(inside)} of {len(inside)} right\n")


def _say(what: str, precision: float, recall: float) -> None:
    sys.stdout.write(f"{what:30} precision {precision:.3f}  recall {recall:.3f}\n")


if __name__ == "__main__":
    main()
