# The two that matter: make run, make test. Everything happens in .venv, build/ and ZHICE_HOME; nothing else is touched.
PYTHON ?= python3
BIN = .venv/bin
.PHONY: run setup test test-long check fix bench docs lock
.DEFAULT_GOAL := run

run:  # set up what is missing, start everything, print the address; Ctrl-C stops it
	@$(PYTHON) make/setup.py
	@exec $(BIN)/zhice run

setup:  # the environment only; afterwards .venv/bin/zhice
	@$(PYTHON) make/setup.py

test:  # the checks, then every test but the long ones; installs chromium and fonts where it may
	@$(PYTHON) make/setup.py --dev && $(PYTHON) make/chromium.py
	@checks=ok; $(BIN)/python make/check.py || checks=failed; \
	  $(BIN)/python -m pytest -n 2 --dist loadscope --checks $$checks && [ $$checks = ok ]

test-long:  # with those that take minutes each
	@$(PYTHON) make/setup.py --dev && $(PYTHON) make/chromium.py
	@$(BIN)/python -m pytest -n 2 --dist loadscope --long

check:  # format, lint, types, floors, templates, migrations, translations, docs
	@$(PYTHON) make/setup.py --dev
	@$(BIN)/python make/check.py

fix:  # what can be put right without thought
	@$(PYTHON) make/setup.py --dev
	@$(BIN)/python make/check.py --fix

bench:  # figures, as ratios; never timed tests
	@$(PYTHON) make/setup.py --dev
	@$(BIN)/python -m bench

docs:  # the pages that are made from the code (permissions, commands, measures, rules), and all as HTML in docs/_site
	@$(PYTHON) make/setup.py --dev
	@$(BIN)/python -m docs.generate && $(BIN)/python -m docs.site

lock:  # new versions: requirements*.in -> requirements*.lock, with hashes, without addresses
	@$(PYTHON) make/setup.py
	@$(BIN)/python make/lock.py
