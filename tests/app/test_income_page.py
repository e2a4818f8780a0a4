"""The income page, through app.py as a visitor enters."""

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from truefans_core import cli

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/income.py").run()
    assert not app.exception
    return app


def _type(app, **levers):
    for key, text in levers.items():
        app.text_input(key=key).set_value(text)
    app.run()
    assert not app.exception
    return app


def _answer(app):
    return f"{app.subheader[0].value} {app.markdown[0].value}".replace("\\", "")


def _captions(app):
    return " ".join(caption.value for caption in app.caption).replace("\\", "")


def _cards(app):
    return {metric.label: metric.value for metric in app.metric}


def test_it_answers_without_any_data(page):
    assert "true fans at" in _answer(page)
    assert len(page.metric) == 4
    assert not page.error
    assert any("example numbers" in caption.value for caption in page.caption)


def test_a_goal_and_levers_give_golden_numbers(page):
    _type(page, goal="100000", price="100", fans="120", new="60", leaving="5")
    assert _cards(page)["True fans needed"] == "1,198"
    page.selectbox(key="billing").select("yearly").run()
    assert _cards(page)["True fans needed"] == "1,153"
    page.selectbox(key="billing").select("monthly")
    page.selectbox(key="platform").select("direct").run()
    assert _cards(page)["True fans needed"] == "1,000"
    assert _cards(page)["Goal reached in"] == "33 months"
    assert _cards(page)["You level off near"] == "1,200"


def test_never_is_an_answer_that_leads_with_the_way(page):
    _type(page, goal="100,000", price="100", fans="120", new="30", leaving="5 %")
    page.selectbox(key="platform").select("direct").run()
    assert _cards(page)["Goal reached in"] == "never"
    said = _answer(page)
    assert said.index("instead of") < said.index("level off near 600")
    assert any("If 2.3% left a month instead of 5%" in text.value.replace("\\", "") for text in page.markdown)


