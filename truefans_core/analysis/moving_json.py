"""How people moved, as the JSON of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from truefans_core.movement import LEVELS, Entrants
from truefans_core.movement.flows import counts

if TYPE_CHECKING:
    from truefans_core.analysis.moving import Moving
    from truefans_core.intervals import Rate
    from truefans_core.movement import Conversion, Curve

SCHEMA = 1
_QUANTILES = (0.25, 0.5, 0.75)


def as_json(moving: Moving) -> dict[str, Any]:
    """Every part of how people moved; amounts in minor units, shares as fractions, unknown as None."""
    found, came = moving.found, moving.entrants()
    return {
        "schema": SCHEMA,
        "as_of": found.as_of.isoformat(),
        "currency": found.currency,
        "states": [
            {**row, "date": row["date"].isoformat()} for row in counts(moving.path).to_dict("records")
        ],
        "flows": [
            {"from": row["from"], "to": row["to"], "people": row["people"], "money": row["money_minor"]}
            for row in moving.flows.to_dict("records")
        ],
        "funnel": [
            {"step": s.step, "count": s.count, "rate": s.rate, "low": s.low, "high": s.high}
            for s in moving.funnel
        ],
        "cohorts": [
            {
                "cohort": row["cohort"].date().isoformat()[:7],
                **{name: row[name] for name in ("age", "size", "there", "share", "mature")},
                "income": row["income_minor"],
            }
            for row in moving.cohorts.cells.to_dict("records")
        ],
        "retention": {
            name: _rated(rate)
            for name, rate in (("first_time", moving.cohorts.first_time), ("repeat", moving.cohorts.repeat))
        },
        "transitions": moving.transitions.to_dict("records"),
        "ahead": _ahead(moving),
        "staying": _curve(moving.staying),
        "entrants": {
            **_entrants(came),
            "year_before": _entrants(moving.entrants(year_ago=True)),
            "by": {name: _compared(moving.gets_there(name)) for name in moving.parts if name != "began"},
        },
        "staying_by": {name: _compared(moving.stays_on(name)) for name in moving.parts},
        "soon": {
            name: [
                {"person_id": row["person_id"], "by": row["by"].isoformat()}
                for row in rows.to_dict("records")
            ]
            for name, rows in (("becoming", moving.becoming), ("leaving", moving.leaving))
        },
        "notes": [note for note, _ in moving.notes],
    }


def _ahead(moving: Moving) -> dict[str, Any] | None:
    ahead = moving.ahead
    if ahead is None:
        return None
    return {
        "in_12_months": {state: _ranged(year) for state, year in ahead.year.items()},
        "level": {state: _ranged(level) for state, level in ahead.level.items()},
        "casual_to_true": {
            "share": _ranged(ahead.chance),
            "months": None if ahead.months is None else _ranged(ahead.months),
        },
    }


def _curve(curve: Curve) -> list[dict[str, float]]:
    return [
        {"months": float(time), "share": float(share), "low": float(low), "high": float(high)}
        for time, share, low, high in zip(curve.times, curve.share, curve.low, curve.high, strict=True)
    ]


def _entrants(came: Entrants) -> dict[str, Any]:
    return {
        "from": came.start.isoformat(),
        "to": came.end.isoformat(),
        "seen": came.seen.isoformat(),
        "window_days": came.window,
        "people": len(came.days),
        "steps": {level: _conversion(came.steps[level]) for level in LEVELS},
    }


def _conversion(found: Conversion) -> dict[str, Any]:
    return {
        "so_far": _rated(found.naive),
        "full_time": _rated(found.mature),
        "allowing": {"rate": found.share, "low": found.low, "high": found.high},
        "misleading": found.misleading,
        "days": {str(share): found.quantile(share) for share in _QUANTILES},
    }


def _compared(rows: Any) -> list[dict[str, Any]]:
    """Each part beside the rest."""
    return [
        {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in row.items()}
        for row in rows.to_dict("records")
    ]


def _ranged(values: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("middle", "low", "high"), values, strict=True))


def _rated(found: Rate) -> dict[str, float | None]:
    share = None if np.isnan(found.share) else found.share
    return {"count": found.count, "total": found.total, "rate": share, "low": found.low, "high": found.high}
