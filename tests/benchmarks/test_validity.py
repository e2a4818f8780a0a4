"""What the benchmark of validity takes for a failure: a check that nothing can fail proves nothing."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from benchmarks.validity import Record, main, measure, relative_capture
from truefans_core.columns import TIERS

UNTIL, END = date(2025, 6, 30), date(2025, 12, 31)
GROUPS = {"casual": 1_00, "engaged": 30_00, "true": 900_00}


def purchases(groups, later):
    """Ten people a group, each paying once by UNTIL and what `later` says after it."""
    rows = [
        {"customer": f"{group}{n}", "on": pd.Timestamp(on), "cents": cents}
        for group in groups
        for n in range(10)
        for on, cents in (("2025-06-01", GROUPS[group]), ("2025-09-01", later[group]))
        if cents is not None
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("groups", "later", "passes", "told"),
    [
        (TIERS, GROUPS, True, "came again"),
        (TIERS, {**GROUPS, "true": 0}, False, "came again"),
        (TIERS, dict.fromkeys(TIERS), False, "nothing came of them after 2025-06-30"),
        (TIERS[:1], GROUPS, False, "nobody"),
    ],
)
def test_order_is_shown_only_where_every_group_has_people_and_something_came(
    capsys, tmp_path, groups, later, passes, told
):
    record = Record("invented", lambda _: purchases(groups, later), UNTIL, END, 0.0)
    assert measure(record, tmp_path) is passes
    assert told in capsys.readouterr().out


def test_a_log_of_ones_own_whose_days_end_too_soon_fails(capsys, tmp_path):
    rows = purchases(TIERS, GROUPS)
    log = rows.assign(amount=rows.pop("cents") / 100, on=rows["on"].dt.date).rename(columns={"on": "date"})
    log.to_csv(tmp_path / "log.csv", index=False)
    assert main(str(tmp_path / "log.csv"), "2025-10-31", "2025-12-31") == 1
    assert "nothing came of them after 2025-10-31" in capsys.readouterr().out


def test_nothing_is_no_share_of_nothing():
    assert pd.isna(relative_capture(pd.Series([0.0, 0.0]), pd.Series([1.0, 2.0])))