def test_a_range_is_a_range(page):
    _type(page, new="20 to 40", leaving="3 to 8")
    assert not page.error
    assert "month" in _answer(page)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("goal", "0"),
        ("price", "0"),
        ("price", "1e12"),
        ("leaving", "100"),
        ("new", "-3"),
        ("fans", "lots"),
        ("months", "0"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_and_the_answer_stays(page, key, typed):
    _type(page, **{key: typed})
    assert len(page.error) == 1
    assert "true fans at" in _answer(page)


def test_fees_that_take_everything_are_a_sentence(page):
    _type(page, price="3")
    page.selectbox(key="platform").select("stripe").run()
    assert not page.exception
    assert any("fees take the whole payment" in error.value for error in page.error)


def test_one_scenario_beside_today(page):
    _type(page, goal="100000", fans="120", new="30", leaving="5", if_leaving="2")
    said = _said(page)
    assert "With the change** You earn" in said
    assert "Leaving a month: 2% instead of 5%." in said
    _type(page, if_leaving="5")
    assert "With the change" not in _said(page)


def _said(app):
    return " ".join(text.value for text in app.markdown).replace("\\", "")


def _keep(app, name=""):
    app.text_input(key="scenario_name").set_value(name)
    app.button(key="keep_scenario_button").click().run()
    assert not app.exception
    return app


def test_five_scenarios_stand_side_by_side(page):
    _type(page, goal="100000", fans="120", new="30", leaving="5")
    _keep(page, "As [it](x) is")
    assert "It brings exactly what today brings, in every future tried." in _said(page)
    _type(page, if_leaving="2")
    _keep(page)
    assert "**Scenario 2** You earn" in _said(page)
    page.selectbox(key="scenario_example").select("yearly").run()
    page.selectbox(key="scenario_example").select("dearer").run()
    assert not page.exception
    assert "They pay: once a year instead of monthly." in _said(page)
    assert "What each pays a year: $110 instead of $100." in _said(page)
    table = next(frame.value for frame in page.dataframe if "Today" in frame.value.columns)
    assert list(table.columns[1:]) == [
        "Today", "With the change", "As [it](x) is", "Scenario 2", "Paid once a year", "A tenth dearer",
    ]  # fmt: skip
    assert list(table["Today"]) == list(table["As [it](x) is"]) != list(table["Scenario 2"])
    assert "Five stand side by side" in _captions(page)
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    again.switch_page("pages/income.py").run()
    again.button(key="scenario_remove_0").click().run()
    assert "As [it](x) is" not in _said(again)
    assert "Scenario 2" in _said(again)


def test_a_kept_scenario_can_be_opened_and_left(page):
    _type(page, goal="100000", fans="120", new="30", leaving="5")
    _keep(page, "First")
    kept = _answer(page)
    _type(page, goal="50000")
    assert _answer(page) != kept
    page.button(key="scenario_open_0").click().run()
    assert not page.exception
    assert _answer(page) == kept
    assert "As" not in _link(page)
    page.button(key="leave_link").click().run()
    assert "$50,000" in _answer(page)


def _upload(app, data):
    # The uploader of scenario files stands in the page of Income only.
    app.file_uploader(key="scenario_upload").upload("Plan B.json", data, "application/json").run()
    assert not app.exception
    return app


def test_a_scenario_file_comes_in_and_the_command_line_reads_the_same(page, tmp_path):
    _type(page, goal="80000", fans="200", new="20 to 40", leaving="3")
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(_linked(page)), encoding="utf-8")
    said = _answer(page)
    _type(page, goal="90000")
    _upload(page, file.read_bytes())
    assert "**Plan B** " in _said(page)
    assert "Goal a year: $80,000 instead of $90,000." in _said(page)
    page.button(key="scenario_open_0").click().run()
    assert _answer(page) == said
    ran = CliRunner().invoke(cli.app, ["scenario", "--file", str(file)])
    assert ran.stdout.strip() == said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "not a scenario file"),
        (b'{"schema": 9, "goal_minor": 1}', "another version"),
        (b'{"schema": 1, "goal_minor": 1, "colour": 2}', "field colour"),
    ],
)
def test_a_file_that_is_no_scenario_is_a_sentence(page, data, sentence):
    _upload(page, data)
    assert any(sentence in error.value for error in page.error)
    assert "true fans at" in _answer(page)


def test_what_was_typed_is_kept_in_the_workspace(page):
    _type(page, goal="50000", new="12")
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    again.switch_page("pages/income.py").run()
    assert again.text_input(key="new").placeholder == "12"
    assert "$50,000" in _answer(again)
    assert again.text_input(key="goal").placeholder == "50,000"
    again.button(key="forget_levers").click().run()
    assert not again.exception
    assert again.text_input(key="new").placeholder == "20 to 40"


def test_measured_numbers_come_with_their_counts():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.button(key="sample_creator").click().run()
    app.switch_page("pages/income.py").run()
    assert not app.exception
    assert not app.error
    measured = [caption.value for caption in app.caption if caption.value.startswith("Measured")]
    for part in (
        "on average",
        "175 today",
        "71 became true fans in 12 months",
        "left in their month",
        "on your list",
    ):
        assert any(re.search(part, text) for text in measured), part


def test_what_cannot_be_read_leaves_the_number_typed_before(page):
    _type(page, goal="60000", fans="120")
    before = _cards(page)
    _type(page, goal="sixty", fans="a few")
    assert len(page.error) == 2
    assert all("type 30, or 20 to 40" in error.value.replace("\\", "") for error in page.error)
    assert _cards(page) == before
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    again.switch_page("pages/income.py").run()
    assert _cards(again) == before
    assert not again.error


@pytest.fixture
def german(monkeypatch):
    from streamlit.runtime.context import ContextProxy

    monkeypatch.setattr(ContextProxy, "locale", property(lambda _: "de-DE"))


