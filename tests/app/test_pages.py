"""Every page, through app.py as a visitor enters: empty, and with each sample."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from truefans_core import samples

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("home", "data", "people", "tiers", "movement", "income", "cultivate", "report", "method")
TIMEOUT = 120


def open_app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT).run()
    assert not app.exception
    return app


@pytest.fixture(scope="module", params=samples.names())
def sampled(request, tmp_path_factory):
    """The app with a sample opened by one click on Home."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TRUEFANS_HOME", str(tmp_path_factory.mktemp("home")))
    app = open_app()
    app.button(key=f"sample_{request.param}").click().run()
    assert not app.exception
    yield app
    patch.undo()


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_workspace_opens_every_page(page):
    app = open_app()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert app.title[0].value
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_each_sample(sampled, page):
    sampled.switch_page(f"pages/{page}.py").run()
    assert not sampled.exception
    assert not sampled.error
    assert any("Invented data" in caption.value for caption in sampled.caption)


def test_home_offers_the_samples_and_one_click_shows_true_fans():
    app = open_app()
    app.button(key="sample_creator").click().run()
    assert any("people are true fans" in text.value for text in app.subheader)


def test_every_page_hands_over_to_app_first():
    for page in PAGES:
        tree = ast.parse((ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8"))
        first = next(
            node for node in tree.body if not isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr))
        )
        assert ast.unparse(first) == f"say = shell.start_page('{page}')", page
