# make run     try Apoyo in this terminal
# make test    everything there is to test, on a fresh machine too
# make check   lint, types, catalogues and the fast tests, in seconds
# make docs    the documentation as a small site in build/site
# make campaign  the long ones: a thousand kills, a million messages

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
STAMP := $(VENV)/ready-to-develop

# Tests start many processes: they should find what was compiled before, whatever the machine says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check lint campaign bench catalogues docs clean

run: $(READY)
	@$(BIN)/apoyo console --data apoyo-data

test: $(STAMP)
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2 --dist loadfile

check: $(STAMP) lint
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m tests.catalogues

campaign: $(STAMP)
	APOYO_CAMPAIGN=1 $(BIN)/pytest -m "campaign or slow" -s

bench: $(STAMP)
	@for one in bench/bench_*.py; do $(BIN)/python $$one || exit 1; done

docs: $(STAMP)
	$(BIN)/mkdocs build --quiet
	@echo "build/site/index.html"

catalogues: $(STAMP)
	$(BIN)/python -m tests.catalogues --update

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Apoyo needs Python 3.11 or newer: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(STAMP): $(READY) constraints-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r constraints-dev.txt
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info
