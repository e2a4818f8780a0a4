"""Tables told by their cells: figures of an audience, answers to a survey."""

import pytest

from truefans_core.cultivate.survey import QUESTIONS
from truefans_core.extract import extract
from truefans_core.recognise import suggest
from truefans_core.words import Words

PRESETS = ("creator", "business", "freelancer", "nonprofit")


def roles_of(found) -> dict[str, str | None]:
    return {use.header: use.role for use in found.uses}


@pytest.mark.parametrize(
    ("day", "figure"),
    [
        ("Date", "Downloads"), ("Date", "Total followers"), ("Day", "Unique visitors"), ("Tag", "Abonnenten"),
        ("Datum", "Zuhörer"), ("Jour", "Vues"), ("Date", "Abonnés"), ("Fecha", "Seguidores"), ("Data", "Visualizzazioni"),
        ("Dia", "Visitantes"), ("Datum", "Volgers"), ("Week", "Impressions"), ("time", "New followers"),
    ],
)  # fmt: skip
def test_a_day_and_a_known_figure_are_reach(day, figure, table) -> None:
    found = suggest(table(f"{day}|{figure}", "2026-05-01|120", "2026-05-02|1204", "2026-05-04|98"))
    assert found.source == "reach-table"
    assert roles_of(found) == {day: "occurred_at", figure: "metric"}


@pytest.mark.parametrize(
    ("header", "months"), [("Month", ("Jan 2026", "Feb 2026")), ("Date", ("2026-01", "2026-02"))]
)
def test_a_month_and_a_known_figure_are_reach_on_its_first_day(header, months, table) -> None:
    given = table(f"{header}|Downloads", *(f"{month}|120" for month in months))
    found = suggest(given)
    assert found.source == "reach-table"
    assert [day.isoformat() for day in extract(given, found).reach["date"].to_pylist()] == [
        "2026-01-01",
        "2026-02-01",
    ]


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        ("Date|Amount", "2026-05-01|120"),
        ("Datum|Betrag", "2026-05-01|12,00"),
        ("Date|Views|Total", "2026-05-01|120|12.50"),
        ("Date|Name|Visits", "2026-05-01|Ann Lee|3"),
        ("Date|Email|Downloads", "2026-05-01|ann@example.com|3"),
        ("Date|Customer ID|Sessions", "2026-05-01|K17|3"),
        ("Date|Bounce rate|Views per visit", "2026-05-01|3|4"),
        ("Date|Volunteer|Sessions", "2026-05-01|Ann Lee|3"),
        ("Subscribers since|Number", "2026-05-01|3"),
    ],
)
def test_money_and_people_by_day_are_no_reach(headers, row, table) -> None:
    assert suggest(table(headers, row, row.replace("05-01", "05-02"))).source != "reach-table"


def test_the_name_of_a_file_says_which_channel(table) -> None:
    from dataclasses import replace

    plain = table("Date|Followers", "2026-05-01|120", "2026-05-02|121")
    assert suggest(replace(plain, file="instagram_followers.csv")).platform == "Instagram"
    reach = extract(plain, suggest(plain)).reach
    assert reach["value"].to_pylist() == [120, 121]


@pytest.mark.parametrize("preset", PRESETS)
def test_our_own_questions_are_known_in_the_words_of_each_preset(preset, table) -> None:
    say = Words(preset=preset)
    ids = {name: f"cultivate.survey.{name}" for name in QUESTIONS}
    asked = {
        name: say(own if say.knows(own := f"{plain}.{preset}") else plain) for name, plain in ids.items()
    }
    answers = {"why": "It helps", "recommend": "9", "found": "A friend", "miss": "You", "next": "More"}
    found = suggest(
        table("|".join(["Timestamp", *asked.values()]), "|".join(["2026-05-04 09:12:44", *answers.values()]))
    )
    assert found.source == "survey-answers"
    assert roles_of(found) == {
        "Timestamp": "occurred_at",
        asked["why"]: "custom",
        asked["recommend"]: "recommend_score",
        asked["found"]: "source",
        asked["miss"]: "custom",
        asked["next"]: "custom",
    }


