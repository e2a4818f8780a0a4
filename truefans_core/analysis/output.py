"""An analysis as JSON and as a table of supporters, as the command line gives them."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from truefans_core import ledger, rates
from truefans_core.columns import MARKS, STATES
from truefans_core.tiers import reasons
from truefans_core.words.explain import explain
from truefans_core.words.safe import safe_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis.result import Analysis
    from truefans_core.tiers.personas import Personas
    from truefans_core.words import Words

SCHEMA = 1
#: Columns of the supporters file.
COLUMNS = (
    "person_id", "external_id", "name", "email", "tier", "probability", "score", "interest", "investment", "advocacy",
    "income_year", "reason", "next_step",
)  # fmt: skip
#: Digits of a score that are told: it ranks, and what faded long ago still ranks.
SCORE_DIGITS = 9


def as_json(analysis: Analysis, say: Words | None = None) -> dict[str, Any]:
    """The `analyse` JSON: amounts in minor units, shares as fractions, unknown numbers null.

    Args:
        analysis: what `analyse` gave.
        say: speaks the sentences of the problems; without it each carries its message id.
    """
    score, tested = analysis.score, analysis.backtest
    nobody = not len(analysis.supporters)
    return {
        "schema": SCHEMA,
        "as_of": analysis.as_of.isoformat(),
        "currency": analysis.currency,
        "supporters": len(analysis.supporters),
        "supporters_low": analysis.fewest(),
        "ledger": ledger.total(analysis.account).as_json(),
        "score": {
            "name": score.name,
            "half_life_days": score.half_life_days,
            "weights": dict(score.weights),
        },
        "marks": {
            name: {
                "known": analysis.marks[name].known,
                "columns": list(analysis.marks[name].columns),
                "evidence": [
                    {"file": e.file, "sign": e.sign, "columns": list(e.headers), "rows": e.rows}
                    for e in analysis.marks[name].evidence
                ],
            }
            for name in MARKS
        },
        "tiers": None
        if nobody
        else {
            "rule": analysis.rule,
            "provisional": analysis.tiers_provisional,
            "line": analysis.line.as_json() if analysis.line else None,
            **{state: _group(analysis, state) for state in STATES},
        },
        "rules": {
            rule: {"true": found.true, "joins": found.joins, "leaves": found.leaves}
            for rule, found in analysis.rules.items()
        },
        "personas": {tier: _kinds(found) for tier, found in analysis.personas.items()},
        "quality": {
            **{name: _plain(figure) for name, figure in analysis.quality.items()},
            "agreement": analysis.agreement(),
        },
        "backtest": None
        if tested is None
        else {
            "cut_on": tested.cut_on.isoformat(),
            "until": tested.until.isoformat(),
            "payers": tested.payers,
            "true": tested.true,
            "hidden_minor": tested.hidden_minor,
            "share_true": tested.share_true,
            "share_lifetime": tested.share_lifetime,
            "share_best": tested.share_best,
        },
        "funnel": [
            {"step": s.step, "count": s.count, "rate": s.rate, "low": s.low, "high": s.high}
            for s in analysis.funnel
        ],
        "problems": [
            {
                "code": p.code,
                "severity": p.severity,
                "rows": p.rows,
                "message": p.message if say is None else explain(say, p),
            }
            for p in analysis.problems
        ],
    }


def supporters_csv(analysis: Analysis, say: Words) -> str:
    """The supporters as CSV, one row per person: `COLUMNS`.

    `tier` is the state; `income_year` is in major units, empty where money has no date; text cells cannot become formulas.

    Args:
        analysis: what `analyse` gave.
        say: speaks the reasons and the next steps.
    """
    standing = analysis.standing()
    digits = rates.decimals(analysis.currency)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in analysis.supporters.to_dict("records"):
        named = {str(name): value for name, value in row.items()}
        why, why_params = reasons.why(named, standing)
        step, step_params = analysis.next_step(named, standing)
        cells = {
            **{name: named[name] for name in ("person_id", "external_id", "name", "email")},
            "tier": named["state"],
            "probability": _rounded(named["probability"], 4),
            "score": float(f"{named['score']:.{SCORE_DIGITS}g}"),
            **{name: _rounded(named[name], 1) for name in MARKS},
            "income_year": _year(named, digits),
            "reason": say(why, **why_params),
            "next_step": say(step, **step_params),
        }
        # A number is written as it is: an apostrophe before a minus sign would make it text.
        writer.writerow([_cell(cells[name], number=name == "income_year") for name in COLUMNS])
    return text.getvalue()


def _year(row: Mapping[str, Any], digits: int) -> str:
    """The income of a person in major units; nothing where they paid and no file says when."""
    undated = row["lifetime_minor"] > 0 and pd.isna(row["last_paid_at"])
    return "" if undated else major(row["income_year_minor"], digits)


def major(minor: int, digits: int) -> str:
    """Minor units as decimal major units: 1250 → 12.50.

    Example:
        >>> major(1250, 2), major(-5, 2), major(80, 0)
        ('12.50', '-0.05', '80')
    """
    sign, whole = ("-" if minor < 0 else ""), abs(int(minor))
    if not digits:
        return f"{sign}{whole}"
    return f"{sign}{whole // 10**digits}.{whole % 10**digits:0{digits}d}"


def _cell(value: Any, *, number: bool) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return value if number or not isinstance(value, str) else safe_cell(value)


def _rounded(value: float, digits: int) -> float | None:
    return None if math.isnan(value) else round(float(value), digits)


def _plain(figure: Any) -> Any:
    return None if isinstance(figure, float) and not math.isfinite(figure) else figure


def _kinds(found: Personas) -> dict[str, Any]:
    return {
        "reason": found.reason,
        "stability": found.stability,
        "groups": [
            {
                "traits": [list(trait) for trait in group.traits],
                "count": group.count,
                "means": dict(group.means),
                "income_year": group.income_year_minor,
            }
            for group in found.groups
        ],
    }


def _group(analysis: Analysis, state: str) -> dict[str, Any]:
    group = analysis.groups[state]
    return {
        "count": group.count,
        "share_people": group.share_people,
        "share_income": group.share_income,
        "income_year": group.income_year_minor,
        "income_year_net": group.income_year_net_minor,
    }
