# The two commands: `make run` opens the app, `make test` runs every check. Nothing but Python 3.11+ is needed first.

PORT ?= 8501
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
PY := .venv/bin/python

.PHONY: help run test test-long samples screenshots pins clean
.DEFAULT_GOAL := help

help:
	@echo "make run          open the app on this computer (PORT=8501)"
	@echo "make test         every check and test;  make test-long: the long ones"
	@echo "make samples      write the invented samples again"
	@echo "make screenshots  pictures of every page, in test-results/screenshots, and of a report"
	@echo "make pins         resolve the pinned requirements again (needs uv)"
	@echo "make clean        remove what was installed and built"

run: .venv/.app
	@echo "truefans: http://127.0.0.1:$(PORT) (Ctrl+C to stop)"
	@exec $(PY) -m streamlit run server.py --server.port=$(PORT)

test: .venv/.dev
	@$(PY) -m ruff format --check --quiet . || { echo "Some files are not formatted: run $(PY) -m ruff format ."; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(PY) -m pytest -q -n 2 -m "not long"

test-long: .venv/.dev
	@$(PY) -m pytest -q -n 2 -m long

samples: .venv/.app
	@$(PY) sample_data/make.py

screenshots: .venv/.dev
	@$(PY) scripts/screenshots.py test-results/screenshots --readme docs/screenshots/true-fans.png
	@$(PY) scripts/report_pictures.py

pins:
	@command -v uv >/dev/null || { echo "Resolving the pins needs uv: install it first."; exit 1; }
	@UV_CUSTOM_COMPILE_COMMAND="make pins" uv pip compile pyproject.toml --extra pdf --quiet --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --no-annotate -o requirements.txt
	@UV_CUSTOM_COMPILE_COMMAND="make pins" uv pip compile pyproject.toml --extra pdf --extra dev --quiet --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --no-annotate --constraint requirements.txt -o requirements-dev.txt

clean:
	@rm -rf .venv dist build test-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer, and none was found: install it from python.org and try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer, and $(PYTHON) is older: install a newer one from python.org and try again."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv module (Debian, Ubuntu: sudo apt install python3-venv) and try again."; exit 1; }
	@$(PYTHON) -m venv --clear .venv

# Installed once, and again only when the pins change.
.venv/.app: requirements.txt | .venv/bin/python
	@echo "Installing what the app needs (a minute or two, once) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing what the checks need (a minute or two, once) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/.app $@
