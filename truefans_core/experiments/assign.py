"""Who is written to and who is left out: by a seeded hash, alike in group and in what people bring."""

from __future__ import annotations

import hashlib
import math
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_DAYS = 366
_MOST_PEOPLE = 5_000_000
_BANDS = (1 / 3, 2 / 3)
_UNIT = 2.0**64


@dataclass(frozen=True, slots=True)
class Arms:
    """Who is written to and who is left out, each sorted by person_id."""

    written: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Experiment:
    """A comparison as it was agreed, before anybody was written to.

    Attributes:
        name: what the user calls it.
        strategy: what is done for those written to.
        started: the last day before; what is paid from the next day on counts.
        days: how long it runs; it is looked at once, when they are over.
        seed: of the assignment and of the ranges.
        written: person_id of who is written to.
        held: person_id of who is left out.
        base: share of them who paid in as many days before.
        effect: the smallest rise of that share that can be seen.
    """

    name: str
    strategy: str
    started: date
    days: int
    seed: int
    written: tuple[str, ...]
    held: tuple[str, ...]
    base: float
    effect: float

    @property
    def due(self) -> date:
        """The last day that counts."""
        return self.started + timedelta(days=self.days)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            **asdict(self),
            "schema": 1,
            "started": self.started.isoformat(),
            "written": list(self.written),
            "held": list(self.held),
        }

    @classmethod
    def from_json(cls, given: object) -> Experiment:
        """From plain values.

        Raises:
            Refused: `X_FILE` where they are none of an experiment.
        """
        try:
            return cls._read(given)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise Refused(Problem("X_FILE")) from error

    @classmethod
    def _read(cls, given: Any) -> Experiment:
        if given["schema"] != 1:
            raise ValueError("another schema")
        said = {field.name: given[field.name] for field in fields(cls)}
        people = [*said["written"], *said["held"]]
        days, seed = said["days"], said["seed"]
        base, effect = float(said["base"]), float(said["effect"])
        if not (
            isinstance(days, int)
            and 1 <= days <= MOST_DAYS
            and isinstance(seed, int)
            and seed >= 0
            and len(people) <= _MOST_PEOPLE
            and all(isinstance(each, str) for each in people)
            and len(set(people)) == len(people)
            and math.isfinite(base + effect)
            and isinstance(said["name"], str)
            and isinstance(said["strategy"], str)
        ):
            raise ValueError("no experiment")
        return cls(
            name=said["name"],
            strategy=said["strategy"],
            started=date.fromisoformat(said["started"]),
            days=days,
            seed=seed,
            written=tuple(said["written"]),
            held=tuple(said["held"]),
            base=base,
            effect=effect,
        )


def assign(people: pd.DataFrame, *, share: float, seed: int, taken: Collection[str] = ()) -> Arms:
    """Split people by chance into who is written to and who is left out.

    People are ordered by group, by what they bring (nothing, or a third of those of the group who pay) and then by
    a hash of seed and person_id; every so manieth of that order is left out, from a start that the seed draws. So
    the left out are alike in both, their number is `share` of all to within one, everybody has the same chance, and
    the order of the rows does not matter.

    Args:
        people: person_id, state and income_year_minor of who may be written to.
        share: of them who is left out, between 0 and 1.
        seed: the same gives the same.
        taken: person_id of who is left out of a comparison that still runs: they are in neither part of this one.

    Raises:
        ValueError: if `share` is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError("a share between 0 and 1 is needed")
    free = people.loc[~people["person_id"].isin(list(taken)), ["person_id", "state", "income_year_minor"]]
    free = free.assign(
        band=_bands(free), drawn=[_drawn(seed, person) for person in free["person_id"]]
    ).sort_values(["state", "band", "drawn", "person_id"])
    places = np.arange(len(free)) + _drawn(seed, "start") / _UNIT / share
    held = np.floor((places + 1) * share) > np.floor(places * share)
    ids = free["person_id"].to_numpy()
    return Arms(tuple(sorted(ids[~held])), tuple(sorted(ids[held])))


def _bands(people: pd.DataFrame) -> pd.Series:
    """0 for who brings nothing, else 1 to 3 by thirds of those of the same group who pay."""
    income = people["income_year_minor"].fillna(0).astype(float)
    paying = income.where(income > 0).groupby(people["state"])
    bands = (income > 0).astype(int)
    for at in _BANDS:
        bands += (income > people["state"].map(paying.quantile(at)).astype(float)).astype(int)
    return bands


def _drawn(seed: int, text: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{text}".encode()).digest()[:8], "big")
