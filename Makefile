# The two commands of this project are `make demo` and `make test`; both set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock
LOCK_OCR := requirements-ocr.lock
COMPILE := uv pip compile pyproject.toml lock.in --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade --quiet

.PHONY: demo test lint lock ocr build clean

demo: $(VENV)/.ready
	@$(BIN)/screening demo

test: $(VENV)/.ready
	@$(BIN)/python -m pytest

lint: $(VENV)/.ready
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/screening check

# Hashed locks for every platform and Python from 3.11 on, without and with recognition (OCR). They
# name no download host.
lock: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/$(COMPILE) -o $(LOCK)
	@$(BIN)/$(COMPILE) --extra ocr -o $(LOCK_OCR)

# Adds what recognises scans and pictures; tesseract, a program of its own, adds Cyrillic.
ocr: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK_OCR)

build: $(VENV)/.ready
	@$(BIN)/python -m hatchling build

# Installs exactly the lock, then this project itself without fetching anything more.
$(VENV)/.ready: $(LOCK) pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	@rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
