"""Saved mappings and answers on the command line: one for every file, or for one of them."""

from __future__ import annotations

import json

import pytest

LOG = "Wer,Wann,Wieviel,Woher\nann@example.com,2026-01-05,20.00,x\nbo@example.com,2026-01-06,5.50,y\n"


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    return path


def saved(path, **roles: str | None):
    path.write_text(
        json.dumps(
            {
                "schema": 1,
                "source": None,
                "by_hand": True,
                "choices": {"currency": "EUR"},
                "uses": [[header, role] for header, role in roles.items()],
            }
        )
    )
    return path


def roles_of(ran, table: int = 0):
    return {column["header"]: column["role"] for column in ran.json["tables"][table]["columns"]}


def test_what_columns_are_taken_for_is_written_changed_and_taken(run, log, tmp_path):
    out = tmp_path / "mapping.json"
    assert run("inspect", log, "--currency", "EUR", "--save-mapping", out).code == 0
    assert json.loads(out.read_text())["choices"] == {}
    changed = out.read_text().replace('["Woher", null, 0.0]', '["Woher", "source"]')
    out.write_text(changed)
    ran = run("inspect", log, "--mapping", out, "--currency", "EUR", "--json", "-")
    assert ran.code == 0
    assert roles_of(ran)["Woher"] == "source"
    assert "N_REMEMBERED" in {problem["code"] for problem in ran.json["tables"][0]["problems"]}


def test_a_saved_mapping_beats_the_guess_and_answers_its_questions(run, log, tmp_path):
    mapping = saved(
        tmp_path / "m.json", Wer="email", Wann="occurred_at", Wieviel="amount_other", Woher="note"
    )
    ran = run("inspect", log, "--mapping", mapping, "--json", "-")
    assert roles_of(ran) == {
        "Wer": "email",
        "Wann": "occurred_at",
        "Wieviel": "amount_other",
        "Woher": "note",
    }
    assert ran.json["tables"][0]["source"] is None


def test_columns_that_are_new_are_left_out_and_told(run, tmp_path, log):
    mapping = saved(tmp_path / "m.json", Wer="email", Wann="occurred_at", Wieviel="amount")
    ran = run("inspect", log, "--mapping", mapping, "--json", "-")
    assert ran.code == 0
    assert roles_of(ran)["Woher"] is None
    told = {problem["code"]: problem["message"] for problem in ran.json["tables"][0]["problems"]}
    assert "Woher" in told["N_REMEMBERED_MORE"]
    assert ran.json["tables"][0]["money"]["EUR"]["in"] == 2550


def test_a_mapping_for_other_files_is_a_warning(run, log, tmp_path):
    mapping = saved(tmp_path / "m.json", Name="name", Betrag="amount")
    ran = run("inspect", log, "--mapping", mapping, "--currency", "EUR")
    assert ran.code == 0
    assert "fits none" in ran.err


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "null", '{"schema": 1, "uses": []}', '{"schema": 1, "uses": [["a", "boss"]]}',
     '{"schema": 2, "uses": [["a", "email"]]}', '{"schema": 1, "uses": [["a", "email", "very"]]}', "[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_mapping_is_refused_in_a_sentence(run, log, tmp_path, text):
    bad = tmp_path / "bad.json"
    bad.write_text(text)
    ran = run("inspect", log, "--mapping", bad)
    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.strip().splitlines()) == 1


