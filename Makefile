# Two commands do everything on a fresh machine with Python >= 3.11 and make: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-nightly test-peers fuzz lint bench samples schemas odd clean

run: $(VENV)/.installed
	@echo "--- The reference corpus and the samples, validated:"
	$(BIN)/standfirst validate corpus samples/valid
	@echo "--- A document with a wrong offset, and what the validator says of it:"
	@$(BIN)/standfirst validate samples/invalid/OFF002-surface-mismatch.json; test $$? -eq 1

test: $(VENV)/.tested lint
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

test-nightly: $(VENV)/.tested
	HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest

# Other people's libraries, in an environment of their own: one of them says which lxml there may be.
test-peers: .venv-peers/.installed
	.venv-peers/bin/python -m pytest -m peers tests/peers tests/docs/test_recipes.py
	.venv-peers/bin/python -m pytest tests/interchange

# A coverage-guided run over every reader, TIME seconds for each; what it finds goes into tests/fuzzing/found.
TIME ?= 300
fuzz: $(VENV)/.tested
	$(BIN)/python -m pip install -qq --group fuzzing
	$(BIN)/python tests/fuzzing/run.py --seconds $(TIME)

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests benchmarks

bench: $(VENV)/.tested
	$(BIN)/python benchmarks/validation.py
	$(BIN)/python benchmarks/rules.py
	$(BIN)/python benchmarks/reports.py
	$(BIN)/python benchmarks/diagnosis.py
	$(BIN)/python benchmarks/reanchor.py
	$(BIN)/python benchmarks/tei.py
	$(BIN)/python benchmarks/interchange.py
	$(BIN)/python benchmarks/strategies.py
	$(BIN)/python benchmarks/startup.py

samples: $(VENV)/.tested
	$(BIN)/python tests/make_samples.py
	$(BIN)/python tests/make_rule_pages.py

schemas: $(VENV)/.tested
	$(BIN)/python tests/make_schemas.py

odd: $(VENV)/.tested
	$(BIN)/python tests/make_odd.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Standfirst needs Python 3.11 or later; say which with: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --upgrade pip

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml setup.py
	$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install -qq --editable '.[hypothesis]' --group test
	@$(BIN)/python -m pip install -qq --group oracles || echo "saxonche cannot be installed here: the tests that need it skip" >&2
	@$(BIN)/python -m pip install -qq --group clients || echo "the programs that read reports cannot be installed here: the tests that need them skip" >&2
	@$(BIN)/python -m pip install -qq --group descriptions || echo "the libraries of the makers of descriptions cannot be installed here: the tests that need them skip" >&2
	@touch $@

.venv-peers/.installed: $(VENV)/bin/python pyproject.toml
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install -qq --upgrade pip
	.venv-peers/bin/python -m pip install -qq --editable '.[hypothesis]' --group peers
	@touch $@

clean:
	rm -rf $(VENV) .venv-peers build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
