"""Is what a comparison says true? Runs without any effect, runs with a planted one, and what before/after would say.

    python -m benchmarks.experiments [RUNS]

Invented people whose earlier spend predicts whether they pay again; everybody is drawn by `assign` and judged by the
same functions as in the app. Printed:

1. without any effect: how often the 95 % range holds "no difference" (for shares and for money, with and without
   earlier spend taken out), and how much narrower the latter makes the range;
2. with the effect that was said to be seen in 80 of 100 comparisons planted: how often it is;
3. a plain before/after of people chosen because they have not paid lately, without any effect.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd

from truefans_core.experiments import assign, of_money, of_shares, smallest_effect

RUNS = 2_000
#: people, share left out, share of them who pay anyway
CASES = ((400, 0.5, 0.20), (1000, 0.5, 0.10), (400, 0.3, 0.20))
POWER_RUNS = 10


def drawn(random: np.random.Generator, size: int, base: float) -> tuple[np.ndarray, np.ndarray]:
    """Earlier spend in minor units, and each person's chance to pay in the days of the comparison."""
    spend = random.lognormal(8, 1, size) * (random.random(size) < 0.7)
    chance = base * np.where(spend > np.median(spend), 1.4, 0.6)
    return spend, chance


def held_out(spend: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Who is left out, as the app draws them."""
    people = pd.DataFrame(
        {
            "person_id": [f"{i:08x}" for i in range(len(spend))],
            "state": "engaged",
            "income_year_minor": spend.astype(int),
        }
    )
    return people["person_id"].isin(assign(people, share=share, seed=seed).held).to_numpy()


def without_effect(size: int, share: float, base: float, runs: int) -> None:
    """Print how often the ranges hold nothing, where there is nothing."""
    random = np.random.default_rng(1)
    holds, widths = np.zeros(3), np.zeros(2)
    for run in range(runs):
        spend, chance = drawn(random, size, base)
        held = held_out(spend, share, run)
        pays = random.random(size) < chance
        money = pays * (0.4 * spend + random.lognormal(7.5, 0.8, size))
        shares = of_shares(int(pays[~held].sum()), int((~held).sum()), int(pays[held].sum()), int(held.sum()))
        plain = of_money(money[~held], money[held], seed=run)
        adjusted = of_money(money[~held], money[held], (spend[~held], spend[held]), seed=run)
        holds += [not each.clear for each in (shares, adjusted, plain)]
        widths += [adjusted.high - adjusted.low, plain.high - plain.low]
    shares_, adjusted_, plain_ = holds / runs
    print(
        f"  {size} people, {share:.0%} left out, {base:.0%} pay anyway: range holds 0 in "
        f"{shares_:.1%} (shares), {adjusted_:.1%} (money), {plain_:.1%} (money, nothing taken out); "
        f"earlier spend narrows it by {1 - widths[0] / widths[1]:.0%}",
        flush=True,
    )


def with_effect(size: int, share: float, base: float, runs: int) -> None:
    """Print how often a planted effect of the stated size is seen."""
    random = np.random.default_rng(2)
    held = round(size * share)
    effect = smallest_effect(base, size - held, held)
    assert effect is not None
    written = random.binomial(size - held, base + effect, runs * POWER_RUNS)
    left_out = random.binomial(held, base, runs * POWER_RUNS)
    seen = np.mean(
        [of_shares(int(w), size - held, int(h), held).low > 0 for w, h in zip(written, left_out, strict=True)]
    )
    print(f"  {size} people, {share:.0%} left out: +{100 * effect:.1f} points planted, seen in {seen:.1%}")


def before_and_after(runs: int, size: int = 400, rate: float = 0.2) -> None:
    """Print what before/after says of people chosen because they did not pay last month."""
    random = np.random.default_rng(3)
    rises, sure = [], 0
    for run in range(runs):
        _, chance = drawn(random, size * 2, rate)
        chosen = random.random(size * 2) >= chance
        after = random.random(size * 2) < chance
        rises.append(after[chosen].mean())
        held = held_out(chance[chosen], 0.5, run)
        pays = after[chosen]
        sure += of_shares(
            int(pays[~held].sum()), int((~held).sum()), int(pays[held].sum()), int(held.sum())
        ).clear
    print(
        f"  nobody was written to; before/after says the share who paid rose from 0 to {np.mean(rises):.1%} "
        f"(from {min(rises):.1%} to {max(rises):.1%}); with some left out an effect is found in {sure / runs:.1%}"
    )


def main() -> None:
    """Print the three tables."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    start = time.perf_counter()
    print(f"No effect, {runs} runs:")
    for case in CASES:
        without_effect(*case, runs)
    print(f"The stated effect planted, {runs * POWER_RUNS} runs:")
    for case in CASES:
        with_effect(*case, runs)
    print(f"Before/after, {runs} runs:")
    before_and_after(runs)
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
