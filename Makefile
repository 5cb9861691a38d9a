GOLANGCI_LINT ?= go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GORELEASER    ?= go run github.com/goreleaser/goreleaser/v2@v2.15.1
FUZZTIME      ?= 30s
WALKS         ?= 200
SPECS         ?= 1000

.DEFAULT_GOAL := help

##@ work

.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## bin/svcgen (the first time sqlc's C parser takes some minutes)
	go build -o bin/svcgen ./cmd/svcgen

.PHONY: shop
shop: build ## the example as a workspace in ./shop
	bin/svcgen new shop --example shop

.PHONY: golden
golden: ## write the golden trees anew; read the diff
	go test ./cmd/svcgen -run '^TestGolden$$' -update

.PHONY: fmt
fmt: ## format the code
	$(GOLANGCI_LINT) fmt

##@ verify

.PHONY: test
test: ## everything: unit, scripts, golden trees built and tested on a real PostgreSQL
	go test -timeout 30m ./...

.PHONY: test-short
test-short: ## what takes under a minute
	go test -short ./...

.PHONY: race
race: ## the short tests under the race detector
	go test -race -short ./...

.PHONY: lint
lint: ## golangci-lint, with the import and call rules of .golangci.yaml
	$(GOLANGCI_LINT) run

.PHONY: vuln
vuln: ## known vulnerabilities in svcgen and the golden workspaces; the database comes as a module
	.ci/vuln

.PHONY: ci
ci: ## what CI runs
	.ci/run

##@ measure

.PHONY: bench
bench: build ## svcgen new, add, generate for 1, 10 and 100 services, beside cp -r
	go test ./bench -run '^$$' -bench . -benchtime 5x

.PHONY: bench-serving
bench-serving: ## the example as it serves REST and gRPC, beside servers written by hand, on a local PostgreSQL
	go test ./bench/serving -run '^$$' -bench . -benchtime 1x -timeout 30m

.PHONY: bench-events
bench-events: ## what events cost, beside the same written by hand, on a local PostgreSQL
	go test ./bench/events -run '^$$' -bench . -benchtime 1x -timeout 30m

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (30s)
	@grep -rl --include='*_test.go' '^func Fuzz' generator templates cmd | xargs -n1 dirname | sort -u | while read -r dir; do \
	  for target in $$(grep -ho '^func Fuzz[A-Za-z0-9]*' $$dir/*_test.go | cut -d' ' -f2); do \
	    echo "./$$dir $$target" && go test ./$$dir -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) || exit 1; \
	  done; \
	done

.PHONY: soak
soak: ## kill svcgen at 500 random moments; 60 spec changes in a row; 100 merges of branches; a field of a million rows renamed in two steps under load; workers of events, what they read and write killed and cut off, 1,300 times in all; WALKS (200) random walks of ten, SPECS (1000) random specs as whole workspaces, on a real PostgreSQL
	SOAK=1 go test ./generator/workspace -run 'TestKill|TestFailureThenCrash' -count=1 -timeout 0 -v
	SOAK=1 REQUIRE_DB=1 go test ./cmd/svcgen -run '^(TestDayTwo|TestKilledNew|TestKilledMerge|TestMergeBranches)$$' -count=1 -timeout 0 -v
	SOAK=1 REQUIRE_DB=1 go test ./cmd/svcgen -run '^TestTwoStepsUnderLoad$$' -count=1 -timeout 0 -v
	SOAK=1 REQUIRE_DB=1 go test ./templates/core/platform/inbox -run 'Killed|Stopped|Terminated|BusAway|NoLocks' -count=1 -timeout 0 -v
	SVCGEN_SPECS=$(SPECS) go test ./cmd/svcgen -run '^TestRandomSpecs$$' -count=1 -timeout 0 -v
	REQUIRE_DB=1 SVCGEN_WALKS=$(WALKS) go test ./generator/replay -run 'TestRandomWalks|TestRowsStay' -count=1 -timeout 0 -v

##@ release

.PHONY: snapshot
snapshot: ## the archives of a release, in dist/, without publishing (needs zig and syft)
	$(GORELEASER) release --snapshot --clean

.PHONY: upgrade-tree
upgrade-tree: ## keep what the release VERSION (v1.2.3) makes, so that later versions are tested on it
	go build -ldflags "-X main.version=$(VERSION)" -o bin/svcgen-$(VERSION) ./cmd/svcgen
	rm -rf testdata/upgrade/$(VERSION)
	bin/svcgen-$(VERSION) new testdata/upgrade/$(VERSION) -f testdata/upgrade/desk.yaml
	rm -f testdata/upgrade/$(VERSION)/.svcgen/lock

.PHONY: release
release: ## publish the release of the tag that is checked out (on macOS, with zig and syft)
	$(GORELEASER) release --clean
