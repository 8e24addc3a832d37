#!/usr/bin/env bash
# Builds a Kubernetes control plane (etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl), kwok, and the renderers that serve as
# oracles (kustomize, helm) from their Go modules: build.sh DIR. About six minutes on two cores, once.
#
# The modules k8s.io/* stand in go.mod with `replace` lines onto their published versions. The version must be set by -ldflags: without it, kubectl
# refuses to parse its own.
set -euo pipefail
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
version=v1.36.3
component=k8s.io/component-base/version
export GOFLAGS="-buildvcs=false -mod=readonly"
echo "building kube-apiserver, kube-controller-manager, kube-scheduler, kubectl $version"
go build -o "$out/" -ldflags "-s -w -X $component.gitVersion=$version -X $component.gitMajor=1 -X $component.gitMinor=36 -X k8s.io/client-go/pkg/version.gitVersion=$version" \
    k8s.io/kubernetes/cmd/{kube-apiserver,kube-controller-manager,kube-scheduler,kubectl}
echo "building etcd"
go build -o "$out/etcd" -ldflags "-s -w" go.etcd.io/etcd/server/v3
echo "building kwok"
(cd kwok && go build -o "$out/kwok" -ldflags "-s -w" sigs.k8s.io/kwok/cmd/kwok)
echo "building kustomize, helm"
GOBIN="$out" go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1
GOBIN="$out" go install helm.sh/helm/v3/cmd/helm@v3.21.4
