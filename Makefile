# The way from a clone to a running ToWow. `make help` lists the targets.
# Needs: Swift 6.2 or newer on PATH, Debian or Ubuntu for `make deps` (elsewhere install the packages it names).

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help deps run dev build package test test-pages check soak bench bench-pages format lint clean assets

JOBS ?= 2
SWIFT := swift
BINARY := .build/release/towow
COMPUTING_TESTS := ^EngineTests\.(RandomNegotiationTests|MatchingQualityTests|MemberIndexTests|RandomizedSVDTests)
GROUP_TESTS := ^EngineTests\.RandomGroupTests
# 35 MB, of which TLS and HTTP/2 take about 6.
MAX_BINARY_BYTES := 36700160
SOURCES := Package.swift Sources Tests Benchmarks

BUILD_PACKAGES := libsqlite3-dev libcurl4-openssl-dev libpq-dev libssl-dev zlib1g-dev pkg-config
PAGE_PACKAGES := nodejs node-typescript
# A server for the store's tests; they start and stop their own.
TEST_PACKAGES := postgresql openssl
ASSET_PACKAGES := brotli python3 nodejs node-typescript
CHECK_PACKAGES := openssl curl nghttp2-client python3 python3-venv nodejs node-typescript chromium fonts-noto-cjk zbar-tools \
  postgresql nginx caddy supervisor prometheus prometheus-alertmanager shellcheck zsh fish gcc libc6-dev
PACKAGE_PACKAGES := dpkg-dev python3 xz-utils
BENCH_PACKAGES := python3 wrk gcc libc6-dev postgresql

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install the libraries that the build needs (asks apt only for what is missing)
	@scripts/deps.sh $(BUILD_PACKAGES)

run: deps ## build (debug: quickest first build) and start the server on http://localhost:8000
	@[ -x .build/debug/towow ] || echo "First build: fetches and compiles the HTTP stack, 2 to 5 minutes on two cores."
	@$(SWIFT) build -j $(JOBS) --product towow
	@echo "Starting ToWow. The page: http://localhost:8000 (end with Ctrl-C)"
	@exec .build/debug/towow serve

dev: deps ## like run, with trace logs, pages from Resources/static, and a new build and start whenever Swift sources change
	@JOBS=$(JOBS) exec python3 scripts/dev.py

build: deps ## the one file, .build/release/towow, at most 35 MB
	$(SWIFT) build -c release -j $(JOBS) --product towow
	@size=$$(stat -c %s $(BINARY)); echo "$(BINARY): $$size bytes"; \
	  [ $$size -le $(MAX_BINARY_BYTES) ] || { echo "larger than $(MAX_BINARY_BYTES) bytes" >&2; exit 1; }

package: build ## the Debian package and the tarball, in .build/packages, with checksums
	@scripts/deps.sh $(PACKAGE_PACKAGES)
	@packaging/deb/build.sh --binary $(BINARY)
	@packaging/tarball/build.sh --binary $(BINARY)
	@cd .build/packages && sha256sum towow[_-]*.deb towow-*.tar.gz > SHA256SUMS && cat SHA256SUMS

test: deps test-pages ## unit tests of the Swift code and of the pages
	@scripts/deps.sh $(TEST_PACKAGES)
	$(SWIFT) build --build-tests -j $(JOBS)
	# One after another: those that wait for tasks of low priority or for sockets do not share the processors with those
	# that compute, nor the threads of Swift's tasks with those that wait for processes.
	$(SWIFT) test --skip-build --filter '^(WebTests|TelemetryTests)\.'
	$(SWIFT) test --skip-build --filter '^(ApplianceTests)\.'
	$(SWIFT) test --skip-build --filter '^(EngineTests|StorageTests)\.' --skip '$(COMPUTING_TESTS)|$(GROUP_TESTS)'
	$(SWIFT) test --skip-build --filter '$(COMPUTING_TESTS)'
	$(SWIFT) test --skip-build --filter '$(GROUP_TESTS)'
	$(SWIFT) test --skip-build --filter '^(ClaudeTests)\.'
	$(SWIFT) test --skip-build --filter '^(OpenAgentsTests)\.'

test-pages:
	@if compgen -G 'Tests/pages/*.test.*' > /dev/null; then \
	  scripts/deps.sh $(PAGE_PACKAGES) && node --test Tests/pages/; \
	else echo "no page tests"; fi

check: build ## the long checks: real browser, packaging, kill and load (Tests/check, in order of their names)
	@scripts/deps.sh $(CHECK_PACKAGES)
	@TOWOW_BINARY=$(CURDIR)/$(BINARY) scripts/check.py --limit 400 Tests/check

soak: build ## hours under load (Tests/soak)
	@TOWOW_BINARY=$(CURDIR)/$(BINARY) scripts/check.py Tests/soak

bench: build ## figures: throughput, latency, memory (Benchmarks)
	@scripts/deps.sh $(BENCH_PACKAGES)
	$(SWIFT) build -c release -j $(JOBS) --product matching-bench
	.build/release/matching-bench Resources/members/bundled.jsonl Tests/matching/demands.jsonl 447 10000 100000
	$(SWIFT) build -c release -j $(JOBS) --product store-bench
	python3 Benchmarks/bench.py $(BINARY)
	python3 Benchmarks/stores.py $(BINARY) .build/release/store-bench

bench-pages: build ## figures of the pages in Chromium: bytes, requests, long tasks with 5,000 events, memory
	@scripts/deps.sh $(CHECK_PACKAGES)
	@[ -x .build-venv/bin/python ] || python3 -m venv .build-venv
	@.build-venv/bin/python -m pip install -q --disable-pip-version-check -r Tests/check/requirements.txt
	.build-venv/bin/python Benchmarks/pages.py $(BINARY)

assets: ## turn Resources/ into Sources/CAssets (hashed names, gzip, brotli)
	@scripts/deps.sh $(ASSET_PACKAGES)
	python3 Resources/embed.py

format: ## format all Swift sources in place
	$(SWIFT) format format --in-place --recursive --parallel $(SOURCES)

lint: ## what CI refuses: formatting, stale assets, page types, faults in shell scripts
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
	@[ ! -f Resources/embed.py ] || python3 Resources/embed.py --check
	@if [ -f tsconfig.json ] && command -v tsc > /dev/null; then tsc -p .; else echo "tsc is not installed: page types not checked"; fi
	@if command -v shellcheck > /dev/null; then \
	  shellcheck -x .ci/run scripts/*.sh packaging/*/*.sh packaging/*/*/*.sh packaging/deb/{preinst,postinst,prerm,postrm} Tests/check/*.sh Tests/soak/*.sh; \
	else echo "shellcheck is not installed: scripts not checked"; fi

clean: ## remove everything that was built; data/ stays
	rm -rf .build .build-venv
