# make report | make test: the two commands a newcomer needs. Each builds .venv the first time.
PYTHON ?= python3
BIN := .venv/bin
IN ?= analysis/data/sample
OUT ?= reports/sample

.PHONY: report test hostile lint lab notebooks bench evaluate constraints clean

report: .venv/.ok
	$(BIN)/python -m analysis report "$(IN)" --out "$(OUT)" $(if $(EVENT),--event "$(EVENT)") || [ $$? -eq 1 ]

test: .venv/.ok
	$(BIN)/python -m pytest -n 2 --dist loadfile

hostile: .venv/.ok  # the hostile set with texts at the limit, more examples and more kills; an hour or so
	HOSTILE_SIZE=1990000 HOSTILE_EXAMPLES=2000 HOSTILE_KILLS=200 $(BIN)/python -m pytest tests/hostile

lint: .venv/.ok
	$(BIN)/ruff check analysis tests benchmarks notebooks
	$(BIN)/mypy

lab: .venv/.ok
	$(BIN)/jupyter lab notebooks/01_one_event_two_outlets.ipynb

notebooks: .venv/.ok
	$(BIN)/python notebooks/execute.py

bench: .venv/.ok  # speed as ratios in one run, then whole coverages; GROWTH=1 adds 1k, 10k and 100k articles
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/large.py
	$(if $(GROWTH),$(BIN)/python benchmarks/large.py --growth)

evaluate: .venv/.ok  # make evaluate DATA=folder: agreement with annotated news, written to reports/card
	$(BIN)/python -m analysis evaluate $(DATA) --out reports/card

constraints:  # rewrite the exact versions; one file for Python 3.10 to 3.13
	(echo '-e .[html,docx,dask,dev]'; grep -v '^-' requirements.txt) > .requirements.in
	uv pip compile -q --universal --python-version 3.10 --no-annotate --no-header .requirements.in | grep -v '^-e' > constraints.txt
	rm .requirements.in

clean:
	rm -rf .venv reports build *.egg-info .pytest_cache .mypy_cache .ruff_cache

# uv is used from PATH, else installed into .venv first: it is several times faster than pip.
.venv/.ok: requirements.txt constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or later is needed; name one: make PYTHON=python3.12 report")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	command -v uv >/dev/null || $(BIN)/python -m pip install -q --disable-pip-version-check uv
	VIRTUAL_ENV=.venv PATH="$$PATH:$(BIN)" uv pip install -q -r requirements.txt
	touch $@
