# Everything people do with this project. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run test check fix report bench faults mutants drill guides sbom migration

PORT ?= 5000
export PORT
export PATH := $(CURDIR)/.venv/bin:$(PATH)

SERVICE := .venv/service-ready
TESTS := .venv/tests-ready

help: ## List what make can do
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' Makefile | while IFS="$$(printf '\t')" read -r target words; do \
		printf '  make %-10s %s\n' "$$target" "$$words"; done

run: $(SERVICE) ## Serve on http://127.0.0.1:5000 with demonstration data (PORT=5001 changes the port)
	@.ci/serve

test: $(TESTS) ## Run every test on SQLite and on PostgreSQL (only=notifications: one folder of tests)
	@.ci/chromium
	@.ci/test "$(only)"

check: $(TESTS) ## Check format, style, types, imports, templates, the house tests and generated pages
	@.ci/check

fix: $(TESTS) ## Mend what can be mended: format, style, generated pages
	ruff check --fix --exit-zero --quiet .
	ruff format .
	flask docs write

report: $(SERVICE) ## Build every kind of report from the demonstration data into build/
	@.ci/reports

bench: $(TESTS) ## Run the benchmarks; each prints its ratio to its floor
	pytest tests/benchmarks -s --timeout 0

faults: $(TESTS) ## Try every fault as often as is published (within the hour); each prints its figures
	DHP_THOROUGH=1 pytest tests/faults --timeout 0 --database sqlite
	DHP_THOROUGH=1 pytest tests/faults --timeout 0 --database postgresql -m database

mutants: $(TESTS) ## Change the code in small ways and count what no test notices (only=definitions: one part; some hours)
	@.ci/mutants $(only)

drill: $(TESTS) ## Back up 5,000 invented cases, destroy them, restore them, with the clock running
	@python .ci/drill

guides: $(TESTS) ## Take the pictures of docs/guides again, from a demonstration of their own
	@.ci/chromium
	@.ci/guides

sbom: $(SERVICE) ## Write what the service is built from into build/sbom.json (CycloneDX)
	@mkdir -p build
	@python .ci/sbom > build/sbom.json

migration: $(TESTS) ## Write the next migration from the models (name="add the outbox")
	@.ci/migration "$(name)"

$(SERVICE): requirements.txt .ci/environment
	@.ci/environment requirements.txt
	@touch $@

$(TESTS): tests/requirements.txt $(SERVICE)
	@.ci/environment tests/requirements.txt
	@touch $@
