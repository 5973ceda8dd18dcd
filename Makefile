# Hirfa. `make demo` builds and serves the demonstration country, `make test` checks everything.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCALE ?= 1
SERVE ?= 1
PORT ?= 8000

COMPILE := $(VENV)/lock/bin/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help demo test bench messages lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.server ## build the demonstration country and serve it on 127.0.0.1:8000 (SCALE=0.01 is quick, SERVE=0 stops before serving)
	@SCALE=$(SCALE) SERVE=$(SERVE) PORT=$(PORT) $(BIN)/hirfa demo

test: $(VENV)/.dev ## run the checks and all tests
	@$(BIN)/python -m tools.run_tests

bench: $(VENV)/.dev ## measure every number that the README quotes
	@$(BIN)/python -m bench

messages: $(VENV)/.dev ## extract the interface's strings and compile the catalogues
	@$(BIN)/python tools/messages.py update

lock: $(VENV)/lock/bin/uv ## write the hashed requirement files anew
	$(COMPILE) --extra server -o requirements/server.txt pyproject.toml
	$(COMPILE) --extra server --extra dev -o requirements/dev.txt pyproject.toml

clean: ## remove what the recipes made
	rm -rf $(VENV) var

# Debian has no ensurepip by default and blocks the system pip: an empty environment, filled from outside.
$(BIN)/python:
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.server: requirements/server.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Hirfa needs into $(VENV): about a minute, once."
	@$(PYTHON) -m pip --python $(BIN)/python install -q --require-hashes -r requirements/server.txt
	@$(PYTHON) -m pip --python $(BIN)/python install -q --no-deps -e .
	@$(BIN)/python tools/messages.py compile
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the checks need into $(VENV): about a minute, once."
	@$(PYTHON) -m pip --python $(BIN)/python install -q --require-hashes -r requirements/dev.txt
	@$(PYTHON) -m pip --python $(BIN)/python install -q --no-deps -e .
	@$(BIN)/python tools/messages.py compile
	@touch $@

$(VENV)/lock/bin/uv:
	@$(PYTHON) -m venv --without-pip $(VENV)/lock
	@$(PYTHON) -m pip --python $(VENV)/lock/bin/python install -q uv
