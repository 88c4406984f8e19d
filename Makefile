# smi-outreach: `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
DEMO_DAY ?= 2026-11-20
DEMO_PEOPLE ?= 2000
DEMO_PRACTICES ?= 20
DEMO_ENV := SMI_LIVE=false SMI_DATA_DIR=$(DEMO)/data
PACK := pipeline/regions/lancashire-and-south-cumbria
# The tests in as many processes as the machine has cores, four at most, each with a database of its own.
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder
INSTALL := UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip

.PHONY: help
help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

$(BIN)/uv: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else f"Python {v.major}.{v.minor} found: smi-outreach needs 3.11, 3.12 or 3.13. Name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

# Either set of packages will do for running; the tests' set holds everything of the core.
$(VENV)/core.installed: $(BIN)/uv requirements/core.txt pyproject.toml
	@if [ ! -e $(VENV)/test.installed ]; then $(INSTALL) sync --quiet --python $(BIN)/python --require-hashes requirements/core.txt; fi
	@$(INSTALL) install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/test.installed: $(BIN)/uv requirements/test.txt pyproject.toml
	$(INSTALL) sync --quiet --python $(BIN)/python --require-hashes requirements/test.txt
	@$(INSTALL) install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	@touch $@ $(VENV)/core.installed

.PHONY: install
install: $(VENV)/core.installed ## Install smi-outreach into .venv

.PHONY: demo
demo: install ## A synthetic county, one full day, everything to look at in .demo/
	@mkdir -p $(DEMO)
	@$(DEMO_ENV) $(BIN)/smi-outreach synthesise $(DEMO)/county --seed 1 --people $(DEMO_PEOPLE) --practices $(DEMO_PRACTICES) --as-of $(DEMO_DAY)
	@$(DEMO_ENV) $(BIN)/smi-outreach region load $(PACK)
	@$(DEMO_ENV) $(BIN)/smi-outreach reference load $(DEMO)/county/reference/practices.csv $(DEMO)/county/reference/profiles.csv
	@$(DEMO_ENV) $(BIN)/smi-outreach run --inbox $(DEMO)/county/inbox --outbox $(DEMO)/outbox --as-of $(DEMO_DAY)

.PHONY: test
test: $(VENV)/test.installed ## Run the tests
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

.PHONY: check
check: $(VENV)/test.installed ## The one gate: format, lint, types, import rules, SQL, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar sql
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

.PHONY: format
format: $(VENV)/test.installed ## Put code and SQL into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix --disable-progress-bar sql

.PHONY: acceptance
acceptance: $(VENV)/test.installed ## What needs Debian packages, real servers or the reference data
	./tests/acceptance/install.sh
	$(BIN)/python -m pytest -m acceptance tests/acceptance

.PHONY: truth
truth: $(VENV)/test.installed ## 20,000 invented people, and the published shape, through the pipeline beside their truth
	$(BIN)/python -m benchmarks.against_truth
	$(BIN)/python -m benchmarks.against_truth --shape published

.PHONY: mutants
mutants: $(VENV)/test.installed ## Break the rule's SQL a word at a time: do its tests notice?
	$(BIN)/python -m tests.rule.try_mutants

.PHONY: airflow
airflow: $(VENV)/test.installed ## A standalone Airflow with the DAGs on the demo county
	@mkdir -p $(DEMO)
	@$(DEMO_ENV) $(BIN)/smi-outreach airflow --inbox $(DEMO)/county/inbox --outbox $(DEMO)/airflow-outbox

.PHONY: bench-day
bench-day: $(VENV)/core.installed ## 20,000 people in 200 practices: seconds by step
	$(BIN)/python benchmarks/day.py

.PHONY: bench-worklists
bench-worklists: $(VENV)/core.installed ## 20,000 people: a day's lists in seconds and MB, and 43 networks in LibreOffice
	$(BIN)/python -m benchmarks.worklists

.PHONY: bench-intake
bench-intake: $(VENV)/core.installed ## The intake beside COPY, pandas and NHS England's engine (.bench/), at a county's size
	$(BIN)/python -m benchmarks.intake

.PHONY: bench-england
bench-england: $(VENV)/core.installed ## The same at England's size: 640,000 people in 6,300 practices
	$(BIN)/python -m benchmarks.intake --people 640000 --practices 6300

.PHONY: bench-rule
bench-rule: $(VENV)/test.installed ## Statuses and ranks of 640,000 people with 20 results each, beside DuckDB and plain Python
	$(BIN)/python -m benchmarks.rule --people 640000 --practices 6300

.PHONY: oracle-million
oracle-million: $(VENV)/test.installed ## The rule against its naive restatement on a million people
	$(BIN)/python -m benchmarks.oracle_million

.PHONY: lock
lock: $(BIN)/uv ## Solve the requirements again (hashes, no hosts)
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group build --group test --extra orchestration pyproject.toml -o requirements/test.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group build -c requirements/test.txt pyproject.toml -o requirements/core.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group build --extra orchestration -c requirements/test.txt pyproject.toml -o requirements/airflow.txt

.PHONY: clean
clean: ## Remove the demo, its database and the benchmark's environment
	@if [ -x $(BIN)/smi-outreach ]; then $(DEMO_ENV) $(BIN)/smi-outreach database remove; fi
	rm -rf $(DEMO) .bench
