"""Write the invented exports: `python sample_data/make.py [folder]`. The same bytes every time, no network.

Four kinds of people who use the app, three years of history that end on 2026-09-30. Every person is invented and
every address is at example.com or example.org. A few rows are bad in the ways real exports are: a blank or mistyped
address, a day that does not exist, an amount in words, a cell too many, a totals row.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np

from making import creator, freelancer, nonprofit, shop

# The same bytes whether or not lxml is there, which would write the workbook's elements otherwise.
os.environ["OPENPYXL_LXML"] = "False"

KINDS = {"creator": creator, "shop": shop, "freelancer": freelancer, "nonprofit": nonprofit}
SEED = 1000


def make(folder: Path) -> None:
    """Write every sample below `folder`, one folder a kind."""
    for place, (name, kind) in enumerate(KINDS.items()):
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        for file, data in kind.files(np.random.default_rng([SEED, place])).items():
            (target / file).write_bytes(data)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Write the invented exports.")
    options.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    make(options.parse_args().folder)
