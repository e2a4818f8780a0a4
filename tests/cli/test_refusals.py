"""Questions, refusals and surprises: the right exit code, one sentence, never a traceback, never data."""

from __future__ import annotations

from pathlib import Path

import pytest

from truefans_core.cli import files

DATA = Path(__file__).parents[1] / "sources" / "data"

AMBIGUOUS = "Date,Email,Amount,Currency\n" + "".join(
    f"0{month}/0{month % 3 + 1}/2026,p{month}@example.com,10.00,USD\n" for month in range(1, 7)
)


@pytest.fixture
def ambiguous(tmp_path):
    path = tmp_path / "payments.csv"
    path.write_text(AMBIGUOUS)
    return path


@pytest.mark.parametrize("name", ["inspect", "analyse", "plan"])
def test_a_question_names_the_option_that_answers_it(run, ambiguous, name):
    ran = run(name, ambiguous, "--json", "-")
    assert ran.code == 2
    question = ran.json["tables"][0]["question"]
    assert question["option"] == "--date-order"
    assert set(question["answers"]) >= {"dmy", "mdy"}
    assert "--date-order" in ran.err
    assert run(name, ambiguous, "--date-order", "dmy").code == 0


def test_the_answer_changes_what_is_read(run, ambiguous):
    days = {
        order: run("analyse", ambiguous, "--date-order", order, "--json", "-").json["as_of"]
        for order in ("dmy", "mdy")
    }
    assert days["dmy"] != days["mdy"]


def test_a_currency_that_nothing_states_is_asked_for(run, tmp_path):
    path = tmp_path / "payments.csv"
    path.write_text("Date,Email,Amount\n2026-05-01,a@example.com,10.00\n2026-05-02,b@example.com,12.00\n")
    for command in ("inspect", "movement"):
        ran = run(command, path, "--json", "-")
        assert ran.code == 2
        assert ran.json["tables"][0]["question"]["option"] == "--currency"
    ran = run("analyse", path, "--currency", "EUR", "--json", "-")
    assert ran.code == 0
    assert ran.json["currency"] == "EUR"


@pytest.mark.parametrize("command", [["analyse"], ["plan"], ["report", "-o", "report.html"]])
def test_files_without_anybody_leave_nothing(run, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "payments.csv"
    path.write_text("Date,Email,Amount,Currency\n")
    name, *options = command
    ran = run(name, path, *options)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("There is nobody in these files")
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "report.html").exists()
    assert run("analyse", path, "--json", "-").json["tables"][0]["records_in"] == 0


def test_reach_alone_is_no_list_of_fans(run):
    ran = run("analyse", DATA / "youtube-table-data.csv")
    assert ran.code == 0
    assert ran.out.startswith("There is nobody in these files")


def test_a_folder_is_called_a_folder(run, tmp_path):
    ran = run("inspect", tmp_path)
    assert ran.code == 3
    assert "is a folder" in ran.err


@pytest.mark.parametrize(
    "args",
    [
        ["analyse"],
        ["analyse", "missing.csv"],
        ["analyse", "sample:creator", "--rule", "magic"],
        ["analyse", "sample:creator", "--preset", "rockstar"],
        ["analyse", "sample:creator", "--lang", "xx"],
        ["analyse", "sample:creator", "--as-of", "30.06.2026"],
        ["analyse", "sample:creator", "--as-of", "2026-02-30"],
        ["analyse", "sample:creator", "--currency", "XYZ"],
        ["analyse", "sample:creator", "--max-mb", "0"],
        ["analyse", "sample:creator", "--time-zone", "Mars/Base"],
        ["analyse", "sample:creator", "--max-mb", "much"],
        ["analyse", "sample:creator", "--date-order", "middle"],
        ["analyse", "sample:creator", "--colour"],
        ["plan", "sample:creator", "--hours", "0"],
        ["plan", "sample:creator", "--hours", "nan"],
        ["plan", "sample:creator", "--for", "pigeon"],
        ["report", "sample:creator"],
        ["samples", "nothing"],
        ["dance"],
        ["--port", "99999999"],
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(run, args):
    ran = run(*args)
    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.err.strip().endswith((".", "--help."))


def test_a_file_over_the_limit_is_refused_before_it_is_read(run, tmp_path):
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(2_000_001)
    ran = run("inspect", big, "--max-mb", 2)
    assert ran.code == 3
    assert "big.csv" in ran.err


def test_a_place_that_cannot_be_written_is_refused(run, tmp_path):
    ran = run("analyse", "sample:freelancer", "--json", tmp_path / "no" / "where.json")
    assert ran.code == 3
    assert "where.json" in ran.err


def test_a_surprise_is_one_sentence_without_data(run, monkeypatch):
    def fail(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("marker@example.com")

    monkeypatch.setattr(files, "read_files", fail)
    monkeypatch.delenv("TRUEFANS_DEBUG", raising=False)
    ran = run("analyse", "sample:creator")
    assert ran.code == 3
    assert "marker" not in ran.err + ran.out
    assert "ZeroDivisionError" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_names_of_the_data_cannot_move_the_cursor(run, tmp_path):
    path = tmp_path / "p\x1b[2Jx.csv"
    path.write_text("Date,Email,Name,Amount,Currency\n2026-05-01,a@example.com,\x1b[31mRed,10.00,USD\n")
    ran = run("plan", path)
    assert "\x1b" not in ran.out + ran.err


def test_a_refused_file_is_told_of_once(run, three, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.touch()
    ran = run("analyse", empty, *three, "--json", "-")
    assert ran.code == 0
    assert ran.err.count("is empty") == 1
    assert [p["code"] for p in ran.json["problems"]].count("R_EMPTY") == 1