@pytest.mark.usefixtures("german")
def test_numbers_as_the_locale_writes_them():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/income.py").run()
    _type(app, goal="60.000,00", price="80,50", new="2,5 - 4", leaving="0,02", fans="1.200")
    assert not app.error
    scenario = _linked(app)
    assert scenario["goal_minor"] == 6_000_000
    assert (scenario["price_minor"], scenario["fans_now"], scenario["churn"]) == (8050, 1200, 0.0002)
    assert scenario["new_per_month"] == [2.5, 4]
    _type(app, leaving="2.5")
    assert _linked(app)["churn"] == 0.025


def _link(app):
    return next(code.value for code in app.code if "scenario=" in code.value)


def _linked(app):
    return json.loads(parse_qs(urlsplit(_link(app)).query)["scenario"][0])


def _open(link):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/income.py")
    app.query_params["scenario"] = link
    return app.run()


def test_the_link_holds_the_whole_scenario(own, tmp_path, monkeypatch):
    _type(own, leaving="2 to 3")
    own.selectbox(key="billing").select("yearly").run()
    sent = parse_qs(urlsplit(_link(own)).query)["scenario"][0]
    assert set(json.loads(sent)) >= {
        "goal_minor", "price_minor", "fans_now", "new_per_month", "churn", "platform", "seed",
    }  # fmt: skip
    monkeypatch.setenv("TRUEFANS_HOME", str(tmp_path / "elsewhere"))
    other = _open(sent)
    assert not other.exception
    assert not other.error
    assert _answer(other) == _answer(own)
    assert _cards(other) == _cards(own)
    # A look at somebody's scenario leaves one's own numbers alone.
    _type(other, goal="1000")
    assert _answer(other) != _answer(own)
    other.button(key="leave_link").click().run()
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    again.switch_page("pages/income.py").run()
    assert "$100,000" in _answer(again)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"schema":1,"goal_minor":-1}', "[" * 5000, '{"schema":9,"goal_minor":1}']
)
def test_a_link_that_holds_no_scenario_is_a_sentence(text):
    app = _open(text)
    assert not app.exception
    assert len(app.error) == 1
    assert "$100,000" in _answer(app)


def _members() -> bytes:
    """An invented members file of 54 payers: totals, no payments."""
    with (ROOT / "tests/sources/data/patreon-members.csv").open(encoding="utf-8-sig") as known:
        head = next(csv.reader(known))
    text = io.StringIO()
    rows = csv.DictWriter(text, head, restval="")
    rows.writeheader()
    for number in range(54):
        left = number % 9 == 5
        joined = dt.date(2024, 1, 5) + dt.timedelta(days=9 * number)
        price = (5, 10, 25, 5, 50, 10)[number % 6]
        rows.writerow(
            {
                "Name": f"Member {number}",
                "Email": f"member{number}@example.org",
                "Patron Status": "Former patron" if left else "Active patron",
                "Free Member": "No",
                "Lifetime Amount": f"{price * (4 if left else 14)}.00",
                "Pledge Amount": "0.00" if left else f"{price}.00",
                "Charge Frequency": "monthly",
                "Patronage Since Date": f"{joined} 10:00:00",
                "Last Charge Date": f"{joined + dt.timedelta(days=120) if left else '2026-08-01'} 07:22:13",
                "Last Charge Status": "Paid",
                "User ID": str(90_000_000 + number),
                "Last Updated": "2026-08-10 13:10:12",
                "Currency": "USD",
                "Next Charge Date": "" if left else "2026-09-01 07:00:00",
            }
        )
    return text.getvalue().encode()


@pytest.fixture
def files(tmp_path):
    members = tmp_path / "members.csv"
    members.write_bytes(_members())
    return [members, ROOT / "tests/sources/data/shopify-orders.csv"]


