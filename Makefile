# The two commands a newcomer needs are `make run` and `make test`; both set up what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PAGES  ?= examples/pages
DB     ?= out/detente.db

.PHONY: help setup run test lint eval bench clean

help:
	@echo "make run [PAGES=path]   read pages (the examples unless given) and show what was found"
	@echo "make test               lint, types, import contract and all tests"
	@echo "make eval               score all dev sets against the pinned floors"
	@echo "make bench              speed beside named peers"

setup: $(VENV)/.ready

# --no-deps: the lock is complete, so nothing is resolved and nothing outside it can come in
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "This Python has no venv module; install it (on Debian: apt-get install python3-venv)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the locked dependencies into $(VENV) (once, a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock || \
	  { echo "The locked dependencies could not be installed; check that pip reaches a package index."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup
	@mkdir -p $(dir $(DB))
	@$(BIN)/detente read $(PAGES) --db $(DB) || test $$? -eq 1
	@$(BIN)/detente overview --db $(DB)

test: setup lint
	@$(BIN)/python -m pytest -n auto

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -4

eval: setup
	@$(BIN)/python -m evals.gate

bench: setup
	@for f in bench/[a-z]*.py; do echo "== $$f"; $(BIN)/python -m bench.$$(basename $$f .py) || exit 1; done

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
