"""The catalogue and the code agree: every message said exists, every message there is gets said, with all it asks for."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from truefans_core import columns, problems
from truefans_core.words import PRESETS, Words
from truefans_core.words.catalogue import messages
from truefans_core.words.speech import fields_of

ROOT = Path(__file__).parents[2]
CODE = sorted(
    [
        ROOT / "app.py",
        ROOT / "server.py",
        *(ROOT / "pages").rglob("*.py"),
        *(ROOT / "truefans_core").rglob("*.py"),
    ]
)
TEXTS = messages("en")
#: Ids put together at run time: prefix to the place that does it.
DYNAMIC = {
    "noun.": "words/speech.py fills the nouns of a preset",
    "problem.": "Problem.message",
    "answer.": "Question: answer.<choice>.<answer>",
    "role.": "Role.name",
}
#: What PRODUCT's table of words keeps off the screen.
CODE_WORDS = re.compile(
    r"\b(tiers?|interest|investment|advocacy|P10|P50|P90|fan chart|tornado|iso-income|waterfall|naive|mature|"
    r"Kaplan[–-]Meier|churn(ed|ing)?|half-li(fe|ves)|hold-?outs?|back-?test(s|ed|ing)?|honesty panel|natural groups?)\b",
    re.IGNORECASE,
)
#: Where a code word is meant, with the reason. How it works may use them: it explains them.
EXPLAINS = ("method.", "page.method.")
MEANT: dict[str, str] = {
    "role.tier": "Patreon's own word for its plans",
}
ID = re.compile(r"[a-z][a-z_]*(\.[\w-]+)+")


def trees() -> Iterator[tuple[str, ast.AST]]:
    for path in CODE:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def said() -> Iterator[tuple[str, int, ast.Call]]:
    """Every call of a speaker: say(…), self.say(…), words(…)."""
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called in {"say", "_say"}:
                    yield file, node.lineno, node


def begins(node: ast.AST) -> bool:
    """Whether this is an f-string whose beginning is fixed."""
    return isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)


def pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.-]+" for part in node.values
    )


def literal_ids() -> tuple[set[str], set[str]]:
    """Message ids standing in the code whole, and patterns of those an f-string makes."""
    whole, made = set(), set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value):
                whole.add(node.value)
            elif begins(node) and re.match(r"[a-z_]+\.", node.values[0].value):
                made.add(pattern(node))
    return whole, made


def nouns() -> set[str]:

    from truefans_core.words.speech import _nouns

    return set(_nouns("en", "creator"))


def asked(message: str) -> set[str]:
    """The parameters a message needs; none for one that is missing: another test says so."""
    return {field.split(".")[0].split("[")[0] for form in TEXTS.get(message, ()) for field in fields_of(form)}


def test_every_message_said_exists():
    missing = []
    for file, line, call in said():
        first = call.args[0]
        if isinstance(first, ast.Constant) and first.value not in TEXTS:
            missing.append(f"{file}:{line} {first.value}")
        if begins(first) and not any(re.fullmatch(pattern(first), each) for each in TEXTS):
            missing.append(f"{file}:{line} {pattern(first)}")
    assert missing == []


def test_every_message_is_used():
    whole, made = literal_ids()
    idle = [
        each
        for each in TEXTS
        if each not in whole
        and not each.startswith(tuple(DYNAMIC))
        and not any(re.fullmatch(one, each) for one in made)
    ]
    assert idle == []


def test_every_call_gives_what_its_template_asks_for():
    known = nouns()
    short = []
    for file, line, call in said():
        first = call.args[0]
        if (
            not isinstance(first, ast.Constant)
            or first.value not in TEXTS
            or any(each.arg is None for each in call.keywords)
        ):
            continue
        given = {each.arg for each in call.keywords} | known
        if lacking := asked(first.value) - given:
            short.append(f"{file}:{line} {first.value} lacks {sorted(lacking)}")
    assert short == []


def test_every_problem_has_a_sentence_and_every_sentence_a_problem():
    assert {f"problem.{code}" for code in problems.CATALOGUE} == {
        each for each in TEXTS if each.startswith("problem.")
    }


def test_every_problem_brings_what_its_sentence_asks_for():
    known = nouns() | {"n"}
    short = []
    for file, tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if (
                getattr(call.func, "id", "") != "Problem"
                or not call.args
                or not isinstance(call.args[0], ast.Constant)
            ):
                continue
            params = next((each.value for each in call.keywords if each.arg == "params"), None)
            params = call.args[2] if params is None and len(call.args) > 2 else params
            if params is None:
                given: set[str] = set()
            elif isinstance(params, ast.Dict) and all(isinstance(key, ast.Constant) for key in params.keys):
                given = {key.value for key in params.keys}
            else:
                continue
            if lacking := asked(f"problem.{call.args[0].value}") - given - known:
                short.append(f"{file}:{call.lineno} {call.args[0].value} lacks {sorted(lacking)}")
    assert short == []


def test_every_role_has_its_words():
    assert [each for each in columns.ROLES if f"role.{each}" not in TEXTS] == []
    spare = {each.removeprefix("role.") for each in TEXTS if each.startswith("role.")} - set(columns.ROLES)
    assert spare <= {"none"}  # a column that is left out


def test_no_code_word_reaches_a_screen():
    seen = [
        f"{each}: {CODE_WORDS.search(form).group()}"
        for each, forms in TEXTS.items()
        if not each.startswith(EXPLAINS) and each not in MEANT
        for form in forms
        if CODE_WORDS.search(re.sub(r"\{[^}]*\}", "", form))
    ]
    assert seen == []


def test_no_code_word_stands_in_the_notes():
    seen = [
        f"{path.name}: {found.group()}"
        for path in sorted((ROOT / "pages" / "notes" / "en").glob("*.md"))
        if path.stem != "method"
        for found in CODE_WORDS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert seen == []


@pytest.mark.parametrize("preset", PRESETS)
def test_every_template_can_be_filled(preset):
    say = Words(preset=preset)
    wrong = []
    for each in TEXTS:
        given = dict.fromkeys(asked(each) - nouns() - {"n"}, "0")
        for n in (0, 1, 2):
            try:
                text = say(each, n=n, **given)
            except (KeyError, ValueError, IndexError) as error:
                wrong.append(f"{each}: {error!r}")
                break
            if "{" in text or "}" in text:
                wrong.append(f"{each}: {text}")
    assert wrong == []


def test_plural_forms_come_in_twos():
    wrong = [each for each, forms in TEXTS.items() if len(forms) > 2 or not all(forms)]
    assert wrong == []


def test_an_id_begins_with_a_room():
    rooms = defaultdict(set)
    for path in sorted((ROOT / "truefans_core" / "words" / "en").glob("*.po")):
        for each in re.findall(r'^msgid "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE):
            assert ID.fullmatch(each) or each.startswith("answer."), f"{path.name}: {each}"
            rooms[each].add(path.name)
    assert {each: sorted(files) for each, files in rooms.items() if len(files) > 1} == {}
