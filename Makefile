# make run      set up on first use, then start the app (PORT=8501, REPORTS=folder of your own reports)
# make install  set up only
# make test     set up what the tests need, then lint, types and all tests, the browser's included
# make check-fast  the tests that need neither the browser nor processes of their own, and draw no pictures
# make basemap     build the basemap again from its sources
# make names       make the names that follow by rule anew, after an edit of places.csv or names.csv
# make accuracy    learn the weights anew and write the accuracy card and the bundled decisions, after a change of the rules
# make provenance  bring date and hash of changed data files up to date

PYTHON ?= python3
PORT ?= 8501
REPORTS ?=
BIN := .venv/bin

.PHONY: run install test check-fast basemap names accuracy provenance clean

run: .venv/installed
	$(BIN)/streamlit run app.py --server.port $(PORT) -- $(if $(REPORTS),--reports "$(REPORTS)")

install: .venv/installed

.venv/installed: requirements.txt constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	touch $@

.venv/installed-test: .venv/installed requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt -c constraints.txt
	touch $@

test: .venv/installed-test
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -m "not browser and not processes"
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "browser or processes"

check-fast: .venv/installed-test
	$(BIN)/python -m pytest -n auto -m "not browser and not processes and not drawing"

basemap: .venv/installed
	$(BIN)/python -m geodata build

names: .venv/installed
	$(BIN)/python -m geodata names
	$(BIN)/python -m geodata check

GOLD := --gold tests/gold/claims.jsonl --reports corpus/reports

accuracy: .venv/installed-test
	$(BIN)/python -m corpus learn $(GOLD)
	$(BIN)/python -m corpus calibrate $(GOLD) --fresh tests/fresh --name "the annotation of the bundled reports"
	$(BIN)/python -m corpus decide $(GOLD) --who "project annotation" --when 2026-11-21 --output corpus/reports/decisions.jsonl
	$(BIN)/python -m tests.provenance

provenance: .venv/installed-test
	$(BIN)/python -m tests.provenance

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
