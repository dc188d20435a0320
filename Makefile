# Everything a person does here, by name. `make help` lists it.
# Each command does its own setting up, once: what it has done is remembered under .make/.

PYTHON ?= python3
PORT ?= 8000
BUNDLE_FOR ?= laptop
BIN := .venv/bin
UV := $(BIN)/uv
# "11, 15": the first Python 3 that pyproject.toml claims, and the first it does not.
CLAIMED := $(shell sed -n 's/^requires-python = ">=3\.\([0-9]*\),<3\.\([0-9]*\)"$$/\1, \2/p' pyproject.toml)
UV_VERSION := $(shell sed -n '/^name = "uv"$$/{n;s/version = "\(.*\)"/\1/p;}' uv.lock)
STYLES_FROM := $(shell find site/portal schemas/cmr functions -name '*.scss' -o -name '*.mjs' -o -name '*.js' -o -name '*.html' -o -name '*.py')

export PORT
export UV_PYTHON_DOWNLOADS := never
# Python keeps what it has compiled, whatever the shell says: starting without takes three times as long.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE
export UV_HTTP_TIMEOUT := 300
# npm, and what it starts, use the locked node, the same on every machine.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH" PYTHON=$(BIN)/python

.DEFAULT_GOAL := help
# The invented summaries are for trying out and for tests. Whoever publishes builds without them.
serve test test-pythons test-production bench lighthouse: export PORTAL_SHOW_INVENTED := true
.PHONY: help setup build bundle serve test test-pythons test-production check bench publish mutants lighthouse clean-local clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

setup: .make/python .make/node .make/typesetting .make/browser ## install everything that the other commands need

build: .make/python .make/typesetting build/styles/site.css ## the finished site, in build/site
	$(BIN)/python -m portal.build build/site

bundle: build ## the functions as they go to AWS or the laptop, in build/bundle
	$(BIN)/python -m release.bundle $(BUNDLE_FOR)

serve: bundle ## the site, the forms and a mailbox at http://127.0.0.1:$PORT/ (8000), until Ctrl-C
	@exec $(BIN)/python -m laptop

test: setup bundle ## every test
	$(BIN)/pytest --numprocesses 2 --ignore tests/journeys
	$(BIN)/pytest tests/journeys

test-pythons: setup build ## every test but the browser's, on every Python we claim that is installed here
	$(BIN)/python -m setup.pythons

test-production: setup build ## the functions' tests on the Python that infra/template.yaml names, if it is installed here
	$(BIN)/python -m setup.pythons production

check: .make/python ## lint, types, import contracts, template, content, reading ages, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cfn-lint infra/template.yaml
	$(BIN)/cmr check
	$(BIN)/cmr generate --check
	$(BIN)/python -m portal.checks.reading_ages

bench: setup bundle ## measurements, as a table and in build/bench.json
	$(BIN)/python -m measure.bench

publish: build ## the site to the bucket of the stack $STACK, and CloudFront told: what changed, and nothing else
	$(BIN)/python -m release.publish

mutants: setup ## small mistakes made in the rules and the storing, and those that no test notices
	$(BIN)/python -m measure.mutants

lighthouse: setup build ## Lighthouse on a telephone: full marks on every page it looks at, or it fails
	$(NODE) $(BIN)/python -m measure.lighthouse

clean-local: ## forget what was sent to the laptop: removes .local
	rm -rf .local

clean: ## remove everything that was built or installed, but not .local
	rm -rf build .make .venv node_modules

# What the commands above rest on -------------------------------------------------------------------

.make/python: uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; first, after = $(CLAIMED); (3, first) <= sys.version_info[:2] < (3, after) or \
		sys.exit("This needs Python 3.%d to 3.%d; set PYTHON=..." % (first, after - 1))'
	test -x $(UV) || { $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet uv==$(UV_VERSION); }
	$(UV) sync --locked --quiet --python $(BIN)/python
	@mkdir -p .make && touch $@

.make/node: package-lock.json .npmrc .make/python
	$(NODE) npm ci
	@mkdir -p .make && touch $@

.make/browser: .make/python
	$(BIN)/python -m setup.browser $@

.make/typesetting: .make/python
	$(BIN)/python -m setup.typesetting $@

build/styles/site.css: .make/node $(STYLES_FROM)
	$(NODE) npm run --silent styles