def test_there_may_be_several_mappings(run, log, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("Wer,Punkte\nann@example.com,7\nbo@example.com,9\n")
    mappings = (
        saved(tmp_path / "a.json", Wer="email", Wann="occurred_at", Wieviel="amount", Woher="source"),
        saved(tmp_path / "b.json", Wer="email", Punkte="activity_score"),
    )
    options = [part for mapping in mappings for part in ("--mapping", mapping)]
    ran = run("inspect", log, other, *options, "--json", "-")
    assert roles_of(ran, 0)["Woher"] == "source"
    assert roles_of(ran, 1)["Punkte"] == "activity_score"


def dated(path, day: str):
    path.write_text(
        f"Date,Email,Amount,Currency\n{day},a@example.com,10.00,USD\n{day},b@example.com,10.00,USD\n"
    )
    return path


def test_an_answer_for_one_file_leaves_the_others_alone(run, tmp_path):
    one, two = dated(tmp_path / "one.csv", "03/04/2026"), dated(tmp_path / "two.csv", "04/03/2026")
    ran = run("analyse", one, two, "--date-order", "one.csv=dmy", "--json", "-")
    assert ran.code == 2
    assert [table["outcome"] for table in ran.json["tables"]] == ["imported", "choice"]
    ran = run("analyse", one, two, "--date-order", "one.csv=dmy", "--date-order", "mdy", "--json", "-")
    assert ran.code == 0
    assert ran.json["as_of"] == "2026-04-03"


def test_an_answer_never_overrules_what_a_file_proves(run, tmp_path):
    proved = dated(tmp_path / "proved.csv", "04/23/2026")
    ran = run("inspect", proved, "--date-order", "dmy", "--json", "-")
    assert ran.code == 0
    assert ran.json["tables"][0]["kept"] == 2


TWO = "Order Email,Ticket Email,Date,Amount,Currency\n" + "".join(
    f"buyer{n}@example.com,guest{n}@example.org,2026-01-0{n},10.00,EUR\n" for n in range(1, 6)
)


def test_which_of_two_addresses_counts_is_asked_and_answered(run, tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text(TWO)
    ran = run("inspect", path, "--json", "-")
    assert ran.code == 2
    question = ran.json["tables"][0]["question"]
    assert (question["code"], question["option"]) == ("Q_EMAIL", "--email")
    assert question["answers"] == ["Order Email", "Ticket Email"]
    for chosen in question["answers"]:
        ran = run("inspect", path, "--email", chosen, "--json", "-")
        assert ran.code == 0
        assert ran.json["tables"][0]["kept"] == 5


def test_equal_addresses_are_no_question(run, tmp_path):
    path = tmp_path / "same.csv"
    path.write_text(TWO.replace("guest", "buyer").replace("example.org", "example.com"))
    assert run("inspect", path).code == 0


def test_money_without_a_currency_is_answered_for_each_file(run, tmp_path):
    files = []
    for name in ("a.csv", "b.csv"):
        path = tmp_path / name
        path.write_text("Date,Email,Amount\n2026-01-05,a@example.com,10.00\n2026-01-06,b@example.com,12.00\n")
        files.append(path)
    answers = ("--currency", "a.csv=EUR", "--currency", "b.csv=USD")
    ran = run("inspect", *files, *answers, "--json", "-")
    assert ran.code == 0
    assert [list(table["money"]) for table in ran.json["tables"]] == [["EUR"], ["USD"]]


def test_a_decimal_sign_is_answered(run, tmp_path):
    path = tmp_path / "d.csv"
    path.write_text(
        "Date,Email,Amount,Currency\n2026-01-05,a@example.com,1.234,EUR\n2026-01-06,b@example.com,2.345,EUR\n"
    )
    assert run("inspect", path, "--json", "-").json["tables"][0]["question"]["option"] == "--decimal"
    ran = run("inspect", path, "--decimal", ",", "--json", "-")
    assert ran.json["tables"][0]["money"]["EUR"]["in"] == 357900


def test_a_file_that_is_not_there_has_its_place_in_the_json(run, log):
    ran = run("inspect", log, "nowhere.csv", "--currency", "EUR", "--json", "-")
    assert ran.code == 3
    assert [table["outcome"] for table in ran.json["tables"]] == ["imported", "refused"]
    assert ran.json["tables"][1]["problems"][0]["code"] == "R_NO_FILE"


def test_a_file_of_a_saved_mapping_that_asks_something_still_says_whose_meanings_it_has(run, tmp_path):
    path = tmp_path / "either.csv"
    path.write_text("Wer,Wann,Wieviel\nann@example.com,03/04/2026,20.00\nbo@example.com,05/06/2026,5.50\n")
    mapping = saved(tmp_path / "m.json", Wer="email", Wann="occurred_at", Wieviel="amount")
    assert run("inspect", path, "--mapping", mapping, "--json", "-").code == 2
    ran = run("inspect", path, "--mapping", mapping, "--date-order", "dmy", "--json", "-")
    assert ran.code == 0
    assert "N_REMEMBERED" in {problem["code"] for problem in ran.json["tables"][0]["problems"]}
