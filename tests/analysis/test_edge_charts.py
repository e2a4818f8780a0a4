"""No picture of an edge holds a number that is none, and each is said in a sentence."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from tests.analysis.test_edges import EDGES, END, SAY
from truefans_core.analysis import Settings, analyse, movement
from truefans_core.charts import apart, bands, funnel, line, moves, people, spread
from truefans_core.charts import movement as over_time
from truefans_core.columns import STATES
from truefans_core.movement import curves

#: Edges of a list without payments: what it states of whom.
LISTS = {
    "engagement only": {f"p{n}@example.com": {"clicks": float(n % 7)} for n in range(40)},
    "undated totals": {f"p{n}@example.com": {"lifetime_amount": 100.0 * n * n} for n in range(40)},
}
LOGS = ["one", "all equal", "one whale", "all given back", "nothing but nought"]
#: Where a part of the people is all of them, there is no rest to compare it with.
MAY_BE_UNKNOWN = {"rest"}


def pictures(found):
    """Every chart of people and of movement, with the sentence that says it."""
    labels = {state: SAY(f"group.{state}") for state in STATES}
    rows = [
        {
            "state": state,
            "label": labels[state],
            "people": group.count,
            "share_people": group.share_people,
            "income_minor": group.income_year_minor,
            "share_income": group.share_income,
        }
        for state, group in found.groups.items()
        if group.count
    ]
    columns = ["state", "label", "people", "share_people", "income_minor", "share_income"]
    groups, money = pd.DataFrame(rows, columns=columns), found.currency
    yield (
        people.group_bars(groups, SAY, "light", currency=money),
        people.group_sentence(groups, SAY, currency=money),
    )
    means = people.mark_means(found.supporters, groups)
    yield people.mark_bars(means, SAY, "light"), people.mark_sentence(means, SAY)
    curve = spread.concentration(found.supporters)
    yield spread.share_curve(curve, SAY, "dark"), spread.concentration_sentence(curve, SAY)
    bins = spread.score_bins(found.supporters, labels)
    lines = [] if found.line is None or found.line.true is None else [(found.line.true, labels["true"])]
    yield spread.line_chart(bins, SAY, "light", lines=lines), spread.line_sentence(bins, SAY)

    moving = movement(found)
    steps = pd.DataFrame(
        [
            {"step": s.step, "label": s.step, "people": s.count, "rate": np.nan if s.rate is None else s.rate}
            for s in moving.funnel
        ]
    )
    yield funnel.funnel_bars(steps, SAY, "light"), funnel.funnel_sentence(steps, SAY)
    flows = moving.flows.assign(change="$0")
    flows = flows.assign(was=flows["from"], now=flows["to"], stayed=flows["from"] == flows["to"], place=0)
    yield bands.flow_bands(flows, SAY, "light"), moves.flow_sentence(flows, SAY)
    yield moves.flow_cells(flows, SAY, "dark"), moves.flow_sentence(flows, SAY)
    joins = over_time.joins_by_month(moving.people, found.as_of)
    yield over_time.join_bars(joins, SAY, "light"), over_time.join_sentence(joins, SAY)
    state_of = moving.people.set_index("person_id")["state"]
    monthly = over_time.income_by_month(found.events, groups, state_of, found.as_of)
    said = over_time.income_sentence(monthly, SAY, currency=money)
    yield over_time.income_lines(monthly, SAY, "light", currency=money), said
    yield (
        line.month_line(moving.monthly, {END: "Now"}, SAY, "light"),
        line.month_sentence(moving.monthly, SAY),
    )
    cells = moving.cohorts.cells
    if len(cells):
        yield moves.join_cells(cells, SAY, "light"), moves.join_cells_sentence(cells, SAY)
        yield moves.join_cells(cells, SAY, "dark", money=money), moves.join_cells_sentence(cells, SAY)
    came = moving.entrants()
    if len(came.days) and came.steps["true"].curve.people:
        way = came.steps["true"].curve
        yield moves.curve_line(way, SAY, "light", up=True), moves.way_up_sentence(way, SAY)
    if moving.staying.people:
        yield moves.curve_line(moving.staying, SAY, "light"), moves.curve_sentence(moving.staying, SAY)
    for part, pairs in moving.parts.items():
        for rows in (moving.gets_there(part), moving.stays_on(part)):
            told = rows.assign(label=rows["value"].astype(str))
            yield apart.apart_dots(told, SAY, "light", title="Got there"), apart.apart_sentence(told, SAY)
        by = {str(value): found for value, found in curves(moving.followed, pairs).items()}
        if by:
            yield apart.curve_lines(by, SAY, "light", alt_text="Both."), "Both."


@pytest.mark.parametrize("edge", ["nobody", *LOGS, *LISTS])
def test_no_chart_of_an_edge_holds_a_number_that_is_none(payments, members, edge):
    records = [payments(EDGES[edge][0])] if edge in LOGS else [members(LISTS[edge])] if edge in LISTS else []
    count = 0
    for drawing, said in pictures(analyse(records, Settings(), as_of=END, today=END)):
        count += 1
        for rows in drawing.to_dict().get("datasets", {}).values():
            # What is no number becomes null on the way into a chart.
            holes = {name for row in rows for name, value in row.items() if value is None}
            assert holes <= MAY_BE_UNKNOWN, said
        assert said.endswith((".", "!"))
        assert not re.search(r"\bnan\b|\binf\b|[{}]", said, re.IGNORECASE), said
    assert count >= 10
