"""`truefans movement` on files: the keys of its JSON, sums that agree with `analyse`, a sentence for each bad date."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import numpy as np
import pytest

STATES = ("known", "casual", "engaged", "true", "gone")


@pytest.fixture
def log(tmp_path):
    chance = np.random.default_rng(2)
    file = tmp_path / "payments.csv"
    with file.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["customer_id", "date", "amount"])
        for number in range(60):
            for _ in range(int(chance.integers(1, 9))):
                day = date(2024, 1, 1) + timedelta(days=int(chance.integers(0, 545)))
                writer.writerow([f"c{number}", day.isoformat(), f"{chance.lognormal(3, 1):.2f}"])
    return file


def test_the_json_follows_the_contract_and_agrees_with_analyse(run, log):
    said = run(
        "movement", log, "--currency", "USD", "--from", "2024-12-31", "--to", "2025-05-15", "--json", "-"
    ).json
    assert {"schema", "states", "flows", "funnel", "cohorts", "transitions"} <= set(said)
    days = [state["date"] for state in said["states"]]
    assert days == ["2024-12-31", "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-15"]
    assert all(set(state) == {"date", *STATES} for state in said["states"])
    for state in STATES:
        first, last = said["states"][0][state], said["states"][-1][state]
        assert sum(flow["people"] for flow in said["flows"] if flow["from"] == state) == first
        assert sum(flow["people"] for flow in said["flows"] if flow["to"] == state) == last
    now, then = (
        run("analyse", log, "--currency", "USD", "--as-of", day, "--json", "-").json["tiers"]
        for day in ("2025-05-15", "2024-12-31")
    )
    assert {state: now[state]["count"] for state in STATES} == {
        state: said["states"][-1][state] for state in STATES
    }
    change = sum(now[state]["income_year"] - then[state]["income_year"] for state in STATES)
    assert sum(flow["money"] for flow in said["flows"]) == change
    assert {cell["cohort"] for cell in said["cohorts"]} >= {"2024-01"}
    came = said["entrants"]
    assert came["people"] == sum(said["states"][-1][state] for state in STATES)
    assert set(came["steps"]) == {"active", "engaged", "true"}
    assert came["year_before"]["seen"] == "2024-05-15"
    assert set(came["by"]) == {"joined"}
    assert set(said["staying_by"]) == {"began", "joined"}
    assert all(row["by"] > "2025-05-15" for row in said["soon"]["leaving"])


def test_dates_before_the_first_row_are_told_with_its_day(run, log):
    ran = run("movement", log, "--currency", "USD", "--from", "2019-01-01", "--to", "2020-01-01")
    assert ran.code == 3
    assert "before the first row" in ran.err
    assert "2024" in ran.err


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--from", "2025-06-01", "--to", "2025-01-01"], "--from"),
        (["--to", "2999-01-01"], "future"),
        (["--from", "2024-13-01"], "--from"),
        (["--as-of", "2025-01-31", "--to", "2025-03-31"], "--as-of"),
    ],
)
def test_dates_that_cannot_be_are_refused_in_a_sentence(run, log, options, word):
    ran = run("movement", log, "--currency", "USD", *options)
    assert ran.code == 3
    assert word in ran.err


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        ([("a", "2025-03-05"), ("b", "2025-03-07")], ["--from", "2025-03-31", "--to", "2025-03-31"], "same day"),
        ([("a", "2025-03-05"), ("b", "2025-03-07")], ["--from", "2025-01-31"], "begin on"),
        ([("a", "2024-03-05"), ("b", "2025-03-07")], ["--from", "2024-03-05"], "Nothing is recorded"),
        ([("a", "2025-03-05"), ("b", "2025-03-07")], ["--from", "2025-03-06"], "same month"),
        ([("a", "2025-03-05"), ("b", "2025-04-07")], ["--from", "2025-03-06"], "true fans yet"),
        ([("a", "2015-03-05"), *((f"b{n}", "2025-04-07") for n in range(60))], ["--from", "2025-03-06"], "before Apr 7, 2025"),
    ],
)  # fmt: skip
def test_what_the_dates_cannot_tell_is_said(run, tmp_path, rows, options, said):
    file = tmp_path / "few.csv"
    file.write_text("email,date,amount\n" + "".join(f"{who}@example.com,{day},5.00\n" for who, day in rows))
    ran = run("movement", file, "--currency", "USD", *options)
    assert ran.code == 0
    assert said in ran.err


def test_where_no_file_speaks_of_money_none_is_spoken_of(run, tmp_path):
    visits = tmp_path / "visits.csv"
    rows = [f"p{n},2026-0{month}-1{n % 9}" for n in range(40) for month in range(1, 3 + n % 4)]
    visits.write_text("\n".join(["customer_id,date", *rows]))
    said = run("movement", visits, "--to", "2026-06-28").out
    assert "Not there yet → " in said
    assert "$" not in said
    assert "income" not in said
