"""The True fans page: nothing about the line changes before it is said who changes; what is used stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import groups
from pages.parts.cache.analyses import _replaces
from tests.analysis.conftest import _payments
from truefans_core import store
from truefans_core.analysis import Settings, analyse
from truefans_core.words import Words

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = dt.date(2025, 7, 1), dt.date(2025, 8, 1)


def log(count, seed, start="2024-01-01"):
    chance = np.random.default_rng(seed)
    rows = ["Date,Email,Name,Country,Amount,Currency,Product"]
    for number in range(count):
        amount = chance.lognormal(3.5, 1)
        for age in chance.integers(0, 500, int(chance.poisson(3)) + 1):
            day = dt.date.fromisoformat(start) + dt.timedelta(days=int(age))
            land, thing = ("DE", "GB")[number % 2], ("mug", "print")[number % 3 == 0]
            rows.append(f"{day},p{seed}-{number}@example.com,Ada {number},{land},{amount:.2f},USD,{thing}")
    return "\n".join(rows).encode()


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEFANS_HOME", str(tmp_path))
    return store.home({"TRUEFANS_HOME": str(tmp_path)}) / store.WORKSPACE_FILE


def opened():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180).run()
    app.switch_page("pages/tiers.py").run()
    assert not app.exception
    return app


def upload(home, name, content, day):
    workspace = store.Workspace.open(home)
    workspace.add_upload(name, content, day)
    workspace.close()


def said(app):
    return " ".join(text.value for text in (*app.subheader, *app.markdown, *app.caption))


def kept(home, name):
    workspace = store.Workspace.open(home)
    value = workspace.setting(name)
    workspace.close()
    return value


def test_the_line_is_rounded_and_redrawn_only_after_saying_who_changes(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    before = kept(home, "line")["line"]["true"]
    assert "It lies at $" in said(app)
    app.toggle(key="round").set_value(True).run()
    assert not app.exception
    assert "change groups" in said(app)
    assert kept(home, "line")["line"]["true"] == before
    app.button(key="use_round").click().run()
    rounded = kept(home, "line")["line"]["true"]
    assert rounded != before
    assert rounded == float(f"{rounded:.1e}")
    upload(home, "two.csv", log(60, 2), SECOND)
    app = opened()
    assert kept(home, "line")["line"]["true"] == rounded
    app.toggle(key="redraw").set_value(True).run()
    assert "change groups" in said(app)
    app.button(key="use_redraw").click().run()
    assert not app.exception
    assert kept(home, "line")["line"]["true"] != rounded


def test_a_line_that_could_not_be_used_makes_place_for_one_that_stays(home):
    upload(home, "one.csv", log(8, 1), FIRST)
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=180).run()
    assert kept(home, "line")["line"]["rule"] == "money"
    upload(home, "two.csv", log(80, 2), SECOND)
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=180).run()
    assert kept(home, "line")["line"]["rule"] == "natural"


@pytest.mark.parametrize(
    ("change", "replaces"),
    [
        ({}, True),
        ({"line_kept": True}, False),
        ({"rule": "money"}, False),  # too few payers for the rule that was asked for
        ({"drawn_from": "now"}, False),
        ({"drawn_from": ""}, False),  # by hand
        ({"as_of": "2025-06-01"}, False),
    ],
)
def test_a_line_makes_place_only_for_one_of_today_and_of_the_rule_asked_for(change, replaces):
    of = {"line_kept": False, "rule": "natural", "drawn_from": "before", "as_of": None, **change}
    found = SimpleNamespace(
        line_kept=of["line_kept"], rule=of["rule"], settings=SimpleNamespace(rule="natural")
    )
    workspace = SimpleNamespace(setting=lambda name: of[name])
    assert _replaces(workspace, found, {"drawn_from": of["drawn_from"]}, "now") is replaces


def test_how_fast_payments_fade_is_chosen_in_words_and_taken_back(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    slider = next(each for each in app.select_slider if each.key.startswith("fading_"))
    slider.set_value(730.0).run()
    assert not app.exception
    assert "half after 2 years" in slider.options
    assert kept(home, "half_life_days") is None
    app.button(key="use_score").click().run()
    assert kept(home, "half_life_days") == 730
    assert kept(home, "line")["line"]["half_life_days"] == 730
    app.button(key="reset_score").click().run()
    assert not app.exception
    assert kept(home, "half_life_days") is None
    assert kept(home, "line")["line"]["half_life_days"] < 730


def test_another_definition_says_who_changes_before_it_is_used(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    app.radio(key="tiers_rule").set_value("money").run()
    assert "change groups" in said(app)
    assert (kept(home, "rule") or "natural") == "natural"
    app.button(key="use_rule").click().run()
    assert kept(home, "rule") == "money"
    assert "The line is money" in said(app)


def test_the_numbers_of_a_definition_are_the_users_own(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    app.radio(key="tiers_rule").set_value("shares").run()
    app.slider(key="shares").set_value((25, 60)).run()
    assert not app.exception
    app.button(key="use_rule").click().run()
    assert kept(home, "shares") == [0.25, 0.35, 0.4]
    true = next(each for each in app.metric if each.label == "True fans")
    assert 15 <= int(true.value) <= 20
    assert not [each for each in app.button if each.key == "use_rule"]


def test_each_mark_is_asked_for_with_lines_of_its_own(home):
    upload(home, "one.csv", log(30, 1), FIRST)
    workspace = store.Workspace.open(home)
    workspace.set_settings(
        {"rule": "marks", "marks_from": [20.0, 90.0]}
    )  # as two numbers for all were kept once
    workspace.close()
    app = opened()
    assert "true fans have 90 for paying; engaged fans have 20 for paying" in said(app)
    assert "No file says who “tells others”" in said(app)
    assert {each.key for each in app.checkbox} >= {"ask_investment_True"}
    few = number_of_true_fans(app)
    app.slider(key="marks_investment_20_90").set_value((10, 40)).run()
    assert "Engaged fans from 10, true fans from 40." in said(app)
    assert "change groups" in said(app)
    app.button(key="use_rule").click().run()
    assert not app.exception
    assert number_of_true_fans(app) > few
    assert kept(home, "marks_from") == {"investment": [10.0, 40.0], "interest": [20.0, 90.0]}
    app.checkbox(key="ask_investment_True").set_value(False).run()
    assert "Ask for one mark at least" in app.warning[0].value
    assert not [each for each in app.button if each.key == "use_rule"]


def number_of_true_fans(app):
    return int(next(each for each in app.metric if each.label == "True fans").value)


def listed(app):
    table = next(each.value for each in app.dataframe if "Next step" in each.value.columns)
    return set(table["Name"])


def test_every_number_leads_to_the_people_behind_it(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    for group in ("engaged", "casual", "true"):
        app.button(key=f"show_{group}").click().run()
        assert not app.exception
        card = next(each for each in app.metric if each.label.casefold().startswith(group))
        assert len(listed(app)) == int(card.value)
        assert f"{card.value} people" in said(app)
    app.button(key="show_top").click().run()
    assert len(listed(app)) == 5
    assert "If the 5 who bring most left" in said(app)


def test_filters_narrow_the_list_and_a_number_clears_them(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    app.button(key="show_casual").click().run()
    everyone = listed(app)
    app.selectbox(key="roster_country").set_value("DE").run()
    german = listed(app)
    assert german
    assert german < everyone
    app.selectbox(key="roster_product").set_value("print").run()
    assert listed(app) < german
    app.button(key="show_casual").click().run()
    assert listed(app) == everyone
    app.date_input(key="roster_seen").set_value((dt.date(2024, 1, 1), dt.date(2024, 12, 31))).run()
    assert not app.exception
    assert listed(app) < everyone


def test_who_is_there_and_never_paid_has_a_list(home):
    upload(home, "one.csv", log(40, 1), FIRST)
    letters = "Email,Opens,Clicks\n" + "\n".join(f"new{n}@example.com,{n},{n}" for n in range(9))
    upload(home, "letters.csv", letters.encode(), FIRST)
    app = opened()
    app.session_state["tiers_group"] = "unpaid"
    app.run()
    assert not app.exception
    assert listed(app) == {f"new{n}@example.com" for n in range(1, 9)}
    table = next(each.value for each in app.dataframe if "Next step" in each.value.columns)
    assert set(table["Last 12 months (USD)"]) == {
        "unknown"
    }  # a letter list tells of no payment, nor that none came


def test_it_says_how_steady_the_line_is_and_how_far_definitions_agree(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    assert "With other people like these" in said(app)
    assert "agrees with this one on" in said(app)
    assert "The typical true fan brought" in said(app)
    assert "From 0 (all who paid bring the same)" in said(app)


def test_kinds_and_those_near_the_line_lead_to_their_people(home):
    upload(home, "one.csv", log(80, 1), FIRST)
    app = opened()
    assert "ranked by what they paid, older payments counting less" in said(app)
    near = next(text.value for text in app.markdown if "near the line" in text.value)
    app.button(key="show_near").click().run()
    assert not app.exception
    assert len(listed(app)) == int(near.split()[0])
    for button in [each for each in app.button if (each.key or "").startswith("show_kind_")]:
        app.button(key=button.key).click().run()
        assert f"({len(listed(app))})" in button.label


@pytest.mark.parametrize(
    ("chances", "fewest", "told"),
    [
        ([1.0, 1.0, 0.0], 2, (0, 2, 2)),
        ([0.98, 0.97, 0.0], 1, (0, 1, 2)),
        ([1.0, 0.0, 0.0], 2, (0, 2, 2)),  # one keeps the place: below the line, and counted for certain
    ],
)
def test_the_range_of_true_fans_holds_what_the_answer_says(chances, fewest, told):
    found = SimpleNamespace(
        supporters=pd.DataFrame({"probability": chances, "state": "true"}),
        groups={"true": SimpleNamespace(count=2)},
        fewest=lambda _: fewest,
    )
    assert groups.near_the_line(found) == told


def test_the_download_of_a_long_list_holds_everybody(monkeypatch):
    from pages.parts import show
    from truefans_core.words import Words

    made = {}
    monkeypatch.setattr(show.st, "dataframe", lambda *_, **__: None)
    monkeypatch.setattr(show.st, "caption", lambda text: made.update(text=text))
    monkeypatch.setattr(show.st, "download_button", lambda *_, **options: made.update(options))
    everybody = pd.DataFrame({"Name": [f"Ada {number}" for number in range(1500)]})
    show.table(Words("en"), everybody.head(1000), key="people", whole=lambda: everybody, total=1500)
    assert "1,000 of 1,500" in made["text"]
    assert made["data"]().count(b"\r\n") == 1501


def test_totals_without_any_day_count_in_all_and_never_as_nothing(home):
    donors = "Email,Total donated,Currency\n" + "\n".join(
        f"d{n}@example.com,{n * n + 5},EUR" for n in range(40)
    )
    upload(home, "donors.csv", donors.encode(), FIRST)
    app = opened()
    text = said(app)
    assert "ranked by all they ever paid: no file says when" in text
    assert "The typical true fan brought €" in text
    assert "Of those who ever paid, the top 10%" in text
    assert "12 months" not in text
    table = next(each.value for each in app.dataframe if "Next step" in each.value.columns)
    assert "In all (EUR)" in table.columns


def test_where_nobody_is_known_to_have_paid_no_money_is_shown(home):
    letters = "Email,Opens,Clicks\n" + "\n".join(f"r{n}@example.com,{n},{n % 5}" for n in range(40))
    upload(home, "letters.csv", letters.encode(), FIRST)
    app = opened()
    text = said(app)
    assert "by how much they show up and tell others: no file says what anybody paid" in text
    assert "of the list" in text
    assert "$0" not in text


def test_who_has_a_number_and_no_name_goes_by_it(home):
    visits = "customer_id,date\n" + "\n".join(f"C{n % 12},2025-0{1 + n % 6}-1{n % 9}" for n in range(60))
    upload(home, "visits.csv", visits.encode(), FIRST)
    app = opened()
    assert listed(app) <= {f"C{n}" for n in range(12)}
    text = said(app)
    assert "Nobody is known to have paid" in text
    assert "ranked by how often and how recently they show up, not by money" in text
    assert "A time somebody showed up counts half after" in text
    assert "$" not in text
    assert "never paid" not in text
    assert "no line of money can be drawn" in " ".join(app.radio(key="tiers_rule").proto.captions)


@pytest.mark.parametrize(
    ("rich", "said"),
    [
        (0, "None of your 6 paying fans brought $100 or more in the last 12 months."),
        (1, "1 of your 6 paying fans brought $100 or more in the last 12 months."),
        (4, "4 of your 6 paying fans brought $100 or more in the last 12 months."),
        (6, "All 6 of your paying fans brought $100 or more in the last 12 months."),
    ],
)
def test_few_payers_are_counted_by_the_money_line(rich, said):
    rows = [(f"p{n}@example.com", FIRST, 10_000 if n < rich else 9_999) for n in range(6)]
    assert groups.answer(Words("en", "creator"), analyse([_payments(rows)], Settings(), today=FIRST)) == (
        said,
    )
