"""docs/formulas.md tells the truth: its constants are those of the code, its names exist, its examples come out."""

from __future__ import annotations

import ast
import doctest
import re
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from truefans_core.columns import EVENTS
from truefans_core.history.running import Running
from truefans_core.marks import ScoreName
from truefans_core.signals.activity import in_units
from truefans_core.signals.days import number_of
from truefans_core.signals.statements import COLUMNS
from truefans_core.signals.totals import totals
from truefans_core.tiers.line import RULES

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "formulas.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```python\n.*?^```$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
CONSTANTS = re.findall(r"`([a-z_.]+)\.([A-Z][A-Z_]*) = ([^`]+)`", PROSE)
#: Modules of which every number that has a name stands in the document.
WHOLE = (
    "signals.fade", "signals.totals", "marks", "tiers.rules", "tiers.keep", "tiers.natural", "tiers.chance", "tiers.steady",
    "tiers.personas", "history.leaving", "backtest", "funnel", "reach", "rates", "intervals", "people.suggest",
    "cultivate.chances", "cultivate.gains", "experiments.power",
)  # fmt: skip
DAY = date(2025, 6, 30)


def found(name: str):
    """What a dotted name below `truefans_core` is."""
    *modules, last = name.split(".")
    for cut in range(len(modules), -1, -1):
        try:
            here = import_module(".".join(["truefans_core", *modules[:cut]]))
        except ModuleNotFoundError:
            continue
        for each in (*modules[cut:], last):
            here = getattr(here, each) if hasattr(here, each) else import_module(f"{here.__name__}.{each}")
        return here
    raise AssertionError(name)


def number(text: str):
    """A value as the document writes it: `0.75`, `20_000`, `(9, 13)`, `1/3`."""
    over, _, under = text.partition("/")
    return ast.literal_eval(over) / ast.literal_eval(under) if under else ast.literal_eval(text)


def of_log(paid: list[tuple[int, int]], *, half_life: float, period: int | None = None) -> float:
    """The value of one person's payments, each an amount and its age in days, for `period` days where given."""
    schema = pa.schema([*EVENTS, pa.field("value_minor", pa.int64()), pa.field("net_minor", pa.int64())])
    rows = []
    for minor, age in paid:
        at = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC) - timedelta(days=age)
        spread = {"period_start": at, "period_end": at + timedelta(days=period)} if period else {}
        rows.append(
            {
                "person_id": "a",
                "kind": "payment",
                "at": at,
                "value_minor": minor,
                "net_minor": minor,
                **spread,
            }
        )
    events = pa.Table.from_pylist(rows, schema=schema)
    done = next(Running(events, pa.array(["a"])).by([DAY], half_life))
    return float(in_units(done["decayed"]).iloc[0])


def of_total(total: int, *, first: int, last: int, half_life: float = 365.0) -> dict[str, float]:
    """What a total says whose first and last payment are so many days ago."""
    today = number_of(DAY)
    stated = pd.DataFrame(np.nan, index=[0], columns=[*COLUMNS, "paid_first"]).assign(
        person_id="a", source="members", platform="Members", stated_on=today, day=today,
        lifetime_amount=float(total), lifetime_net=float(total), first_paid_at=today - first, last_activity=today - last,
    )  # fmt: skip
    row = totals(stated, half_life).iloc[0]
    return {name: float(row[name]) for name in ("value", "income_year_minor")}


@pytest.mark.parametrize(("module", "name", "written"), CONSTANTS)
def test_a_constant_is_that_of_the_code(module, name, written):
    assert found(f"{module}.{name}") == number(written)


@pytest.mark.parametrize("module", WHOLE)
def test_every_number_with_a_name_is_told(module):
    told = {name for where, name, _ in CONSTANTS if where == module}
    named = {
        name
        for name, value in vars(import_module(f"truefans_core.{module}")).items()
        if name.isupper() and not name.startswith("_") and is_number(value) and is_own(module, name)
    }
    assert named == told


def is_number(value) -> bool:
    each = value if isinstance(value, tuple) else (value,)
    return bool(each) and all(isinstance(one, int | float) for one in each)


def is_own(module: str, name: str) -> bool:
    """Whether a module gives a name its value, and does not borrow it."""
    path = ROOT / "truefans_core" / f"{module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    given = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    return any(name in {leaf.id for leaf in ast.walk(each) if isinstance(leaf, ast.Name)} for each in given)


def test_every_name_and_every_file_is_there():
    names = set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)*(?:\.[A-Z_]+)?)`", PROSE))
    dotted = {name for name in names if "." in name and not name.endswith((".csv", ".py"))}
    listed = re.findall(r"Code: ((?:`[a-z_.]+`,?\s*(?:and )?)+)", PROSE)
    rooms = {name for each in listed for name in re.findall(r"`([a-z_.]+)`", each)}
    assert len(listed) == TEXT.count("Code: ") >= 12
    for name in dotted | rooms:
        assert found(name) is not None
    for path in re.findall(r"`([a-z_]+/[a-z_/]+\.(?:py|csv))`", PROSE):
        assert (ROOT / path).is_file(), path


def test_every_rule_and_every_score_is_told():
    first = set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE))
    assert first == {*RULES, *get_args(ScoreName)} - {"none"}


def test_every_worked_example_comes_out():
    blocks = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    names = {"of_log": of_log, "of_total": of_total}
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), names, "formulas.md", "formulas.md", 0)
    runner = doctest.DocTestRunner()
    said: list[str] = []
    runner.run(examples, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)
    assert len(examples.examples) > 60
