# Everything is set up in .venv from the hash-pinned files in requirements/; a second run finds it there.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PYTHON ?= $(shell for each in python3.11 python3 python3.12 python3.13; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$each" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# pip compiles what it installs, but not the sources that an editable install points to: each start would, for 0.2 s.
COMPILED := $(BIN)/python -m compileall -q src
PYTEST_ARGS ?=
# Terraform's providers wait for minutes and compute for seconds: many at once, whatever the cores. Not so a control plane.
JOBS ?= 14
RUNTIME := .venv/.runtime
DEV := .venv/.dev

.PHONY: help demo test mutate lint format bench conformance fuzz coverage pages lock build clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME) ## run the bundled example on this machine, in seconds
	@$(BIN)/aksess demo

test: lint ## lint, types, import contracts and every test that needs no other program
	$(BIN)/python -m pytest --ignore=tests/conformance -n auto $(PYTEST_ARGS)

mutate: $(DEV) ## change the code of chain, oidc, identity and pipeline; which changes does no test notice?
	$(BIN)/mutmut run
	$(BIN)/mutmut results

lint: $(DEV) ## ruff, mypy --strict, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(DEV) ## let ruff write
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

bench: $(DEV) ## measure; figures are ratios within one run
	$(BIN)/python -m bench

conformance: $(DEV) ## real SDKs, real Terraform, real az, where they are found; says what it skips
	$(BIN)/python -m pytest tests/conformance --ignore=tests/conformance/cluster -rs -n $(JOBS) --dist worksteal $(PYTEST_ARGS)
	$(BIN)/python -m pytest tests/conformance/cluster -rs -n 2 --dist loadfile $(PYTEST_ARGS)

fuzz: $(DEV) ## search for hostile requests beyond those of make test
	$(BIN)/python -m pytest tests/hostile --hypothesis-profile=search $(PYTEST_ARGS)

coverage: $(DEV) ## which lines no test runs
	$(BIN)/python -m pytest --ignore=tests/conformance --cov --cov-report=term $(PYTEST_ARGS)

pages: $(DEV) ## write the reference pages that are made from the program
	$(BIN)/python tools/write_findings.py
	$(BIN)/python -m tools.write_operations
	$(BIN)/python -m tools.write_terraform

# The environment's own places to find packages must not change what is locked, nor be named in it.
COMPILE := env -u PIP_FIND_LINKS CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes \
	--strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

lock: $(DEV) ## newest versions into requirements/*.txt
	$(COMPILE) --upgrade --output-file requirements/build.txt requirements/build.in
	$(COMPILE) --upgrade --output-file requirements/dev.txt --extra demo --extra dev pyproject.toml requirements/build.in
	$(COMPILE) --upgrade --output-file requirements/runtime.txt --constraint requirements/dev.txt --extra demo pyproject.toml

build: $(DEV) ## sdist and wheel into dist/
	$(BIN)/python -m build --no-isolation

clean: ## remove what the other targets made
	rm -rf .venv build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.hypothesis mutants
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or newer on PATH" >&2; \
		echo "hint: install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv

$(RUNTIME): requirements/runtime.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "setting up .venv (once)"
	@$(PIP) install --no-deps --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@$(COMPILED)
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "setting up .venv for development (once)"
	@$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@$(COMPILED)
	@touch $@ $(RUNTIME)
