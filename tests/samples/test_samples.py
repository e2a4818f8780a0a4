"""The samples: made again to the byte, invented addresses only, small, and true to themselves."""

import csv
import datetime as dt
import io
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from truefans_core import samples
from truefans_core.words import PRESETS, Words

ROOT = Path(__file__).parents[2]
END = dt.date(2026, 9, 30)
#: Python without sockets: a program that tries the network fails at once.
OFFLINE = (
    "import socket, runpy, sys\nsocket.socket = None\nsys.argv = sys.argv[1:]\n"
    "sys.path.insert(0, sys.argv[0].rsplit('/', 1)[0])\nrunpy.run_path(sys.argv[0], run_name='__main__')"
)


def rows(name: str, file: str) -> list[dict[str, str]]:
    data = dict(samples.files(name))[file].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


def cents(cell: str) -> int:
    return round(float(re.sub(r"[$,]", "", cell)) * 100)


def test_the_script_makes_the_committed_bytes_without_a_network(tmp_path):
    made = [sys.executable, "-I", "-c", OFFLINE, str(ROOT / "sample_data" / "make.py"), str(tmp_path)]
    subprocess.run(made, check=True, timeout=120)
    for name in samples.names():
        for file, data in samples.files(name):
            assert (tmp_path / name / file).read_bytes() == data, (
                f"{name}/{file}: run `make samples` and commit"
            )
        assert {path.name for path in (tmp_path / name).iterdir()} == set(samples.describe(name).files)


def test_every_address_is_at_example_com_or_org():
    for name in samples.names():
        for file, data in samples.files(name):
            hosts = Counter(re.findall(rb"@([\w.-]+)", data))
            assert set(hosts) <= {b"example.com", b"example.org"}, f"{name}/{file}"


def test_they_are_small():
    sizes = {(name, file): len(data) for name in samples.names() for file, data in samples.files(name)}
    assert sum(sizes.values()) < 6_000_000
    assert max(sizes.values()) < 1_500_000


@pytest.mark.parametrize("name", samples.names())
def test_a_sample_says_what_it_is(name):
    sample = samples.describe(name)
    say = Words(preset=sample.preset)
    assert sample.preset in PRESETS
    assert say(sample.title)
    assert say(sample.about)
    assert sample.as_of == END
    assert sample.goal_minor > sample.price_minor > 0


def test_an_unknown_sample_is_an_error():
    with pytest.raises(KeyError):
        samples.files("nobody")


def test_patreon_totals_are_pledges_times_charges():
    for row in rows("creator", "patreon-members.csv"):
        if row["Patron Status"] != "Active patron":
            continue
        since, last = (
            dt.date.fromisoformat(row[cell][:10]) for cell in ("Patronage Since Date", "Last Charge Date")
        )
        months = (last.year - since.year) * 12 + last.month - since.month
        charged = 1 + (months // 12 if row["Charge Frequency"] == "annual" else months)
        assert cents(row["Lifetime Amount"]) == charged * cents(row["Pledge Amount"])
        assert last <= END < dt.date.fromisoformat(row["Next Charge Date"][:10])


def test_substack_revenue_follows_from_plan_and_dates():
    paid = 0
    for row in rows("creator", "substack-subscribers.csv"):
        if not row["Type"].endswith(" Subscriber") or row["Cancel date"] or "dollars" in row["Revenue"]:
            continue
        first, until = (
            dt.date.fromisoformat(row[cell][:10]) for cell in ("First paid date", "Expiration date")
        )
        months = (until.year - first.year) * 12 + until.month - first.month
        plan = cents(row["Stripe plan"].split("/")[0])
        assert cents(row["Revenue"]) == plan * (
            months // 12 if row["Stripe plan"].endswith("year") else months
        )
        paid += 1
    assert paid > 100


def test_substack_windows_nest():
    for row in rows("creator", "substack-subscribers.csv"):
        if row["Email"].count("@") != 1:
            continue
        windows = [int(row[f"Emails opened ({span})"]) for span in ("7d", "30d", "6mo")]
        assert windows == sorted(windows)
        assert windows[-1] <= min(int(row["num_emails_opened"]), int(row["Emails received (6mo)"]))


@pytest.mark.parametrize("name", ["creator", "shop"])
def test_shopify_totals_add_up(name):
    lines: dict[str, int] = defaultdict(int)
    heads = {}
    for row in rows(name, "shopify-orders.csv"):
        lines[row["Name"]] += int(row["Lineitem quantity"]) * cents(row["Lineitem price"])
        if row["Financial Status"] and row["Total"] != "n/a":
            heads[row["Name"]] = row
    for order, row in heads.items():
        assert cents(row["Subtotal"]) == lines[order] - cents(row["Discount Amount"])
        assert cents(row["Total"]) == cents(row["Subtotal"]) + cents(row["Shipping"])
        assert 0 <= cents(row["Refunded Amount"]) <= cents(row["Total"])
        assert (row["Financial Status"] == "refunded") == (row["Refunded Amount"] == row["Total"])


def test_december_is_the_charity_s_month():
    months: Counter[str] = Counter()
    for row in rows("nonprofit", "donorbox-donations.csv"):
        if re.fullmatch(r"[\d,.]+", row["Amount"]) and row["Donated At"]:
            months[row["Donated At"][:2]] += cents(row["Amount"])
    assert months.most_common(1)[0][0] == "12"


def test_money_is_heavy_tailed_and_people_are_many():
    given: Counter[str] = Counter()
    for row in rows("nonprofit", "donorbox-donations.csv"):
        if row["Donor Id"] and row["Amount"] != "five dollars":
            given[row["Donor Id"]] += cents(row["Amount"])
    assert len(given) == 900
    top = sum(money for _, money in given.most_common(90))
    assert 0.4 < top / given.total() < 0.8


def test_sixty_clients_in_pounds():
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(dict(samples.files("freelancer"))["invoices.xlsx"]))
    invoices = list(book.active.iter_rows(min_row=2, values_only=True))
    stripe = rows("freelancer", "stripe-payments.csv")
    assert (
        len(
            {row[2] for row in invoices if row[2]}
            | {row["Customer Description"] for row in stripe} - {"", None}
        )
        == 60
    )
    assert {row[5] for row in invoices if row[5]} == {"GBP"}
    assert {row["Currency"] for row in stripe} <= {"gbp", "120.00", None, ""}
    assert not any("@" in str(cell) for row in invoices for cell in row)


def test_some_have_another_address_on_the_second_platform():
    readers = {
        row["Name"]: row["Email"] for row in rows("creator", "substack-subscribers.csv") if row["Name"]
    }
    members = {row["Name"]: row["Email"] for row in rows("creator", "patreon-members.csv") if row["Name"]}
    both = readers.keys() & members.keys()
    differ = sum(readers[name] != members[name] for name in both)
    assert 0.05 < differ / len(both) < 0.15
