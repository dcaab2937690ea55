# `make help` says what can be made. Works with GNU make 3.81, which macOS has.

PORT ?= 8000
INSTALLER ?= uv
export PORT INSTALLER PYTHON
# Set in some shells; without compiled files every start would take seconds longer.
unexport PYTHONDONTWRITEBYTECODE
# Would put other code before ours.
unexport PYTHONPATH PYTHONHOME

# A .venv whose interpreter is gone (an upgrade of the system, a moved checkout) is made again.
$(shell .venv/bin/python -c '' 2>/dev/null || rm -f .venv/.trial .venv/.dev)

.PHONY: help setup run test lint lock floors bench words

help:
	@echo "make setup   make .venv from the locked requirements"
	@echo "make run     run the workbench here, at http://localhost:8000 (PORT=...), until Ctrl-C"
	@echo "make test    run the whole suite (ARGS=... goes to pytest)"
	@echo "make lint    style, types, layers, Django's own checks"
	@echo "make floors  score the reading engine on the labelled stories, and fail below the floors"
	@echo "make bench   the scores, the engine's speed and memory, the time to place figures among a million,"
	@echo "             the lists at a million, the board of 2,000 figures, each act on an article"
	@echo "make words   gather what pages say for translation, and compile it (needs GNU gettext)"
	@echo "make lock    make the locks in requirements/ again from pyproject.toml"
	@echo "INSTALLER=pip installs with pip instead of uv; PYTHON=... names the interpreter."

setup: .venv/.trial

run: .venv/.trial
	@.venv/bin/python -m factcheck.trial

test: .venv/.dev
	.venv/bin/python -m pytest $(ARGS)

lint: .venv/.dev
	@sh .ci/lint

floors: .venv/.dev
	.venv/bin/python bench/floors.py

bench: floors
	.venv/bin/python bench/bench_reading.py
	.venv/bin/python bench/bench_placing.py
	.venv/bin/python bench/bench_lists.py
	.venv/bin/python bench/bench_board.py
	.venv/bin/python bench/bench_actions.py
	.venv/bin/python bench/bench_intake.py
	.venv/bin/python bench/bench_import.py
	.venv/bin/python bench/bench_copies.py

words: .venv/.dev
	SECRET_KEY=none .venv/bin/python manage.py makemessages --locale de --no-wrap --no-location --no-obsolete \
		--ignore .venv --ignore var --ignore tests
	SECRET_KEY=none .venv/bin/python manage.py compilemessages --locale de --ignore .venv

lock: .venv/.dev
	@sh requirements/lock.sh

.venv/.%: requirements/%.txt requirements/uv.txt requirements/install.sh
	@sh requirements/install.sh $*
