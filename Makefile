# The course's commands; `make help` lists them. LESSON is a number or a name: make check LESSON=1
VENV ?= .venv
PYTHON ?= python3
PORT ?= 8888
TORCH ?=
RUN = PATH="$(abspath $(VENV))/bin:$$PATH" $(VENV)/bin/python -m
GRADER = $(RUN) grader
# Written once, Python's bytecode saves each of the many programs that the tests start a tenth of a second or two.
PYTEST = PYTHONDONTWRITEBYTECODE= $(RUN) pytest
# Two for each of two cores: many tests wait. Each takes a run of neighbours, then what another has left.
WORKERS ?= 4
SPREAD = -n $(WORKERS) --dist worksteal
DATA_TESTS = tests/kit/test_datasets.py tests/kit/test_embedded.py tests/end_to_end/test_nbval.py
QUICK_TESTS = tests/kit tests/lesson tests/handins tests/marking tests/test_course.py tests/test_dependencies.py \
	tests/test_docs.py tests/test_imports.py

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

lab: setup ## set up once, then open JupyterLab on the contents page
	@$(GRADER) lab --port $(PORT) $(ARGS)

test: setup-test ## set up once, then run the tests, in about five minutes on two cores
	@$(PYTEST) $(SPREAD) -rs --durations=10 $(ARGS)

test-system: setup-test ## whole lessons, JupyterLab and the commands from outside, all trial answers
	@$(PYTEST) $(SPREAD) -rs -m "system and not as_user" --durations=10 $(ARGS)

test-all: test test-system test-user test-wheel ## every test that there is

test-quick: setup-test ## the tests of the daily loop, in under a minute
	@$(PYTEST) $(SPREAD) -m "not slow and not wheel" $(QUICK_TESTS) $(ARGS)

coverage: setup-test ## run every test and say which lines none of them reached
	@$(PYTEST) $(SPREAD) -m "not as_user and not wheel" --cov=grader --cov-report=term-missing:skip-covered $(ARGS)

test-data: setup-test ## run again the tests that depend on which data are used
	@$(PYTEST) $(SPREAD) -rs -m "" $(DATA_TESTS) $(ARGS)

test-user: setup-test ## try every attack again, as an ordinary user that root makes
	@$(PYTEST) $(SPREAD) -rs -m as_user tests/attacks $(ARGS)

test-wheel: setup-test ## build the wheel, install it and run the lessons from it
	@$(PYTEST) -m wheel $(ARGS)

check: setup ## LESSON=1: run your notebook's tests
	@$(GRADER) check $(LESSON) $(ARGS)

submit: setup ## LESSON=1: make the file to hand in
	@$(GRADER) submit $(LESSON) $(ARGS)

restart: setup ## LESSON=1: begin a lesson anew; what you had is kept
	@$(GRADER) restart $(LESSON)

update: setup ## fetch the newest release and merge it into your work
	@$(GRADER) update

doctor: setup ## what this computer has, and what to do where something is missing
	@$(GRADER) doctor $(ARGS)

data: setup ## fetch the datasets, or say which serve
	@$(GRADER) data

progress: setup ## your points so far
	@$(GRADER) progress

handout: setup ## LESSON=7, or several, or all: make the zip that learners get
	@$(GRADER) handout $(LESSON) $(ARGS)

autograde: setup ## LESSON=7, or several, or all: grade a class
	@$(GRADER) autograde $(LESSON) $(ARGS)

class: setup ## try the grading on a made-up class of 24, from an LMS's zip to its marks
	@$(RUN) tools.try_class $(ARGS)

build: setup ## make the notebooks from solutions/*/*.py
	@$(GRADER) build $(LESSON)

mistakes: setup ## try every known wrong and right answer
	@$(GRADER) mistakes $(LESSON) $(ARGS)

lint: setup-test ## check the lessons' rules, the code's style and its types; ARGS=--time runs each lesson
	@$(GRADER) lint $(LESSON) $(ARGS)
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy

attacks: setup-test ## try every known attack on the grader
	@$(VENV)/bin/python -m tests.attacks $(ARGS)

bench: setup-test ## measure how fast a class is graded, beside stock nbgrader
	@$(RUN) benchmarks.bench $(ARGS)

bench-growth: setup-test ## measure classes of 50, 200 and 1,000, with one worker and with two
	@$(RUN) benchmarks.growth $(ARGS)

pictures: setup-test ## make the README's pictures from the course itself
	@$(RUN) tools.pictures

site: setup-site ## make the site to read, in site/html, from what is committed
	@$(RUN) tools.site $(ARGS)

new: setup ## WHAT="lesson 10_softmax" or WHAT="exercise 7 softmax": begin one
	@$(GRADER) new $(WHAT)

bench-attacks: setup-test ## try the portable attacks on stock nbgrader too (as root, in a container)
	@$(RUN) benchmarks.attacks

constraints: setup-test ## pin what is installed now
	@$(RUN) pip freeze --exclude-editable | sed 's/+cpu//' > constraints.txt

setup setup-test setup-site:
	@$(PYTHON) tools/install.py --venv $(VENV) --torch "$(TORCH)" $(if $(findstring -,$@),--extra $(subst setup-,,$@))

.PHONY: help lab test test-system test-all test-data test-user test-wheel check submit restart update doctor data progress handout autograde build mistakes lint attacks bench bench-growth bench-attacks pictures constraints setup setup-test setup-site site class test-quick coverage new
