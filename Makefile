# Everything runs in $(VENV); `make` alone lists what there is.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install demo test check gate bench docs clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(VENV)/installed ## install Dateline into a virtual environment

demo: $(VENV)/installed ## add the demo articles, build the index and ask three questions
	@BIN=$(abspath $(BIN)) demo/run.sh

# The second tier runs also where the first has failed.
test: $(VENV)/developed ## run all tests: the fast tier, then the one that needs the models
	$(BIN)/pytest --numprocesses 4; fast=$$?; $(BIN)/pytest -m model && exit $$fast

check: $(VENV)/developed ## check style, types, layers, dependencies and generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(MAKE) --no-print-directory docs
	git diff --exit-code -- docs/cli.md docs/settings.md .env.example README.md

gate: $(VENV)/developed ## answer the demo questions and check the quality floors
	$(BIN)/python -m bench.gate

bench: $(VENV)/developed ## measure every ranking on every question set that is here
	$(BIN)/python -m bench.sets

docs: $(VENV)/developed ## write the generated pages and the README's example
	$(BIN)/python docs/generate.py

clean: ## remove the virtual environment and the demo's data
	rm -rf $(VENV) data/demo

# torch comes first and alone: its version decides which build of everything else fits.
$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install torch==2.13.0 --constraint constraints.txt
	$(PIP) install --editable . --constraint constraints.txt
	@touch $@

$(VENV)/developed: $(VENV)/installed
	$(PIP) install --group dev --constraint constraints.txt
	@touch $@
