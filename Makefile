# `make demo` on a fresh machine installs and does the main job; `make test` installs what the tests need and runs them.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test lint evaluate bench fuzz clean

demo: $(VENV)/installed
	$(BIN)/newsarchive demo

test: $(VENV)/installed-dev
	$(BIN)/pytest -n auto

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Scores and crawls on the corpus of real pages beside the checkout.
evaluate: $(VENV)/installed-dev
	$(BIN)/python benchmarks/evaluate.py --corpus $(SHARED)/corpus
	$(BIN)/python benchmarks/sources.py --corpus $(SHARED)/corpus
	$(BIN)/python benchmarks/evaluate_crawl.py --shared $(SHARED)
	$(BIN)/python benchmarks/evaluate_revisions.py --shared $(SHARED)
	$(BIN)/python benchmarks/evaluate_new.py --invented
	$(BIN)/python benchmarks/evaluate_new.py --shared $(SHARED)

# Ratios measured side by side; see docs/development/measurements.md for how to read them.
bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/reading.py --shared $(SHARED)
	$(BIN)/python benchmarks/bench.py --shared $(SHARED)
	$(BIN)/python benchmarks/copies.py --articles 50000 --shared $(SHARED)

# Pages that extraction does not survive: made-up ones, and the corpus pages damaged. About half an hour on two cores.
FUZZ ?= --inputs 50000
fuzz: $(VENV)/installed-dev
	$(BIN)/python benchmarks/fuzz.py --shared $(SHARED) $(FUZZ)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { echo "no venv module: on Debian and Ubuntu install python3-venv, then run make again"; exit 1; }

$(VENV)/installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) demo-archive build dist evaluation
