# `make demo` on a fresh machine installs and does the main job; `make test` installs what the tests need and runs them.
# Each target installs what it needs into .venv. CONTRIBUTING.md says when to use which.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

# Errors only: what pip says about old ways of building is for the authors of packages.
INSTALL = @echo "installing newsarchive into $(VENV): one or two minutes"; \
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable

.PHONY: demo test test-fast lint docs man package evaluate peers bench bench-web memory fuzz clean

demo: $(VENV)/installed
	@$(BIN)/newsarchive demo

test: $(VENV)/installed-dev
	$(BIN)/pytest -n auto

# All tests but those that drive a browser, or take long: whole crawls, commands that are killed, measured work.
test-fast: $(VENV)/installed-dev
	$(BIN)/pytest -n auto -m "not slow and not browser"

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The guides as a website, in build/site. It opens from disk and loads nothing from other hosts.
docs: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "build/site/ holds the website"

# The manual page, from the help of every command; a test says when it is not current.
man: $(VENV)/installed
	$(BIN)/python -m newsarchive.cli.manual > man/newsarchive.1.new
	mv man/newsarchive.1.new man/newsarchive.1

# The source archive and the wheel, in dist/, as they would be published.
package: $(VENV)/installed-package
	rm -rf dist
	$(BIN)/python -m build --outdir dist
	$(BIN)/twine check --strict dist/*

# Scores and crawls on the corpus of real pages beside the checkout.
evaluate: $(VENV)/installed-dev
	$(BIN)/python benchmarks/evaluate.py --corpus $(SHARED)/corpus
	$(BIN)/python benchmarks/sources.py --corpus $(SHARED)/corpus
	$(BIN)/python benchmarks/evaluate_crawl.py --shared $(SHARED)
	$(BIN)/python benchmarks/evaluate_revisions.py --shared $(SHARED)
	$(BIN)/python benchmarks/evaluate_new.py --invented
	$(BIN)/python benchmarks/evaluate_new.py --shared $(SHARED)

# Scores of other article readers beside ours, as tables in Markdown. Each gets an environment of its own in build/peers;
# `make peers PEERS="--only newsarchive"` reads with ours again and keeps the answers of the others.
PEERS ?=
peers: $(VENV)/installed-dev
	$(BIN)/python benchmarks/peers.py --shared $(SHARED) $(PEERS)

# Ratios measured side by side; see docs/development/measurements.md for how to read them.
bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/reading.py --shared $(SHARED)
	$(BIN)/python benchmarks/bench.py --shared $(SHARED)
	$(BIN)/python benchmarks/copies.py --articles 50000 --shared $(SHARED)

# How long every kind of page takes, over HTTP, of an archive of your own: make bench-web WEB="--archive archive.db".
# Without one, an archive of 100,000 invented articles is made in build/bench-web and kept.
WEB ?= --archive build/bench-web/archive.db
bench-web: $(VENV)/installed-dev
	mkdir -p build/bench-web
	test -f build/bench-web/archive.db || $(BIN)/python benchmarks/search_groups.py --rounds 1 --archive build/bench-web/archive.db > /dev/null
	$(BIN)/python benchmarks/web_pages.py $(WEB)

# The memory of one process that reads 20,000 pages, and the slowest of these. About ten minutes of CPU.
memory: $(VENV)/installed-dev
	$(BIN)/python benchmarks/memory.py --shared $(SHARED)

# Pages that extraction does not survive: made-up ones, and the corpus pages damaged. About half an hour on two cores.
FUZZ ?= --inputs 50000
fuzz: $(VENV)/installed-dev
	$(BIN)/python benchmarks/fuzz.py --shared $(SHARED) $(FUZZ)

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	echo "no venv module: on Debian and Ubuntu install python3-venv, then run make again"; exit 1; }

$(VENV)/installed: pyproject.toml $(VENV)/bin/python
	$(INSTALL) .
	@touch $@

$(VENV)/installed-dev: pyproject.toml $(VENV)/bin/python
	$(INSTALL) '.[dev,bench]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-docs: pyproject.toml $(VENV)/bin/python
	$(INSTALL) '.[docs]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-package: pyproject.toml $(VENV)/bin/python
	$(INSTALL) '.[package]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) demo-archive build dist evaluation
