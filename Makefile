SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
DOTNET_RUN = dotnet run --no-build -c $(CONFIGURATION) --project

.PHONY: help build test lint

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Compile everything
	@dotnet build -c $(CONFIGURATION) -v quiet -nologo

test: ## Every test; with KUBEBUILDER_ASSETS also against a real kube-apiserver
	@CONFIGURATION=$(CONFIGURATION) hack/test

lint: ## Formatting and analyzers
	@dotnet format KubeOpsPlanner.sln --verify-no-changes --no-restore
