"""How fast the what-if answers: a rerun of the page, repricing against simulating anew, arrays against a plain loop.

    python -m benchmarks.income [runs, default 9]

Prints medians with their range. A rerun is the whole script of the page after another price was typed, without a
browser. Repricing keeps the futures of the people; the plain loop lets every person of the same model stay or go by
one throw of the dice, for fewer futures, scaled up.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from truefans_core.income import Lever, Scenario, fans_by_month, project

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = Scenario(
    10_000_000,
    platform="patreon",
    fans_now=Lever.exactly(120),
    new_per_month=Lever.between(20, 40),
    churn=Lever.rate(7, 140),
)
LOOPED = 20


def plain_loop(draws: int) -> list[list[int]]:
    """The same model person by person."""
    dice, futures = random.Random(1), []
    for _ in range(draws):
        new = dice.uniform(20, 40)
        leaving = dice.betavariate(7.5, 133.5)
        fans, path = 120, [120]
        for _ in range(SCENARIO.months):
            fans = sum(dice.random() >= leaving for _ in range(fans))
            came, waited = 0, dice.expovariate(new)
            while waited < 1:
                came, waited = came + 1, waited + dice.expovariate(new)
            fans += came
            path.append(fans)
        futures.append(path)
    return futures


def milliseconds(work: Callable[[], object], runs: int) -> list[float]:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def said(values: list[float]) -> str:
    return f"{statistics.median(values):8.1f} ms ({min(values):.1f} to {max(values):.1f})"


def reruns(runs: int) -> list[float]:
    """The page after another price was typed."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/income.py").run()
    prices = iter(range(50, 50 + 10 * runs))

    def another() -> None:
        app.text_input(key="price").set_value(str(next(prices))).run()
        assert not app.exception

    another()
    return milliseconds(another, runs - 1)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    for draws in (5_000, 20_000):
        scenario = replace(SCENARIO, draws=draws)
        kept = project(scenario).kinds
        dearer = scenario.having("price_minor", 12_000)
        anew = milliseconds(lambda one=dearer: project(one), runs)
        repriced = milliseconds(lambda one=dearer, fans=kept: project(one, fans=fans), runs)
        share = statistics.median(repriced) / statistics.median(anew)
        print(f"{draws:>6} futures: anew     {said(anew)}")
        print(f"{draws:>6} futures: repriced {said(repriced)}  {share:.3f} of anew (at most 0.15)")
    arrays = milliseconds(lambda: fans_by_month(SCENARIO), runs)
    scale = SCENARIO.draws / LOOPED
    loop = [scale * each for each in milliseconds(lambda: plain_loop(LOOPED), 3)]
    faster = statistics.median(loop) / statistics.median(arrays)
    print(f"{SCENARIO.draws:>6} futures: arrays   {said(arrays)}")
    print(f"{SCENARIO.draws:>6} futures: loop     {said(loop)}  {faster:.0f} times the arrays (at least 100)")
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRUEFANS_HOME"] = home
        print(f"a rerun of the page:     {said(reruns(runs))}")


if __name__ == "__main__":
    main()
