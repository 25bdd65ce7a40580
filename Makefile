# prongsai. `make run` and `make test` set up what they need in .venv; they ask for Python 3.11 or later, nothing else.
#
# Set-up is done once and again only when something it rests on changes: pyproject.toml, requirements.lock, or which
# files there are. The package is installed as a farm of links to the files of this folder (build/__editable__*), so an
# edited file needs nothing, but a new or removed one needs the farm made anew; `.venv/.listing` notices.

.DELETE_ON_ERROR:
.SUFFIXES:

ROOMS   := face schemas reference normalizers extract checks load review
SHIPPED := $(sort $(wildcard $(addsuffix /*.py,$(ROOMS)) face/py.typed schemas/*.json reference/README.md reference/data/*))

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip -qq --disable-pip-version-check
PUT  := $(PIP) install --no-build-isolation --constraint requirements.lock --config-settings editable_mode=strict --editable
export PIP_ROOT_USER_ACTION := ignore

# Where the farm of links is gone, the install is broken: do it again.
ifeq ($(wildcard build/__editable__*/prongsai/__init__.py),)
  $(shell rm -f $(VENV)/.run $(VENV)/.dev)
endif

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null || grep -E '^[a-z]+:.*##' Makefile

.PHONY: run
run: $(VENV)/.run ## set up and convert samples/ into out/
	@$(BIN)/prongsai read samples -o out

.PHONY: test
test: $(VENV)/.dev ## tests and doctests
	@$(BIN)/python -m pytest --quiet --doctest-modules --pyargs prongsai tests

.PHONY: check
check: $(VENV)/.dev ## all that CI asks: format, lint, types, layers, tests, doctests, docs, schema
	@$(BIN)/ruff format --check --quiet . || { echo "format: 'make format' puts it right" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy >build/mypy.txt || { cat build/mypy.txt; exit 1; }
	@seen=$$(sed -n 's/.* \([0-9]*\) source files*$$/\1/p' build/mypy.txt); test "$$seen" -ge $(words $(filter %.py,$(SHIPPED))) \
	|| { echo "types: mypy has seen $$seen of $(words $(filter %.py,$(SHIPPED))) modules" >&2; exit 1; }
	@$(MAKE) --no-print-directory test

.PHONY: format
format: $(VENV)/.dev ## put the format right
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format --quiet .

.PHONY: dev
dev: $(VENV)/.dev ## set up for work on prongsai

.PHONY: bench
bench: $(VENV)/.dev ## accuracy against hand-made truth, compared with the pinned floors
	@$(BIN)/python -m bench

.PHONY: golden
golden: $(VENV)/.dev ## write down what the samples read as today, to see in a diff what changed
	@$(BIN)/python tests/test_goldens.py

.PHONY: schema
schema: $(VENV)/.dev ## write schemas/document.schema.json from the models
	@$(BIN)/prongsai schema > schemas/document.schema.json.new
	@mv schemas/document.schema.json.new schemas/document.schema.json

.PHONY: lock
lock: ## take the newest versions of all dependencies into requirements.lock
	@rm -rf build/lock && $(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check --upgrade '$(BUILDER)' '.[dev]'
	@{ sed '/^[^#]/,$$d' requirements.lock; \
	   build/lock/bin/python -m pip freeze --all --exclude prongsai --exclude pip | LC_ALL=C sort -f; } > requirements.lock.new
	@mv requirements.lock.new requirements.lock && rm -rf build/lock

.PHONY: clean
clean: ## remove what was made, but not .venv nor the installed links
	@rm -rf out dist prongsai.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find build -mindepth 1 -maxdepth 1 ! -name '__editable__*' -exec rm -rf {} + 2>/dev/null || true
	@find . -name __pycache__ -type d ! -path './.venv/*' -prune -exec rm -rf {} +

# ---- set-up -----------------------------------------------------------------------------------------------------

BUILDER := $(shell sed -n 's/^requires = \["\(.*\)"\]$$/\1/p' pyproject.toml)
PYTHON  ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)

.PHONY: FORCE
$(VENV)/.listing: $(VENV)/.made FORCE
	@echo '$(SHIPPED)' | tr ' ' '\n' > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(VENV)/.run: $(VENV)/.made $(VENV)/.listing pyproject.toml requirements.lock
	@echo "prongsai: installing what it needs into .venv"
	@$(PIP) install --constraint requirements.lock '$(BUILDER)'
	@$(PUT) .
	@touch $@

$(VENV)/.dev: $(VENV)/.made $(VENV)/.listing pyproject.toml requirements.lock
	@echo "prongsai: installing what it and its tests need into .venv"
	@$(PIP) install --constraint requirements.lock '$(BUILDER)'
	@$(PUT) '.[dev]'
	@touch $(VENV)/.run $@

# Debian has Python without ensurepip (package python3-venv): then an existing pip is used to put pip into .venv, and
# where there is none, root installs the package. Otherwise the message says what to do.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "make: needs Python 3.11 or later (Debian 12: apt-get install python3)" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
	|| { rm -rf $(VENV); $(PYTHON) -m pip --version >/dev/null 2>&1 \
	     && $(PYTHON) -m venv --without-pip $(VENV) \
	     && $(PYTHON) -m pip --python $(BIN)/python install -qq --disable-pip-version-check pip; } \
	|| { rm -rf $(VENV); test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	     && echo "prongsai: this Python cannot make environments; installing the system package python3-venv" \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null \
	     && $(PYTHON) -m venv $(VENV); } \
	|| { rm -rf $(VENV); \
	     echo "make: $(PYTHON) has neither ensurepip nor pip. On Debian: sudo apt-get install python3-venv; then run make again" >&2; \
	     exit 1; }
	@touch $@
