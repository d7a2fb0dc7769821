# make demo, make test: each brings what it needs (.ci/setup.sh) and starts at once when that is there.
SHELL := /bin/bash
PYTHON := /usr/bin/python3
VENV := .venv/bin/python -P
DATA ?= ../shared/data
# Tests run in several processes, a file in one; test/conftest.py says in how many, and in which order.
AT_ONCE ?= --numprocesses auto --dist loadfile --no-loadscope-reorder
# What one process compiled the others read: pytest rewrites 230 files of tests.
unexport PYTHONDONTWRITEBYTECODE

# QGIS without a display, unless the caller has other plans.
ifeq ($(shell uname),Linux)
export QT_QPA_PLATFORM ?= offscreen
endif

.PHONY: check-package fuzz first-map live replay help demo example example-flanders test test-long lint install uninstall package pictures bench docs translations scan mutants clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 20

demo: ## an integrated map of the generated demo city, under build/demo
	@bash .ci/setup.sh demo
	@$(PYTHON) -P .ci/run_example.py demo

example: ## the main job on the real Ghent files in DATA=DIR, under build/example
	@bash .ci/setup.sh demo
	@$(PYTHON) -P .ci/run_example.py ghent "$(DATA)"

example-flanders: ## the main job on all neighbourhoods of Flanders in DATA=DIR
	@bash .ci/setup.sh demo
	@$(PYTHON) -P .ci/run_example.py flanders "$(DATA)"

test: lint ## lint, and all tests with a tenth of every large count
	@QT_QPA_PLATFORM=offscreen $(VENV) -m pytest --quiet $(AT_ONCE)

test-long: lint ## lint, and all tests with the full counts
	@QT_QPA_PLATFORM=offscreen OPGAVENKAART_LONG=1 $(VENV) -m pytest --quiet $(AT_ONCE)

lint: ## ruff, and mypy on processing/
	@bash .ci/setup.sh test
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy

install: ## link this checkout into your QGIS profile, or PROFILE=name or PROFILE=DIR
	@bash .ci/install.sh link "$(PROFILE)"

uninstall: ## take that link away again
	@bash .ci/install.sh unlink "$(PROFILE)"

pictures: ## docs/images/docks: each dock in Dutch and English, light and dark
	@bash .ci/setup.sh test
	@OPGAVENKAART_LONG=1 $(VENV) -m pytest --quiet test/ui/test_pictures.py
	@mkdir -p docs/images/docks && cp build/screenshots/docks/*_light.png build/screenshots/docks/*_dark.png docs/images/docks/

package: ## build/opgavenkaart.zip of the last commit, for the plugin repository
	@bash .ci/package.sh build/opgavenkaart.zip

check-package: ## whether PLACE=build/opgavenkaart.zip, or the folder of an installed plugin, holds what was packed, by its hashes
	@$(PYTHON) -P .ci/hashes.py check "$(or $(PLACE),build/opgavenkaart.zip)"

first-map: ## the first maps of MUNICIPALITY=Halle from the replay, or with LIVE=1 from the public sources; CHALLENGE=id, VINTAGE=2024
	@bash .ci/setup.sh demo
	@OPGAVENKAART_DATA="$(DATA)" $(PYTHON) .ci/first_map.py "$(or $(MUNICIPALITY),Halle)" $(if $(CHALLENGE),--challenge "$(CHALLENGE)") $(if $(VINTAGE),--vintage $(VINTAGE)) $(if $(LIVE),--live)

live: ## every built-in source asked once, gently, before a release: a dated table under build/live; REPLAY=1 asks the replay
	@bash .ci/setup.sh demo
	@OPGAVENKAART_DATA="$(DATA)" $(PYTHON) -P .ci/live.py build/live $(if $(REPLAY),--replay)

replay: ## the public sources played on loopback, with a catalogue that leads there; FAULT=host/path=down, LATENCY=seconds
	@bash .ci/setup.sh demo
	@OPGAVENKAART_DATA="$(DATA)" $(PYTHON) -P .ci/replay.py build/replay $(if $(FAULT),--fault "$(FAULT)") $(if $(LATENCY),--latency $(LATENCY))

bench: ## ours against the peers, written to bench/RESULTS.md; QUICK=1 for a taste
	@bash .ci/setup.sh test
	@QUICK="$(QUICK)" OPGAVENKAART_DATA="$(DATA)" $(VENV) bench/run.py

docs: ## README, docs/ and the help pages as HTML under build/docs
	@bash .ci/setup.sh docs
	@$(PYTHON) -P .ci/build_docs.py

scan: ## what the plugin repository scans the package for: bandit, detect-secrets, flake8
	@bash .ci/setup.sh test
	@bash .ci/scan.sh

translations: ## collect the texts into resources/i18n, and compile them
	@bash .ci/setup.sh test
	@$(PYTHON) -P .ci/translations.py

mutants: ## small faults put into a copy of the code one by one, and those that no test sees; SEED=, COUNT=, HOURS=, ROOMS=
	@bash .ci/setup.sh test
	@OPGAVENKAART_DATA="$(DATA)" $(VENV) .ci/mutants $(if $(SEED),--seed "$(SEED)") $(if $(COUNT),--count $(COUNT)) $(if $(HOURS),--hours $(HOURS)) $(if $(ROOMS),--rooms $(ROOMS))

fuzz: ## documents and answers changed at random: COUNT=100000 of each kind, or each for SECONDS=60; SEED=2 for others
	@bash .ci/setup.sh test
	@QT_QPA_PLATFORM=offscreen OPGAVENKAART_FUZZ=$(or $(COUNT),100000) $(if $(SECONDS),OPGAVENKAART_FUZZ_SECONDS=$(SECONDS)) $(if $(SEED),OPGAVENKAART_SEED=$(SEED)) \
		$(VENV) -m pytest --quiet --capture=no test/security/test_fuzzing.py

clean: ## throw away what was built; .venv stays
	@rm -rf build
