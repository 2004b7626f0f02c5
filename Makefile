# Everything runs in $(VENV); `make` alone lists what there is.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install demo test search check gate bench docs clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(VENV)/installed ## install Dateline into a virtual environment

demo: $(VENV)/installed ## add the demo articles, build the index and ask three questions
	@BIN=$(abspath $(BIN)) demo/run.sh

# The second tier runs also where the first has failed. What Python makes of the tests is kept,
# whatever the environment says: it takes each process 4 s.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/developed ## run all tests: the fast tier, then the one that needs the models
	$(BIN)/pytest --numprocesses 3; fast=$$?; $(BIN)/pytest -m model && exit $$fast

search: $(VENV)/developed ## try the fast tier's properties on examples not tried before
	$(BIN)/pytest --hypothesis-profile=search --numprocesses 2

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

# pip takes only files whose digests constraints.txt has.
CHECKED := --require-hashes --constraint constraints.txt
# The pip that Python brings knows digests only where they stand beside what is asked for.
# torch comes first and alone, so that nothing else decides on its build. One that you bring along
# (PIP_FIND_LINKS) is yours to trust: there are more builds than those on record.
TORCH := torch==2.13.0 --no-deps $(if $(PIP_FIND_LINKS),,$(CHECKED))

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	sed -n '/^pip==/,/[^\\]$$/p' constraints.txt > $(VENV)/pip.txt
	$(PIP) install --require-hashes --requirement $(VENV)/pip.txt
	$(PIP) install $(TORCH)
	$(BIN)/python -c 'import tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*project["dependencies"], sep="\n")' > $(VENV)/dependencies.txt
	$(PIP) install --requirement $(VENV)/dependencies.txt --group build $(CHECKED)
	$(PIP) install --editable . --no-deps --no-build-isolation
	@touch $@

$(VENV)/developed: $(VENV)/installed
	$(PIP) install --group dev $(CHECKED)
	@touch $@