@pytest.fixture
def own(files):
    """Income with a members file and a few orders, and a goal of 60,000 asked for on Home."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/data.py").run()
    for path in files:
        app.file_uploader[0].upload(path.name, path.read_bytes(), "text/csv").run()
    app.switch_page("pages/home.py").run()
    app.text_input(key="input_goal_minor_USD").set_value("60000").run()
    app.home = _cards(app) | {"said": " ".join(each.value for each in app.caption)}
    app.switch_page("pages/income.py").run()
    assert not app.exception
    return app


def test_fees_that_the_files_state_stand_in_the_place_of_a_platform(tmp_path):
    shop = tmp_path / "shop.csv"
    rows = [
        f"2026-0{1 + n % 6}-0{1 + n % 9},p{n % 15}@example.com,{10 + n % 15}.00,{(10 + n % 15) * 0.12:.2f},EUR"
        for n in range(60)
    ]
    shop.write_text("\n".join(["Date,Email,Amount,Fee,Currency", *rows]), encoding="utf-8")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/data.py").run()
    app.file_uploader[0].upload(shop.name, shop.read_bytes(), "text/csv").run()
    app.switch_page("pages/income.py").run()
    assert not app.exception
    assert app.selectbox(key="platform").placeholder == "as in your files: 12% of what they pay"
    assert "your files state fees of 12% on 60 payments" in _captions(app)
    assert "After fees as in your files" in _captions(app)
    assert _linked(app)["platform"] == "as-in-files"
    needed = int(_cards(app)["True fans needed"].replace(",", ""))
    app.selectbox(key="platform").select("direct").run()
    assert int(_cards(app)["True fans needed"].replace(",", "")) == pytest.approx(needed * 0.88, rel=0.01)
    ran = CliRunner().invoke(cli.app, ["scenario", str(shop), "--goal", "100000"])
    assert ran.stdout.startswith(f"{needed:,} true fans at ")


def test_home_income_report_and_command_line_give_one_answer(own, files):
    scenario = _linked(own)
    assert scenario["platform"] == "patreon"
    assert scenario["goal_minor"] == 6_000_000
    assert any("After fees of Patreon" in caption.value for caption in own.caption)
    needed = _cards(own)["True fans needed"]
    assert f"{needed} true fans at $" in own.home["said"].replace("\\", "")
    ran = CliRunner().invoke(cli.app, ["scenario", *map(str, files), "--goal", "60000"])
    assert ran.exit_code == 0
    assert ran.stdout.strip() == _answer(own)
    measured = next(caption.value for caption in own.caption if "left in their month" in caption.value)
    counted = f"{scenario['churn']['count']} of {scenario['churn']['of']}"
    assert counted in measured
    own.switch_page("pages/movement.py").run()
    count, months = counted.split(" of ")
    told = f"member months of the last year: {months}; in {count} of them somebody left"
    assert any(told in caption.value.replace("\\", "") for caption in own.caption)
    own.switch_page("pages/report.py").run()
    assert not own.exception


def test_no_fees_are_said_plainly(page):
    page.selectbox(key="platform").select("direct").run()
    said = _captions(page)
    assert "Own shop or invoice: no fees." in said
    assert "not noted" not in said


def test_everything_under_more_reaches_the_link_and_the_answer(page):
    _type(
        page,
        goal="50000", fans="120", new="30", leaving="5",
        offers="5 monthly 60%; 100 yearly 40%", mix="patreon 70%; kofi 30%", bought="20", times="1.5",
        failed="6", recovered="70", refunded="2", tax="19", lost="0.3 to 1", over="6", takes="0.1", hours="90",
        **{"raise": "10"},
    )  # fmt: skip
    page.selectbox(key="payers").select("new").run()
    assert not page.error
    scenario = _linked(page)
    assert scenario["offers"][0] == {"price_minor": 6000, "billing": "monthly", "share": 0.6}
    assert scenario["price_minor"] == 7600
    assert scenario["platforms"] == {"patreon": 0.7, "kofi": 0.3}
    assert (scenario["purchase_minor"], scenario["purchases"]) == (2000, 1.5)
    assert (scenario["failed"], scenario["recovered"], scenario["refunded"], scenario["tax"]) == (
        0.06,
        0.7,
        0.02,
        0.19,
    )
    assert (scenario["price_change"], scenario["price_change_for"], scenario["price_change_months"]) == (
        0.1,
        "new",
        6,
    )
    assert scenario["elasticity"] == [-1, -0.3]
    assert (scenario["hours"], scenario["hours_per_fan"]) == (90, 0.1)
    said = _answer(page)
    other = _open(json.dumps(scenario))
    assert not other.exception
    assert _answer(other) == said


def test_who_comes_and_who_pays_besides_reach_the_link_and_the_answer(page):
    page.selectbox(key="others").select("yes").run()
    _type(
        page,
        goal="50000", fans="120", leaving="5", elsewhere="1000", followers="1000", steps="10; 20 to 30",
        engaged_fans="200", engaged_price="40", engaged_new="5", engaged_leaving="3 to 8",
    )  # fmt: skip
    assert not page.error
    scenario = _linked(page)
    assert scenario["new_per_month"] == {"times": [1000, 0.1, [0.2, 0.3]]}
    assert scenario["other_minor"] == 100_000
    engaged = next(group for group in scenario["groups"] if group["name"] == "engaged")
    assert (engaged["people"], engaged["price_minor"], engaged["churn"]) == (200, 4000, [0.03, 0.08])
    said = _answer(page)
    assert "and what else comes in leave you $50,000" in said
    # 8,000 of the others at 40 a year, 1,000 from elsewhere: the rest of 50,000 after fees.
    assert int(_cards(page)["True fans needed"].replace(",", "")) < 599
    other = _open(json.dumps(scenario))
    assert not other.exception
    assert _answer(other) == said
    assert other.text_input(key="steps").placeholder == "10%; 20% to 30%"
    page.selectbox(key="others").select("no").run()
    assert "groups" not in _linked(page)


def test_dragging_a_lever_types_its_number(page):
    _type(page, goal="100000", fans="120", new="30", leaving="5")
    page.slider(key="drag_leaving").set_value(2.5).run()
    assert not page.exception
    assert page.text_input(key="leaving").value == "2.5"
    assert _linked(page)["churn"] == 0.025
    _type(page, leaving="3 to 8")
    assert page.slider(key="drag_leaving").value == 5.5
    page.slider(key="drag_goal").set_value(60_000.0).run()
    assert "$60,000" in _answer(page)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("offers", "five"),
        ("steps", "much"),
        ("elsewhere", "-1"),
        ("mix", "myspace 50%"),
        ("tax", "200"),
        ("raise", "-100"),
        ("hours", "-1"),
    ],
)
def test_what_cannot_be_used_under_more_is_a_sentence(page, key, typed):
    _type(page, **{key: typed})
    assert len(page.error) == 1
    assert "true fans at" in _answer(page)


def test_hours_that_do_not_suffice_are_said(page):
    _type(page, goal="100000", fans="120", new="30", leaving="5", hours="40", takes="0.1")
    assert "Your hours suffice for 400 true fans" in _answer(page)


def test_the_same_people_elsewhere(page):
    tables = [frame.value for frame in page.dataframe if "Somebody between" in frame.value.columns]
    assert "Record label: streaming royalty (gatekeeper)" in list(tables[0]["Platform"])


def test_a_fee_book_of_ones_own_prices_every_page(page):
    _type(page, goal="100000", price="100")
    assert _cards(page)["True fans needed"] == "1,198"
    page.switch_page("pages/method.py").run()
    file = (
        "slug,platform,plan,platform_pct,processing_pct,fixed_minor,currency,monthly_minor,threshold_kind,rule,"
        "valid_from,read_on,source,confidence\npatreon,Patreon,mine,50,0,0,USD,0,,,,2026-11-01,me,high\n"
    )
    page.file_uploader(key="fees_upload").upload("fees.csv", file.encode(), "text/csv").run()
    assert not page.exception
    assert not page.error
    page.switch_page("pages/income.py").run()
    assert _cards(page)["True fans needed"] == "2,000"
    page.switch_page("pages/method.py").run()
    page.button(key="fees_back").click().run()
    page.file_uploader(key="fees_upload").upload("fees.csv", b"a,b\n1,2\n", "text/csv").run()
    assert any("Row 1 of the fee book" in error.value for error in page.error)
    page.switch_page("pages/income.py").run()
    assert _cards(page)["True fans needed"] == "1,198"
