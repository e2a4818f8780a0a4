"""The fee book against numbers worked outside the project (golden items 1 and 2), and its laws."""

import csv
import math
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.benchmarks import benchmark, benchmarks
from truefans_core.fees import book, read_fees
from truefans_core.problems import Refused

SLUGS = [row.slug for row in book()]
TARGET, PRICE = 10_000_000, 10_000


@pytest.mark.parametrize(
    ("slug", "monthly", "yearly"),
    [
        ("patreon", 1198, 1153),
        ("substack", 1208, 1162),
        ("kofi", 1130, 1090),
        ("buymeacoffee", 1130, 1090),
        ("gumroad", 1291, 1159),
        ("gumroad-discover", 1429, 1429),
        ("youtube", 1429, 1429),
        ("stripe", 1078, 1041),
        ("ghost", 1083, 1045),
        ("paypal", 1104, 1042),
        ("memberful", 1136, 1095),
        ("donorbox", 1096, 1058),
        ("givebutter", 1105, 1067),
        ("twitch", 2000, 2000),
        ("direct", 1000, 1000),
    ],
)
def test_fans_for_100_000_net_at_100_a_year(slug, monthly, yearly):
    row = book()[slug]
    assert row.year(PRICE, payments=12).fans_for(TARGET) == monthly
    assert row.year(PRICE, payments=1).fans_for(TARGET) == yearly


@pytest.mark.parametrize(
    ("slug", "kept"),
    [
        ("patreon", [81.7, 81.1, 84.1, 85.9, 86.8]),
        ("substack", [76.4, 80.4, 83.4, 85.2, 86.1]),
        ("gumroad", [60.4, 71.1, 79.1, 83.9, 86.3]),
    ],
)
def test_share_kept_by_size_of_payment(slug, kept):
    row = book()[slug]
    assert [round(float(row.share_kept(p)) * 100, 1) for p in (300, 500, 1000, 2500, 10_000)] == kept


def test_net_and_gross_up_of_one_payment():
    stripe = book()["stripe-card"]
    assert stripe.net(10_000) == 9680  # 100 − 2.90 − 0.30
    assert stripe.gross_up(9680) == 10_000
    assert stripe.net_exact(1000) == Fraction(941)
    patreon = book()["patreon"]
    assert patreon.net(300) == 245  # 5 % + 0.10 processing and 10 % platform up to 3 USD
    assert patreon.net(301) == 232  # 301 × 0.871 − 30 = 232.171


def test_half_a_cent_goes_up_once():
    paypal = book()["paypal-charity"]
    assert paypal.net_exact(50) == Fraction("0.005")
    assert paypal.net(50) == 0
    kofi = book()["kofi"]
    assert kofi.net_exact(500) == Fraction("430.5")
    assert kofi.net(500) == 431


def test_small_pledges_below_the_limit_only():
    kickstarter = book()["kickstarter"]
    assert kickstarter.net(999) == round(999 * 0.9 - 5)
    assert kickstarter.net(1000) == 1000 - 80 - 20


def test_a_month_of_much_volume_is_cheaper_only_beyond_the_step():
    year = book()["gumroad"].year(10_000)
    # 20,000 USD a month is 2,400 fans of 100 USD a year: they keep the usual fee, whoever comes after costs less.
    assert year.knee == 2400
    assert year.of(2400) == 2400 * 8630
    assert year.of(2401) - year.of(2400) == Fraction(10_000) * (1 - Fraction("0.079")) - 80
    assert year.fans_for(math.ceil(year.of(3000))) == 3000


def test_bandcamp_takes_less_after_5000_a_year():
    year = book()["bandcamp"].year(10_000)
    assert year.knee == 50
    assert year.of(50) == 400_000
    assert year.of(51) == 408_500


@pytest.mark.parametrize("row", list(book()), ids=SLUGS)
def test_every_row_works_and_says_where_it_is_from(row):
    assert 0 <= row.platform_share + row.processing_share < 1
    assert row.currency in {"USD", "GBP", "EUR"}
    assert row.source
    assert row.confidence
    for payments in (1, 12):
        assert 1000 <= row.year(PRICE, payments).fans_for(TARGET) < 20_000


def test_the_file_is_read_whole():
    text = files("truefans_core.facts").joinpath("fees.csv").read_text(encoding="utf-8")
    records = list(csv.reader(text.splitlines()))
    assert {len(record) for record in records} == {len(records[0])}
    assert len(book()) == len(records) - 1 == 35
    assert [row.slug for row in read_fees(text.splitlines())] == SLUGS
    assert "patreon" in book()
    assert {row.platform for row in book().defaults} >= {
        "Patreon",
        "Substack",
        "Stripe",
        "Own shop or invoice",
    }
    assert book()["ghost"].dated == "2026"


def test_an_unknown_platform_is_named():
    with pytest.raises(Refused) as caught:
        book()["patreonn"]
    assert caught.value.problem.code == "S_PLATFORM"


def test_nothing_left_is_a_sentence_not_a_division():
    with pytest.raises(Refused) as caught:
        book()["stripe"].year(300, payments=12).fans_for(TARGET)  # 25 cents a month, 30 of them fixed
    assert caught.value.problem.code == "S_FEES"
    with pytest.raises(Refused):
        book()["patreon"].year(0)


def test_amounts_of_another_currency_are_exchanged_together():
    euro = book()["patreon"].in_currency("EUR", Fraction(9, 10))
    assert (euro.currency, euro.fixed_minor, euro.threshold.minor, euro.threshold.fixed_minor) == (
        "EUR",
        27,
        270,
        9,
    )
    assert euro.platform_share == book()["patreon"].platform_share


def test_benchmarks_carry_source_and_confidence():
    assert all(row.source and row.confidence and row.unit for row in benchmarks())
    assert benchmark("monthly churn of subscription firms (all)").typical == 5.48
    with pytest.raises(KeyError):
        benchmark("luck")


@given(st.sampled_from(SLUGS), st.integers(0, 10_000_000))
def test_gross_up_is_the_smallest_payment_that_leaves_enough(slug, net):
    row = book()[slug]
    payment = row.gross_up(net)
    assert row.net(payment) >= net
    below = range(max(0, payment - 60), payment)
    assert all(row.net(p) < net for p in below)


@given(
    st.sampled_from(SLUGS), st.integers(1_000, 10_000_000), st.sampled_from([1, 12]), st.integers(1, 10**12)
)
def test_fans_for_is_the_fewest(slug, price, payments, target):
    row = book()[slug]
    try:
        year = row.year(price, payments)
        fans = year.fans_for(target)
    except Refused:
        assert row.year(price, payments).net <= 0
        return
    assert year.of(fans) >= target
    assert fans == 0 or year.of(fans - 1) < target


def test_what_takes_nothing():
    assert {row.slug for row in book() if row.free} == {"direct", "givebutter-tips", "zeffy"}
