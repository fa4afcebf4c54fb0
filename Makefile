# make        sets up (once) and runs the shipped study: tables, figures and report in results/
# make test   sets up (once) and runs linting, types and all tests
# make setup  sets up only; then `. .venv/bin/activate` and `snakemake`

PYTHON ?= python3
BIN := .venv/bin

.PHONY: study setup test lint format schema lock clean
.DEFAULT_GOAL := study

study: setup
	PATH="$(CURDIR)/$(BIN):$$PATH" snakemake

setup: .venv/installed
	@$(BIN)/python -m intertwine.figures.fonts --provide --config config.yaml

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "intertwine needs Python 3.11, 3.12 or 3.13; name one: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test: setup lint
	@sh tests/provide_browser.sh
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/snakefmt --check --compact-diff Snakefile workflow

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/snakefmt Snakefile workflow

# The schema of the settings, after a change of src/intertwine/config.py.
schema: setup
	$(BIN)/python -m intertwine.config > workflow/config.schema.json

# New pins after a change of pyproject.toml; needs the tool uv.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -o requirements.lock

clean:
	rm -rf results/* logs .snakemake
	touch results/.gitkeep
