"""`truefans experiment`: people left out before, the difference said after, and a sentence wherever it cannot be told."""

from __future__ import annotations

import csv
import json

import pytest

AS_OF = "2026-03-31"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """An invented mailing list of 300 with payments: before, and two months later, when writing had doubled them."""
    folder = tmp_path_factory.mktemp("lists")
    rows = [
        (f"p{i:03d}@example.com", f"2025-{1 + i % 12:02d}-11", 10 + i % 7) for i in range(300) for _ in (0, 1)
    ]
    (folder / "before.csv").write_text(
        "Email,Amount,Currency,Date\n"
        + "".join(f"{mail},{amount},USD,{on}\n" for mail, on, amount in rows)
        + f"zoe@example.org,5,USD,{AS_OF}\n"
    )
    return folder


def test_a_comparison_from_the_draw_to_what_came_of_it(run, files):
    kept, out = files / "agreed.json", files / "write.csv"
    options = ("--strategy", "ask_feedback", "--days", "30", "--keep", kept, "--start", AS_OF)
    ran = run("experiment", "assign", files / "before.csv", *options, "-o", out, "--for", "mailchimp")
    assert ran.code == 0, ran.err
    assert "80 of 100 such comparisons" in ran.out
    with out.open() as text:
        written = [row["Email Address"] for row in csv.DictReader(text)]
    agreed = json.loads(kept.read_text())
    assert len(written) == len(agreed["written"])
    assert abs(len(agreed["written"]) - len(agreed["held"])) <= 1
    early = run("experiment", "measure", files / "before.csv", "--keep", kept)
    assert early.code == 0
    assert "Cannot tell yet" in early.out
    after = files / "after.csv"
    everybody = sorted({f"p{i:03d}@example.com" for i in range(300)})
    paid = [*written[:60], *[mail for mail in everybody if mail not in written][:5]]
    after.write_text(
        (files / "before.csv").read_text()
        + "".join(f"{mail},20,USD,2026-04-09\n" for mail in paid)
        + "zoe@example.org,5,USD,2026-05-02\n"
    )
    found = run("experiment", "measure", after, "--keep", kept, "--json", "-").json
    assert found["verdict"] == "more"
    assert found["conversion"]["low"] > 0
    assert found["paid_written"] == 60
    assert 0 < found["paid_held"] <= 5  # some of the five are of those it does not fit
    assert "It worked" in run("experiment", "measure", after, "--keep", kept).out


def test_two_at_once_share_nobody_who_is_left_out(run, files):
    first, second = files / "one.json", files / "two.json"
    options = ("--strategy", "ask_feedback", "--days", "30", "--start", AS_OF)
    assert (
        run("experiment", "assign", files / "before.csv", *options, "--keep", first, "--share", "0.3").code
        == 0
    )
    ran = run(
        "experiment",
        "assign",
        files / "before.csv",
        *options,
        "--keep",
        second,
        "--besides",
        first,
        "--seed",
        "2",
    )
    assert ran.code == 0, ran.err
    one, two = (json.loads(path.read_text()) for path in (first, second))
    assert not set(one["held"]) & {*two["held"], *two["written"]}


def test_six_people_are_too_few(run, files):
    few = files / "few.csv"
    few.write_text("".join((files / "before.csv").read_text().splitlines(keepends=True)[:13]))
    ran = run(
        "experiment",
        "assign",
        few,
        "--strategy",
        "ask_feedback",
        "--keep",
        files / "no.json",
    )
    assert ran.code == 3
    assert "too few to compare" in ran.err
    assert not (files / "no.json").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("assign",), "--keep"),
        (("assign", "--keep", "x.json"), "--strategy"),
        (("assign", "--keep", "x.json", "--strategy", "ask_feedback", "--share", "2"), "--share"),
        (("assign", "--keep", "x.json", "--strategy", "ask_feedback", "--days", "0"), "--days"),
        (("assign", "--keep", "x.json", "--strategy", "ask_feedback", "--start", "2020-01-01"), "--start"),
        (("assign", "--keep", "x.json", "--strategy", "thank", "--group", "known"), "nobody"),
        (("measure", "--keep", "nowhere.json"), "nowhere.json"),
        (("look", "--keep", "x.json"), "assign measure"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(run, files, options, said):
    ran = run("experiment", options[0], files / "before.csv", *options[1:])
    assert ran.code == 3
    assert said in ran.err


def test_a_file_that_is_no_comparison_is_refused(run, files):
    odd = files / "odd.json"
    for text in ("{}", "[", "[" * 100_000, '{"schema": 1}'):
        odd.write_text(text)
        ran = run("experiment", "measure", files / "before.csv", "--keep", odd)
        assert ran.code == 3
        assert "no comparison" in ran.err
