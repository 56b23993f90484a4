# Every command sets up by itself what it needs: `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

UV_VERSION := 0.13.9
TOOL := .tool
UV := $(CURDIR)/$(TOOL)/bin/uv
PYTHON ?= python3
PY := .venv/bin/python
WORKERS ?= 2
# Of the portal that `make up` serves; another one is another system, with its own ports and its own state.
PORT := 8080
STATE := $(if $(filter-out 8080,$(PORT)),.local-$(PORT),.local)
export UV_PYTHON_DOWNLOADS := never
export UV

.PHONY: help
help: ## what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-13s %s\n", $$1, $$2}'

# --- set-up: what is missing or older than its lock -------------------------------------------------------------------

.PHONY: tools
tools:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: no $(PYTHON) was found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1). Say another with make PYTHON=..."; exit 1; }

.PHONY: node
node:
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "Node.js 20 or newer is needed, with npm: none was found."; exit 1; }
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || \
		{ echo "Node.js 20 or newer is needed; node is $$(node --version)."; exit 1; }

$(UV): | tools
	@echo "Installing uv $(UV_VERSION) into $(TOOL)/"
	@$(PYTHON) -m venv $(TOOL) || { echo "python3-venv is needed (on Debian: apt-get install python3-venv)."; exit 1; }
	@$(TOOL)/bin/pip install -qq --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: uv.lock pyproject.toml | $(UV)
	@echo "Installing the Python packages of uv.lock"
	@$(UV) sync --frozen --quiet --python $(PYTHON)
	@touch $@

node_modules/.ready: package-lock.json | node
	@echo "Installing the Node packages of package-lock.json"
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# The portal is built where there is one.
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)
PORTAL := $(if $(wildcard web/package-lock.json),web/dist/index.html)

web/node_modules/.ready: web/package-lock.json | node
	@echo "Installing the portal's packages of web/package-lock.json"
	@cd web && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.ready $(WEB_SOURCES)
	@echo "Building the portal"
	@mkdir -p build
	@cd web && npm run --silent build >../build/portal.log 2>&1 || { cat ../build/portal.log; exit 1; }
	@touch $@

