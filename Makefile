SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
DOTNET_RUN = dotnet run --no-build -c $(CONFIGURATION) --project

.PHONY: help build plugin test lint generate demo dev bench install deploy

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Compile everything
	@dotnet build -c $(CONFIGURATION) -v quiet -nologo

plugin: ## Compile kubectl planner and the operator, into artifacts/bin/KubeOpsPlanner.Cli/release
	@dotnet build src/KubeOpsPlanner.Cli -c $(CONFIGURATION) -v quiet -nologo

test: ## Every test; with KUBEBUILDER_ASSETS also against a real kube-apiserver
	@CONFIGURATION=$(CONFIGURATION) hack/test

lint: ## Formatting and analyzers
	@dotnet format KubeOpsPlanner.sln --verify-no-changes --no-restore

generate: plugin ## Write crds/, webhooks/ and config/rbac/ from the code
	@$(DOTNET_RUN) src/KubeOpsPlanner.Cli -- generate-manifests --output .

demo: plugin ## The main job on this machine, without a cluster (TRACE=file replays your own trace)
	@$(DOTNET_RUN) src/KubeOpsPlanner.Cli -- dev demo $(if $(TRACE),--trace "$(TRACE)")

dev: plugin ## An embedded control plane with the operator, until Ctrl-C; kubeconfig at .dev/kubeconfig
	@$(DOTNET_RUN) src/KubeOpsPlanner.Cli -- dev

bench: build ## Benchmarks; JSON under artifacts/bench/
	@$(DOTNET_RUN) tests/KubeOpsPlanner.Benchmarks -- --artifacts artifacts/bench

install: ## Apply the CRDs to the current kubeconfig
	kubectl apply --server-side -f crds/

deploy: install ## Apply config/default to the current kubeconfig (OVERLAY=k8s-1.20 or k8s-1.30 adds what those versions protect)
	kubectl apply -k $(if $(OVERLAY),config/overlays/$(OVERLAY),config/default)
