"""Each command on real exports and samples: what it answers, the keys of its JSON, its exit code."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile

import pytest

from truefans_core import cultivate, fees, samples
from truefans_core.cli.clock import today
from truefans_core.income import Scenario
from truefans_core.words import Words

TABLE = {
    "file", "sheet", "outcome", "source", "confidence", "encoding", "delimiter", "header_line", "records_in", "kept",
    "merged", "set_aside", "money", "columns", "problems", "question",
}  # fmt: skip
ANALYSE = {
    "schema", "as_of", "currency", "supporters", "ledger", "score", "marks", "tiers", "rules", "quality", "backtest",
    "funnel", "problems",
}  # fmt: skip
SCENARIO = {
    "schema", "fans_needed", "ceiling", "months_to_goal", "reachable", "p10", "p50", "p90", "chance_by_month",
    "net_per_fan_year", "fees",
}  # fmt: skip
SUPPORTERS = [
    "person_id",
    "external_id",
    "name",
    "email",
    "tier",
    "probability",
    "score",
    "interest",
    "investment",
    "advocacy",
    "income_year",
    "reason",
    "next_step",
]


def test_samples_are_listed_and_written(run, tmp_path):
    ran = run("samples")
    assert ran.code == 0
    assert all(name in ran.out for name in samples.names())
    assert run("samples", "--json", "-").json["samples"][0]["files"]
    ran = run("samples", "shop", "--to", tmp_path / "a" / "b")
    assert ran.code == 0
    assert {p.name for p in (tmp_path / "a" / "b").iterdir()} == set(samples.describe("shop").files)
    assert run("samples", "--to", tmp_path / "all").code == 0
    assert {p.name for p in (tmp_path / "all").iterdir()} == set(samples.names())


def test_inspect_says_what_each_file_is(run, three):
    ran = run("inspect", *three, "--json", "-")
    assert ran.code == 0
    assert [table["source"] for table in ran.json["tables"]] == [path.stem for path in three]
    for table in ran.json["tables"]:
        assert set(table) == TABLE
        assert table["outcome"] == "imported"
        aside = sum(reason["count"] for reason in table["set_aside"])
        assert table["records_in"] == table["kept"] + table["merged"] + aside
        for money in table["money"].values():
            assert money["in"] == money["kept"] + money["merged"] + money["set_aside"]


def test_inspect_exits_with_the_highest_code_and_writes_its_json(run, three, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    out = tmp_path / "out.json"
    ran = run("inspect", three[0], empty, "--json", out)
    assert ran.code == 3
    assert "patreon-members.csv" in ran.out
    assert "empty.csv" in ran.err
    assert '"outcome": "refused"' in out.read_text()


def test_analyse_goes_on_without_refused_files(run, three, tmp_path):
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    ran = run("analyse", *three, picture, "--json", "-")
    assert ran.code == 0
    assert set(ran.json) >= ANALYSE
    assert "picture.csv" in ran.err
    assert run("analyse", picture).code == 3


def test_analyse_gives_one_row_per_person(run, three, tmp_path):
    out = tmp_path / "people.csv"
    ran = run("analyse", *three, "--supporters", out)
    assert ran.code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert list(rows[0]) == SUPPORTERS
    emails = [row["email"] for row in rows if row["email"]]
    assert len(emails) == len(set(emails)) > 0
    assert all(row["reason"] and row["next_step"] for row in rows)


def test_few_payers_follow_the_money_line(run, tmp_path):
    log = tmp_path / "log.csv"
    log.write_text(
        "Date,Email,Amount,Currency\n"
        + "".join(
            f"2026-05-{day:02},p{day}@example.com,{amount}.00,USD\n"
            for day, amount in ((1, 300), (2, 20), (3, 15))
        )
    )
    ran = run("analyse", log, "--json", "-")
    assert ran.code == 0, ran.err
    assert ran.json["tiers"]["rule"] == "money"
    assert ran.json["tiers"]["true"]["count"] == 1


@pytest.mark.parametrize(("billing", "fans"), [("yearly", 1153), ("monthly", 1198)])
def test_scenario_gives_the_golden_numbers(run, billing, fans):
    ran = run(
        "scenario",
        "--goal",
        100000,
        "--price",
        100,
        "--billing",
        billing,
        "--platform",
        "patreon",
        "--json",
        "-",
    )
    assert ran.code == 0
    assert set(ran.json) == SCENARIO
    assert ran.json["fans_needed"] == fans


def test_scenario_takes_ranges_files_and_saved_scenarios(run, three, tmp_path):
    ran = run(
        "scenario", "--goal", 50000, "--price", "80 to 120", "--new-per-month", "20 to 40", "--churn", "5%"
    )
    assert (ran.code, ran.err) == (0, "")
    assert "true fans" in ran.out
    assert run("scenario", *three, "--goal", 50000, "--draws", 200).code == 0
    saved = tmp_path / "scenario.json"
    saved.write_text(json.dumps(Scenario(goal_minor=5_000_000, draws=200).to_json()))
    first = run("scenario", "--file", saved, "--json", "-").json
    assert (
        first["fans_needed"]
        == run("scenario", "--goal", 50000, "--draws", 200, "--json", "-").json["fans_needed"]
    )
    assert (
        run("scenario", "--file", saved, "--goal", 100000, "--json", "-").json["fans_needed"]
        > first["fans_needed"]
    )


def test_a_fee_book_of_ones_own_counts_on_the_command_line(run, tmp_path):
    dearer, book = tmp_path / "fees.csv", fees.fee_records(fees.book())
    with dearer.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.DictWriter(file, fees.COLUMNS)
        rows.writeheader()
        rows.writerows({**row, "platform_pct": "50", "valid_until": "2020"} for row in book)
    asked = ("scenario", "--goal", 100000, "--platform", "direct", "--json", "-")
    assert run(*asked).json["fans_needed"] == 1000
    ran = run(*asked, "--fees", dearer)
    assert ran.json["fans_needed"] == 2000
    assert "no longer hold" in ran.err
    saved = tmp_path / "scenario.json"
    saved.write_text(json.dumps(Scenario(10_000_000, platform="mine").to_json()))
    dearer.write_text(dearer.read_text(encoding="utf-8").replace("\ndirect,", "\nmine,"), encoding="utf-8")
    assert run("scenario", "--file", saved, "--fees", dearer).code == 0
    assert run("scenario", "--file", saved).code == 3
    dearer.write_text("a,b\n1,2\n", encoding="utf-8")
    ran = run("scenario", "--goal", 10, "--fees", dearer)
    assert (ran.code, "Row 1 of the fee book" in ran.err) == (3, True)


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--goal", 10, "--fees", "missing.csv"],
        ["--goal", "much"],
        ["--goal", "60.000"],
        ["--goal", 10, "--currency", "XXX"],
        ["--goal", "-5"],
        ["--goal", 10, "--churn", "5"],
        ["--goal", 10, "--platform", "nowhere"],
        ["--goal", 10, "--billing", "weekly"],
        ["--goal", 10, "--months", "many"],
        ["--file", "missing.json"],
    ],
)
def test_scenario_refuses_in_one_sentence(run, args):
    ran = run("scenario", *args)
    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.strip().splitlines()) == 1


def test_report_hides_names_unless_told(run, three, tmp_path):
    page, named = tmp_path / "a.html", tmp_path / "b.html"
    assert run("report", *three, "-o", page, "--client", "A client").code == 0
    assert run("report", *three, "-o", named, "--no-anonymise").code == 0
    hidden = page.read_text()
    assert "Amara" not in hidden
    assert "amara.oyelaran" not in hidden
    assert "A client" in hidden
    assert "Amara" in named.read_text()
    assert "patreon-members.csv" in named.read_text()
    assert "patreon-members.csv" not in hidden
    # Of so few true fans what lies ahead would tell what each of them pays.
    assert Words()("report.figure.outlook") in named.read_text()
    assert Words()("report.figure.outlook") not in hidden
    book = tmp_path / "c.xlsx"
    assert run("report", *three, "-o", book).code == 0
    assert zipfile.is_zipfile(book)


def test_report_speaks_of_a_goal_only_where_one_is_given(run, three, tmp_path):
    page = tmp_path / "a.html"
    for given in (["--goal", "12345"], []):
        assert run("report", *three, "-o", page, "--no-anonymise", *given).code == 0
        assert ("$12,345" in page.read_text()) is bool(given)
        assert ("the goal is" in page.read_text()) is bool(given)
    ran = run("report", *three, "-o", page, "--goal", "0")
    assert ran.code == 3
    assert "The goal has to be more than 0" in ran.err


@pytest.mark.parametrize("name", ["a.ppt", "a", "a.docx"])
def test_report_names_the_formats_it_writes(run, three, tmp_path, name):
    ran = run("report", three[0], "-o", tmp_path / name)
    assert ran.code == 3
    assert ".html" in ran.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("tool", ["plain", "mailchimp"])
def test_plan_writes_the_list(run, tmp_path, tool):
    out = tmp_path / "week.csv"
    ran = run("plan", "sample:nonprofit", "--hours", 2, "--for", tool, "-o", out)
    assert ran.code == 0
    assert "2 hours" in ran.out
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert len(rows) > 5
    if tool == "mailchimp":
        assert rows[0] == [heading for heading, _ in cultivate.tools.TOOLS_BY_SLUG[tool].columns]


def test_plan_says_how_many_it_does_not_show(run, tmp_path):
    asked = ("plan", "sample:nonprofit", "--hours", 5)
    people = len(run(*asked, "--json", "-").json["people"])
    said = run(*asked).out
    assert f"{people - 10} more" in said
    assert "-o" in said
    assert "in the file" in run(*asked, "-o", tmp_path / "week.csv").out


def test_plan_json_and_stdout(run, three):
    ran = run("plan", *three, "--json", "-", "--as-of", "2026-08-10")
    assert set(ran.json) == {
        "schema",
        "as_of",
        "currency",
        "hours",
        "minutes",
        "left_out",
        "one_more_hour_minor",
        "waiting",
        "people",
    }
    assert ran.json["as_of"] == "2026-08-10"
    assert all(person["reason"] and "{{first_name}}" in person["starter"] for person in ran.json["people"])
    listed = run("plan", *three, "-o", "-")
    assert next(csv.reader(io.StringIO(listed.out)))[0] == "Order"
    assert run("plan", *three, "-o", "-", "--json", "-").code == 3


def test_a_sample_stands_for_its_files_and_speaks_its_words(run):
    assert "donations" in run("analyse", "sample:nonprofit").out
    assert "customers" in run("analyse", "nonprofit", "--preset", "business").out
    ran = run("analyse", "sample:nothing")
    assert ran.code == 3
    assert "nonprofit" in ran.err


def test_the_day_is_never_after_today(run, three):
    ran = run("analyse", three[0], "--as-of", "2199-01-01", "--json", "-")
    assert ran.code == 0
    assert dt.date.fromisoformat(ran.json["as_of"]) <= today()


def test_money_of_another_currency_is_told_with_the_day_of_the_rates(run, tmp_path):
    log = tmp_path / "payments.csv"
    rows = "a@example.org,2026-01-05,10.00,EUR\nb@example.org,2026-01-06,10.00,EUR\nc@example.org,2026-01-07,9.00,USD\n"
    log.write_text(f"email,date,amount,currency\n{rows}")
    said = run("analyse", log).out
    assert "Money in USD is shown in EUR" in said
    log.write_text(f"email,date,amount,currency\n{rows.replace('USD', 'EUR')}")
    assert "is shown in" not in run("analyse", log).out


def test_the_month_of_the_financial_year_is_taken_and_checked(run):
    assert "from April" in run("analyse", "sample:nonprofit", "--year-starts", "4").out
    assert run("analyse", "sample:nonprofit", "--year-starts", "13").code == 3
