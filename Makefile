# setup: a virtual environment with everything; run: the main job on the sample reports; test; check: what CI runs;
# bench: scores and speed, DATA=folder of the public data sets.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/data
LEDGER ?= samples.db

.PHONY: setup run test check bench types lint contracts

setup: .venv/installed

.venv/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

run: setup
	$(BIN)/averment read samples/reports --tables samples/tables --received 2024-09-18 --ledger $(LEDGER)
	$(BIN)/averment show --ledger $(LEDGER)

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

check: lint types contracts test

bench: setup
	$(BIN)/python -m bench --data $(DATA)