@pytest.mark.parametrize(
    ("when", "question", "found", "why"),
    [
        ("Timestamp", "How likely are you to recommend us?", "Where did you hear about us?", "Why did you give that score?"),
        ("Zeitstempel", "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?", "Wie haben Sie von uns erfahren?",
         "Warum unterstützen Sie uns?"),
        ("Horodateur", "Quelle est la probabilité que vous nous recommandiez ?", "Comment nous avez-vous connus ?",
         "Pourquoi nous soutenez-vous ?"),
        ("Marca temporal", "¿Qué probabilidad hay de que nos recomiende?", "¿Cómo nos conoció?", "¿Por qué nos apoya?"),
        ("Informazioni cronologiche", "Con quale probabilità ci consiglieresti a un amico?", "Come ci hai conosciuto?",
         "Perché ci sostieni?"),
        ("Carimbo de data/hora", "Qual a probabilidade de nos recomendar?", "Como nos conheceu?", "Por que nos apoia?"),
        ("Tijdstempel", "Hoe waarschijnlijk is het dat u ons zou aanbevelen?", "Hoe heeft u ons gevonden?",
         "Waarom steunt u ons?"),
    ],
)  # fmt: skip
def test_answers_are_known_in_seven_languages(when, question, found, why, table) -> None:
    told = suggest(
        table(
            f"{when}|E-Mail|{question}|{found}|{why}",
            "2026-05-04 09:12:44|ann@example.com|10|Radio|Ja",
            "2026-05-05 10:00:00|bo@example.com|0|Web|Si",
        ),
    )
    assert told.source == "survey-answers"
    assert list(roles_of(told).values()) == ["occurred_at", "email", "recommend_score", "source", "custom"]


def test_scores_of_a_tool_beside_who_promotes(table) -> None:
    found = suggest(
        table(
            "Person Email|Score|NPS category|Responded at",
            "ann@example.com|10|Promoter|2026-05-04 09:12",
            "bo@example.com|3|Detractor|2026-05-05 10:00",
        ),
    )
    assert found.source == "survey-answers"
    assert found.headers_of("recommend_score") == ("Score",)
    assert found.header_of("occurred_at") == "Responded at"


def test_a_recommendation_in_words_is_no_answer(table) -> None:
    found = suggest(table("Email|Who recommended us", "ann@example.com|Bo Ek", "bo@example.com|Cy Oh"))
    assert found.source != "survey-answers"


def test_answers_without_a_name_are_counted_and_make_no_person(table) -> None:
    forms = table(
        "Timestamp|Would you recommend us?|Why do you support us?",
        "2026-05-04 09:12:44|10 - certainly|It helps",
        "2026-05-05 09:12:44|9/10|Habit",
        "2026-05-06 09:12:44|3|",
    )
    records = extract(forms, suggest(forms))
    assert records.identities.num_rows == 0
    assert records.account["reason"].to_pylist() == ["E_NO_ID"] * 3


def test_an_answer_is_dated_by_its_row_and_read_before_its_words(table) -> None:
    forms = table(
        "Timestamp|Email|How likely are you to recommend us to a friend?",
        "2026/05/04 9:12:44 AM GMT+2|ann@example.com|10 - certainly",
        "2026/05/06 9:12:44 AM GMT+2|bo@example.com|9/10",
        "2026/05/13 9:12:44 AM GMT+2|cy@example.com|",
    )
    records = extract(forms, suggest(forms))
    told = records.events.select(["row", "kind", "quantity"]).to_pylist()
    assert told == [
        {"row": 0, "kind": "survey", "quantity": 10.0},
        {"row": 1, "kind": "survey", "quantity": 9.0},
    ]
    assert str(records.events["at"][0].as_py()) == "2026-05-04 07:12:44+00:00"
    assert "recommend_score" not in records.snapshots["measure"].to_pylist()
