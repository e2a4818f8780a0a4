"""No page speaks for itself: every visible word goes through `say`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "pages").rglob("*.py"))
ELEMENTS = {name for name in dir(st.delta_generator.DeltaGenerator) if not name.startswith("_")} | set(
    dir(st.column_config)
)
VISIBLE = {
    "label", "body", "text", "help", "placeholder", "options", "caption", "captions", "title", "header", "value",
    "message", "alt", "delta", "prefix", "suffix", "data", "question", "accept_new_options", "format", "page_title",
}  # fmt: skip
#: Strings of two words that no visitor reads, with the reason.
UNSEEN = {
    "PERSON_ID": "a column's name",
}
MATERIAL = re.compile(r":material/\w+:")
WORD = re.compile(r"(?<![\w./{%-])[A-Z][a-z]+|[a-z]{2,}[,;:.]? | [a-z]{2,}|[^\W\d_]{2,}[.!?]$")


def parts(node: ast.AST) -> list[ast.expr]:
    """The expressions whose text an expression would show."""
    match node:
        case ast.JoinedStr(values=shown) | ast.List(elts=shown) | ast.Tuple(elts=shown) | ast.Set(elts=shown):
            return shown
        case ast.Dict(values=shown):
            return shown
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.IfExp(body=body, orelse=other):
            return [body, other]
    return []


def spoken(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The literal text an expression would show: constants, the fixed parts of f-strings, members of lists."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, MATERIAL.sub("", node.value)
    for part in parts(node):
        yield from spoken(part)


def bare(source: str) -> list[tuple[int, str]]:
    """Literal words among the visible arguments of the calls that show something."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if not (isinstance(call.func, ast.Attribute) and call.func.attr in ELEMENTS):
            continue
        shown = [*call.args, *(each.value for each in call.keywords if each.arg in VISIBLE)]
        found += [(line, text) for each in shown for line, text in spoken(each) if WORD.search(text)]
    return found


def sentences(source: str) -> list[tuple[int, str]]:
    """String literals of two words or more that are not docstrings: what a page could show by another way."""
    tree = ast.parse(source)
    notes = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            text = MATERIAL.sub("", node.value)
            if re.search(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}", text) and text not in UNSEEN:
                found.append((node.lineno, text))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_shows_no_words_of_its_own(path):
    source = path.read_text(encoding="utf-8")
    assert bare(source) == []
    assert sentences(source) == []


@pytest.mark.parametrize(
    "line",
    [
        "st.button('Save')",
        "left.metric('True fans', 3)",
        "st.radio(say('x'), options=['Monthly', 'Yearly'])",
        "st.text_input(say('x'), placeholder='30 to 40')",
        "st.markdown(f'**{total}** Supporters')",
        "st.column_config.TextColumn('Name')",
        "st.write('ready' if done else 'not yet')",
        "st.caption(say('x') + ' of all.')",
    ],
)
def test_the_search_finds_bare_words(line):
    assert bare(line)


@pytest.mark.parametrize(
    "line",
    ["st.button(say('app.save'), icon=':material/save:', key='Save it')", "st.columns([1, 2], gap='small')"],
)
def test_the_search_leaves_the_rest(line):
    assert bare(line) == []
