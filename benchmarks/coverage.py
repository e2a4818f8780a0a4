"""Does the range hold what happens: 500 invented worlds with known rates, 24 months of data, 12 and 24 months ahead.

    python -m benchmarks.coverage [worlds, default 500]

In each world people come and leave at rates that nobody sees. What 24 months show of them (so many came, so many of
so many left) makes the levers, as the page makes them; the world then goes on, and the range from cautious to hopeful
either holds its income or not. A fair range of eight in ten holds it in 75 to 85 of 100 worlds.
"""

import math
import sys

import numpy as np

from truefans_core.income import Lever, Scenario, project

SEEN, AHEAD = 24, (12, 24)
PRICE = 10_000


def world(number: int) -> tuple[Scenario, list[int], float]:
    """What 24 months of a world let one ask, its people in the months after, and its true rate of leaving."""
    dice = np.random.default_rng([20_261_123, number])
    leaving, coming = float(dice.uniform(0.01, 0.12)), float(dice.uniform(3, 40))
    fans = int(dice.integers(20, 400))
    left = at_risk = came = 0
    for _ in range(SEEN):
        gone, more = int(dice.binomial(fans, leaving)), int(dice.poisson(coming))
        left, at_risk, came = left + gone, at_risk + fans, came + more
        fans += more - gone
    asked = Scenario(
        1_000_000,
        price_minor=Lever.exactly(PRICE),
        fans_now=Lever.exactly(fans),
        new_per_month=Lever.pace(came, SEEN),
        churn=Lever.rate(left, at_risk),
        months=max(AHEAD),
        draws=2_000,
        seed=number,
    )
    path = [fans]
    for _ in range(max(AHEAD)):
        fans += int(dice.poisson(coming)) - int(dice.binomial(fans, leaving))
        path.append(fans)
    return asked, path, leaving


def main() -> None:
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    held: dict[int, list[bool]] = {month: [] for month in AHEAD}
    often: list[bool] = []
    for number in range(worlds):
        asked, path, leaving = world(number)
        low, _, high = project(asked).range_over_time
        often.append(leaving > 0.05)
        for month in AHEAD:
            held[month].append(bool(low[month] - 1e-6 <= path[month] * PRICE / 12 <= high[month] + 1e-6))
    for month, found in held.items():
        share = sum(found) / worlds
        error = math.sqrt(share * (1 - share) / worlds)
        few, many = (
            np.mean([each for each, more in zip(found, often, strict=True) if more == which])
            for which in (False, True)
        )
        print(
            f"{month} months ahead: the range held it in {100 * share:.1f} % of {worlds} worlds "
            f"(standard error {100 * error:.1f}; 75 to 85 wanted); {100 * few:.0f} % where few leave, "
            f"{100 * many:.0f} % where many do"
        )


if __name__ == "__main__":
    main()
