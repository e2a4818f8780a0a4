"""A plain log of who paid when and how much, without an e-mail, by any of the usual names and in any order."""

from __future__ import annotations

import csv
import io

import pytest

DAYS = ("2024-01-03", "2024-02-14", "2024-02-25", "2024-03-30")
ROWS = [
    *[(f"c{number}", day, 20 + number) for number in range(12) for day in DAYS[number % 3 :]],
    *[("big", day, 400) for day in DAYS],
]
PEOPLE = {name: sum(amount for who, _, amount in ROWS if who == name) for name, _, _ in ROWS}


def iso(day):
    return day


def german(day):
    return ".".join(reversed(day.split("-")))


def american(day):
    year, month, date = day.split("-")
    return f"{int(month)}/{int(date)}/{year}"


def compact(day):
    return day.replace("-", "")


def compact_float(day):
    return f"{compact(day)}.0"


def moment(day):
    return f"{day}T10:11:12Z"


LOGS = [
    ("customer_id,date,amount", ",", iso, "."),
    ("date,amount,customer_id", ",", iso, "."),
    ("CustomerID,InvoiceDate,Amount", ",", american, "."),
    ("Customer ID;Order Date;Total", ";", german, ","),
    ("user,timestamp,amount", ",", moment, "."),
    ("household_id,purchase_date,sales_value", ",", compact, "."),
    ("donor,gift_date,gift_amount", ",", american, "."),
    ("cust,day,spend", ",", iso, "."),
    ("client_no,invoice_date,net_total", "\t", iso, "."),
    ("id,date,dollars", ",", compact, "."),
    ("member_id,paid_on,value", ",", iso, "."),
    ("msno,date,amount", ",", compact_float, "."),
    ("username,date,line_total", ",", iso, "."),
    ("", ",", compact, "."),
]


def log(path, header, delimiter, day, decimal):
    """The rows under these names, each column where its name stands."""
    names = header.split(",") if delimiter in ",\t" else header.split(";")
    order = [0, 1, 2] if "customer_id" not in names[1:] else [1, 2, 0]
    lines = [delimiter.join(names)] if header else []
    for who, on, amount in ROWS:
        cells = (who, day(on), f"{amount}{decimal}00")
        lines.append(delimiter.join(cells[place] for place in order))
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(("header", "delimiter", "day", "decimal"), LOGS, ids=[each[0] for each in LOGS])
def test_a_plain_log_gives_everyone_their_money_and_a_group(run, tmp_path, header, delimiter, day, decimal):
    path = log(tmp_path / "log.csv", header, delimiter, day, decimal)
    out = tmp_path / "out.csv"
    ran = run(
        "analyse", path, "--as-of", "2024-03-31", "--currency", "USD", "--supporters", out, "--json", "-"
    )
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert {row["external_id"]: float(row["income_year"]) for row in rows} == PEOPLE
    assert {row["external_id"] for row in rows if row["tier"] == "true"} >= {"big"}
    best = max(rows, key=lambda row: float(row["score"]))
    assert best["external_id"] == "big"
    assert ran.json["ledger"]["records_in"] == ran.json["ledger"]["kept"] == len(ROWS)
    assert ran.json["as_of"] == "2024-03-31"


@pytest.mark.parametrize(("so_far", "name"), [(False, "decayed_spend"), (True, "lifetime_spend")])
def test_a_total_beside_a_day_is_of_that_day_where_it_also_falls(run, tmp_path, so_far, name):
    path = tmp_path / "log.csv"
    spent = [(f"c{n % 12}", DAYS[n % 4], 20 + n * n * 7 % 50) for n in range(48)]
    totals = {who: 0 for who, _, _ in spent}
    lines = ["customer_id,date,total_spend"]
    for who, day, amount in sorted(spent, key=lambda row: row[1]):
        totals[who] += amount
        lines.append(f"{who},{day},{totals[who] if so_far else amount}.00")
    path.write_text("\n".join(lines) + "\n")
    ran = run("analyse", path, "--as-of", "2024-03-31", "--currency", "USD", "--json", "-")
    assert ran.json["score"]["name"] == name


def test_the_day_named_hides_what_comes_later(run, tmp_path):
    path = log(tmp_path / "log.csv", *LOGS[0])
    out = tmp_path / "out.csv"
    options = ("--currency", "USD", "--supporters", out)
    assert run("analyse", path, "--as-of", "2024-02-20", *options).code == 0
    rows = {row["external_id"]: row for row in csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))}
    assert set(rows) == {who for who, day, _ in ROWS if day <= "2024-02-20"}
    assert rows["c0"]["income_year"] == "40.00"


def test_who_took_something_for_nothing_is_known_from_that_day_on(run, tmp_path):
    path, out = log(tmp_path / "log.csv", *LOGS[0]), tmp_path / "out.csv"
    with path.open("a") as lines:
        lines.write("free,2024-02-19,0.00\nlate,2024-02-21,0.00\n")
    assert run("analyse", path, "--as-of", "2024-02-20", "--currency", "USD", "--supporters", out).code == 0
    rows = {row["external_id"]: row for row in csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))}
    assert rows["free"]["tier"] == "known"
    assert "late" not in rows


