# Two commands for a newcomer: `make demo` and `make test`. Each does all its own set-up in
# .venv and needs nothing but make and Python 3.11 or newer (with venv).

SHELL := /bin/sh
BIN := .venv/bin
# Three processes for two cores: many tests wait for a browser or a server. `make test PYTEST_ARGS=-x`
# replaces them.
PYTEST_ARGS ?= -n 3 --dist loadfile
# Of the soak, those that take times of a server: nothing else runs beside them.
TIMED := tests/web/test_kill.py tests/web/test_load.py
.DEFAULT_GOAL := help
.PHONY: help demo serve test units soak mutants bench wheel lint format setup setup-dev clean

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|' 2>/dev/null \
		|| grep -E '^[a-z-]+:.*## ' Makefile

demo: setup ## plan tonight for the sample district and go once round a simulated night; writes demo/
	@$(BIN)/sejuk demo --out demo

serve: setup-dev ## the operations room with a simulated night, live, at 127.0.0.1:8080
	@$(BIN)/sejuk demo --serve

test: setup-dev ## every check there is: lint, types, layers, tests; side by side, and each to its end
	@$(MAKE) --no-print-directory --keep-going -j 2 lint units

units: setup-dev
	@$(BIN)/python scripts/kernels.py
	@$(BIN)/pytest $(PYTEST_ARGS)

lint: setup-dev ## ruff, mypy, the import layers; types and tests of the front end
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python scripts/front_end.py check

format: setup-dev ## let ruff put the files in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

soak: setup-dev ## the tests that take long, with full counts; writes docs/reference/soak.md
	@$(BIN)/pytest -m soak -s $(TIMED) --figures=docs/reference/soak.md
	@$(BIN)/pytest -m soak -n 2 --dist loadfile $(TIMED:%=--ignore=%) --figures=docs/reference/soak.md

wheel: setup-dev ## build the wheel, front end inside; needs no Node to install
	@$(BIN)/python -m hatchling build -t wheel

mutants: setup-dev ## break each guarantee on purpose; its tests must notice
	@$(BIN)/python scripts/guarantees.py

bench: setup-dev ## print the figures that matter, as JSON
	@$(BIN)/python benchmarks/figures.py

setup:
	@sh scripts/python.sh scripts/setup.py run

setup-dev:
	@sh scripts/python.sh scripts/setup.py dev

clean: ## remove what make, the tests and the build have made
	rm -rf .venv demo out dist build frontend/node_modules src/sejuk/web/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
