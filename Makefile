# Fitlead. `make run` and `make test` set up everything they need by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PROCESSES ?= 2

.DEFAULT_GOAL := help
.PHONY: help run demo test check simulate format bench soak clean

help: ## What can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/runs: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Fitlead needs Python 3.11 or newer; try: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/develops: requirements-dev.txt $(VENV)/runs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/runs ## Start the bot (without BOT_TOKEN in .env: the demo on http://127.0.0.1:8080)
	$(BIN)/python -m bot run --or-demo

demo: $(VENV)/runs ## Start the demo even when a token is set
	$(BIN)/python -m bot demo

test: $(VENV)/develops ## All tests (those that need Chromium or PostgreSQL are skipped where it is missing)
	$(BIN)/python -m pytest -m "not slow" -n $(PROCESSES) --dist loadfile

soak: $(VENV)/develops ## The long fault tests
	$(BIN)/python -m pytest -m slow --timeout=3600

check: $(VENV)/develops ## Lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

simulate: $(VENV)/runs ## Try the quiz on simulated people
	$(BIN)/python -m bot simulate

format: $(VENV)/develops ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/develops ## Measure against bare aiogram and python-telegram-bot; writes docs/benchmarks.md
	$(BIN)/python -m bench

clean: ## Remove the virtual environment and caches (data/ stays)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache ci-output