def test_the_last_minute_of_the_day_counts_and_people_go_by_what_they_are_called(run, tmp_path):
    path, out = tmp_path / "log.csv", tmp_path / "out.csv"
    lines = ["Name,user_id,timestamp,amount"]
    moments = ("2024-03-01 10:00:00", "2024-03-31 23:59:59", "2024-04-01 00:00:00")
    for number, word in enumerate(("ann", "bo", "cy")):
        lines += [f"Ada {number},{word},{moment},10.00" for moment in moments]
    path.write_text("\n".join(lines) + "\n")
    assert run("analyse", path, "--as-of", "2024-03-31", "--currency", "USD", "--supporters", out).code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert {(row["external_id"], row["name"], row["income_year"]) for row in rows} == {
        ("ann", "Ada 0", "20.00"),
        ("bo", "Ada 1", "20.00"),
        ("cy", "Ada 2", "20.00"),
    }


def test_the_lines_of_an_order_without_amounts_are_one_payment(run, tmp_path):
    path, out = tmp_path / "log.csv", tmp_path / "out.csv"
    orders = [(f"o{number}", f"c{number % 12}") for number in range(60)]
    rows = [
        f"{order},{who},2024-03-31,thing {line}"
        for order, who in orders
        for line in range(9 if who == "c3" else 1)
    ]
    path.write_text("\n".join(["order_id,customer_id,order_date,product", *rows]) + "\n")
    ran = run("analyse", path, "--as-of", "2024-03-31", "--supporters", out, "--json", "-")
    assert ran.json["score"]["name"] == "decayed_count"
    rows = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))
    assert {float(row["score"]) for row in rows} == {5.0}


@pytest.mark.parametrize(("guests", "people"), [(0, 12), (40, 11)])
def test_number_nought_is_a_person_unless_it_stands_for_all_who_have_no_account(
    run, tmp_path, guests, people
):
    path = tmp_path / "log.csv"
    rows = [f"{number % 12},2024-03-{1 + number % 30:02d},{5 + number}.00" for number in range(60)]
    rows += [f"0,2024-03-{1 + number % 30:02d},7.00" for number in range(guests)]
    path.write_text("\n".join(["customer_id,date,amount", *rows]) + "\n")
    ran = run("analyse", path, "--as-of", "2024-03-31", "--currency", "USD", "--json", "-")
    assert ran.json["supporters"] == people


@pytest.mark.parametrize(("lines", "kept"), [(1, 24), (3, 72)])
def test_lines_of_a_transaction_that_look_alike_are_kept_and_a_transaction_told_twice_is_not(
    run, tmp_path, lines, kept
):
    """Each transaction stands there twice; where it holds other lines too, its number names no single row."""
    path = tmp_path / "log.csv"
    rows = [
        f"t{number},c{number % 6},2024-03-{1 + number:02d},{5 + min(line, 1)}.00"
        for number in range(24)
        for line in range(lines)
    ]
    again = rows if lines == 1 else []
    path.write_text("\n".join(["transaction_id,customer_id,date,amount", *rows, *again]) + "\n")
    ran = run("analyse", path, "--as-of", "2024-03-31", "--currency", "USD", "--json", "-")
    assert ran.json["ledger"]["kept"] == kept
    assert ran.json["ledger"]["merged"] == len(again)


def test_a_log_without_a_currency_is_ranked_all_the_same_and_says_so(run, tmp_path):
    path, out = log(tmp_path / "log.csv", *LOGS[0]), tmp_path / "out.csv"
    ran = run("analyse", path, "--as-of", "2024-03-31", "--supporters", out, "--json", "-")
    assert ran.code == 0, ran.err
    assert [p["severity"] for p in ran.json["problems"] if p["code"] == "N_CURRENCY_ASSUMED"] == ["warn"]
    named = tmp_path / "named.csv"
    run("analyse", path, "--as-of", "2024-03-31", "--currency", "USD", "--supporters", named)
    assert out.read_text("utf-8-sig") == named.read_text("utf-8-sig")


@pytest.mark.parametrize("sign", ["$", "kr"])
def test_a_sign_that_several_currencies_share_is_still_asked_for(run, tmp_path, sign):
    path = tmp_path / "log.csv"
    path.write_text(
        "".join(["customer_id,date,amount\n", *(f"c{n},2024-03-0{n},{sign}{n}0.00\n" for n in range(1, 9))])
    )
    assert run("analyse", path, "--as-of", "2024-03-31").code == 2


#: What files tell, the score that ranks by it, and why.
TOLD = {
    "decayed_count": (
        [
            "customer_id,order_id,order_date",
            *(f"c{n * n % 23},o{n},2024-{1 + n % 9:02d}-{1 + n % 27:02d}" for n in range(150)),
        ],
        "no file says how much",
    ),
    "totals_and_dates": (
        [
            "Email,Total donated,Currency,First donation,Last donation",
            *(
                f"d{n}@example.com,{n * n + 5},EUR,2023-01-0{1 + n % 9},2024-0{1 + n % 9}-11"
                for n in range(30)
            ),
        ],
        "no single payments",
    ),
    "lifetime_spend": (
        ["Email,Total donated,Currency", *(f"d{n}@example.com,{n * n + 5},EUR" for n in range(30))],
        "no file says when",
    ),
    "engagement": (
        ["Email,Opens,Clicks", *(f"d{n}@example.com,{n},{n % 5}" for n in range(30))],
        "no file says what anybody paid",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_the_next_best_thing_ranks_and_it_is_said_which_and_why(run, tmp_path, name):
    lines, reason = TOLD[name]
    path, json = tmp_path / "told.csv", tmp_path / "out.json"
    path.write_text("\n".join(lines) + "\n")
    ran = run("analyse", path, "--as-of", "2024-12-31", "--json", json)
    assert ran.code == 0, ran.err
    assert f'"name": "{name}"' in json.read_text()
    assert reason in ran.out
    if name in {"lifetime_spend", "engagement"}:  # nothing is known of the last 12 months: that is not nought
        assert "the last 12 months" not in ran.out
