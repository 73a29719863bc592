# Every target sets up what it needs; `make help` lists them. Nothing here ever removes records/.

# The first Python that TensorFlow has wheels for, if there is one.
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(or $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
    $$p -c '$(SUITABLE)' >/dev/null 2>&1 && { echo $$p; break; }; done),python3)
VENV ?= .venv
PY := $(VENV)/bin/python
JUNIT := build/junit
# To run a part: make unit SELECT="-k perceptron", make notebooks-test NOTEBOOKS=notebooks/cours/02_perceptron.ipynb
SELECT ?=

# Keras is silent, and its numbers do not depend on which CPU instructions it found.
export TF_CPP_MIN_LOG_LEVEL := 3
export TF_ENABLE_ONEDNN_OPTS := 0

NOTEBOOKS ?= $(wildcard notebooks/cours/*.ipynb notebooks/tp/*/*.ipynb)

.PHONY: help install system lab demo test check lint unit notebooks-test assignments ci-test notebooks site poly slides bench soak fuzz

help:              ## what there is
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## ?/\1\t/' | expand -t 18

install: $(VENV)/.installed  ## .venv with all that requirements.txt names

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c '$(SUITABLE)' || { echo "Python 3.11, 3.12 or 3.13 is needed, and there is none here. uv brings one: pip install uv, uv python install 3.12, then make PYTHON=\"\$$(uv python find 3.12)\""; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

system:            ## the system packages of apt.txt (as root), or the line that installs them
	@missing=$$(dpkg-query --show --showformat='$${Package} $${db:Status-Status}\n' $$(cat apt.txt) 2>&1 | grep -v ' installed$$' | grep -oE '^[a-z0-9.+-]+ not-installed|no packages found matching .*' | sed -E 's/^no packages found matching //; s/ not-installed//'); \
	for tool in node npm; do command -v $$tool >/dev/null && missing=$$(echo "$$missing" | grep -vE "^($$tool|$${tool}js)$$"); done; \
	if [ -z "$$missing" ]; then exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	else echo "The tests want: sudo apt-get install" $$missing; exit 1; fi

lab: install       ## JupyterLab on the notebooks
	$(PY) -m jupyterlab notebooks

demo: install      ## a sample class does TP1, from the release to the marks, below build/demo/ (`course demo`: all TPs)
	$(PY) -m course_admin demo --only tp1

test: install system lint unit notebooks-test assignments ci-test  ## everything that CI runs

check: install     ## what a change touches, in about two minutes; says what it leaves to `make test` (BASE=main)
	COURSE_STATIC=1 $(PY) -m course_admin.author.changed --base $(or $(BASE),HEAD)

lint: install
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

unit: install      ## the unit tests alone
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not assignments and not ci" $(SELECT) --junitxml=$(JUNIT)/unit.xml

notebooks-test: install  ## every notebook re-executed by nbval, its outputs compared with the stored ones
	$(PY) -m course_admin.author.notebooks --check $(NOTEBOOKS)
	COURSE_STATIC=1 $(PY) -m pytest -n 2 --dist loadfile --nbval --nbval-cell-timeout=120 -W default --junitxml=$(JUNIT)/notebooks.xml $(NOTEBOOKS)

assignments: install     ## each TP's source scores its maximum, each release scores 0 and leaks nothing
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m assignments $(SELECT) --junitxml=$(JUNIT)/assignments.xml

ci-test: install   ## .gitlab-ci.yml against GitLab's schema, and its jobs really run
	$(PY) -m pytest -m ci --junitxml=$(JUNIT)/ci.xml

notebooks: install ## execute every notebook again and normalise it
	$(PY) -m course_admin.author.notebooks

site: install      ## the course as a web site, below build/site/: what is released today
	$(PY) -m course_admin.author.site

poly: install      ## the released chapters as one PDF to print, build/polycopie.pdf
	$(PY) -m course_admin.author.poly

slides: install    ## the chapters as slides, below build/slides/, to be opened in a browser
	$(PY) -m course_admin.author.slides

bench: install     ## ratios against peers
	@missed=0; for bench in benchmarks/bench_*.py; do echo "== $$bench"; $(PY) $$bench || missed=1; done; exit $$missed

# How long `make fuzz` tries what is generated at the border: notebooks, bytes, texts, rosters, replies, repositories.
FUZZ_MINUTES ?= 60
BORDER := tests/base tests/notebook tests/collect tests/faculty tests/engine/test_codec.py tests/engine/test_submission.py

fuzz: install      ## an hour of generated repositories, notebooks, texts, rosters and replies at the border, in rounds
	end=$$(( $$(date +%s) + 60 * $(FUZZ_MINUTES) )); while [ $$(date +%s) -lt $$end ]; do \
		$(PY) -m pytest -q -x -m hypothesis --hypothesis-profile=fuzz $(BORDER) || exit 1; done

soak: install      ## 300 submissions, one in ten hostile, through the marking engine
	$(PY) benchmarks/soak.py