# What the SDKs have from the API's document; TypeScript uses the portal's own packages (decision 096).
SDKS := sdk/python/teamline/methods.py
API_SOURCES := $(shell find contracts kernel services infra/reference sdk/*.py -name '*.py')

$(SDKS): .venv/.ready $(if $(PORTAL),web/node_modules/.ready) $(API_SOURCES)
	@echo "Making the SDKs from the API's document"
	@$(PY) -m sdk
	@ln -sfn ../../web/node_modules sdk/typescript/node_modules
	@touch $@

.PHONY: sdks
sdks: $(SDKS) ## make the generated parts of the SDKs, if the API has changed; `make setup` does the same

.PHONY: setup
setup: .venv/.ready node_modules/.ready $(SDKS) $(PORTAL) ## what the other commands do first: tools and packages, as locked

# --- to run it --------------------------------------------------------------------------------------------------------

.PHONY: up
up: setup ## start everything on this computer, Ctrl-C stops it; PORT=8280 starts a second system beside it
	@exec $(PY) -m local up --port $(PORT)

.PHONY: demo
demo: $(SDKS) ## walk through a team's first day, against a running `make up` (of the same PORT)
	@exec $(PY) -m local demo --port $(PORT)

.PHONY: clean
clean: ## delete the state of `make up` (of this PORT); without PORT also everything that was built
	rm -rf $(STATE)$(if $(filter 8080,$(PORT)), build cdk.out web/dist $(SDKS) sdk/python/teamline/models.py sdk/typescript/dist sdk/typescript/src/schema.ts sdk/typescript/src/keyed.ts .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis)

# --- to check it ------------------------------------------------------------------------------------------------------

QUICK := tests/test_words.py tests/docs tests/contracts tests/kernel tests/services/billing/laws tests/services/test_document.py
UNIT := tests/test_words.py tests/docs tests/contracts tests/kernel tests/services

.PHONY: lint types quick unit
lint: .venv/.ready ## lint, format, import rules, what has no caller
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports
	@found=$$(.venv/bin/vulture | grep -v "unused variable" || true); [ -z "$$found" ] || { echo "$$found"; exit 1; }

types: $(SDKS) ## types
	@.venv/bin/mypy

quick: $(SDKS)
	@.venv/bin/pytest -q -n $(WORKERS) $(QUICK)

unit: $(SDKS) ## kernel, contracts and services, without emulator and browser
	@.venv/bin/pytest -q -n $(WORKERS) --dist loadgroup -m "not e2e and not browser" $(UNIT)

.PHONY: portal
portal: web/node_modules/.ready ## the portal's own checks: format, types, lint, logic
	@cd web && npm run --silent format:check -- --log-level warn
	@cd web && npm run --silent types
	@cd web && npm run --silent lint
	@cd web && npm run --silent test -- --silent --reporter=dot

.PHONY: browser
browser: .venv/.ready # a Chromium of this computer, or one that is installed now; one sentence if neither is possible
	@$(PY) -m tests.browser

.PHONY: starts
starts: .venv/.ready ## compare the instructions of cold starts with docs/benchmarks.md: at most 3 % more
	@$(PY) -m bench.rise

.PHONY: check test
check: lint types portal quick starts ## in a minute: lint, types, import rules, the portal's logic, kernel, contracts, the ledger's laws

test: browser ## everything, on a machine that has nothing yet
	@$(MAKE) setup
	@$(MAKE) --jobs=2 --output-sync lint types portal
	@.venv/bin/pytest -q -n $$(($(WORKERS) + 1)) --dist loadgroup # one more than cores: journeys wait (tests/system.py)

.PHONY: journeys
journeys: browser setup ## people's journeys through the whole system, one after the other
	@.venv/bin/pytest -v tests/journeys

.PHONY: screens
screens: browser setup ## pictures of every screen of the portal, into .local/screens/
	@$(PY) -m tests.web.screens

.PHONY: synth
synth: setup ## the CloudFormation templates of the example config, into cdk.out/
	@PATH="$(CURDIR)/.venv/bin:$$PATH" node_modules/.bin/cdk synth --quiet --no-notices -c config=config.example.json

.PHONY: preflight
preflight: .venv/.ready ## check what AWS, the carrier, PayPal and the stores must grant before a launch: CONFIG=my.json
	@$(PY) -m infra.preflight --config "$(CONFIG)"

.PHONY: contracts
contracts: .venv/.ready ## write contracts/published.json after an event was added or has grown
	@$(PY) -m contracts

.PHONY: languages
languages: .venv/.ready web/node_modules/.ready ## write the catalogues of what services and the portal say, and what functions read of them; then translate what is new in languages/ and web/src/language/
	@$(PY) -m languages
	@cd web && npm run --silent languages

.PHONY: docs
docs: .venv/.ready ## write the pages of docs/ that are made from the code: events, log events, exports, gates of the launch, limits
	@$(PY) -m docs

.PHONY: client
client: .venv/.ready web/node_modules/.ready ## write the portal's types after a route was added or has changed
	@cd web && npm run --silent schema

.PHONY: bench
bench: setup ## measure what has a bar, print it, and write docs/benchmarks.md
	@$(PY) -m bench

.PHONY: year
year: .venv/.ready ## play a year of 10,000 plans of payers with 1 to 400 each, check every period and charge: YEAR="--plans 1000 --seed 2"
	@$(PY) -m bench.year $(YEAR)

.PHONY: audit
audit: setup ## known weaknesses of every package; fails as well where a registry cannot say
	@.venv/bin/pip-audit --local --strict --progress-spinner off
	@npm audit
	@cd web && npm audit

.PHONY: conformance
conformance: .venv/.ready ## ask the emulator, or the DynamoDB at DYNAMODB_URL, what the services' tests ask moto: all must agree
	@$(PY) -m tests.conformance

.PHONY: laws
laws: .venv/.ready ## play the ledger's laws for longer: LAWS_SEQUENCES, LAWS_STEPS, LAWS_SEED say how
	@LAWS_SEQUENCES=$${LAWS_SEQUENCES:-50000} .venv/bin/pytest -q tests/services/billing/laws
