#!/usr/bin/env bash
# Asks a real API server what becomes of the manifests in the tests of `diff`: regenerate.sh KUBECTL KUBECONFIG [CASE…]
#
# applied/NAME.yaml is applied as Headwater applies it; NAME.live.json is what the cluster then holds.
# mutated/CASE/applied.yaml (or desired.yaml, if there is none) is applied, change.sh is run, and live.json is what the cluster then holds.
# predicted.json is what the API server says would come of applying once more, so that live and predicted differ exactly where drift is.
# Use a throw-away cluster: objects are left behind, and a second run starts from them.
set -euo pipefail
kubectl=$1; export KUBECONFIG=$2; shift 2
cd "$(dirname "$0")/../../resources/io/headwater/kubernetes/diff"

k() { "$kubectl" "$@"; }
export -f k; export kubectl
apply() { k apply --server-side --force-conflicts --field-manager=headwater --validate=ignore -f "$@"; }
tidy() { jq -S .; }

k create namespace fixtures --dry-run=client -o yaml | k apply -f - > /dev/null
k apply -f applied/priorityclass.yaml --server-side --field-manager=headwater > /dev/null

if [ $# -eq 0 ]; then
    apply applied/namespace.yaml -f applied/customresourcedefinition.yaml > /dev/null
    k wait --for=condition=Established crd/widgets.fixtures.example.com > /dev/null
    for manifest in applied/*.yaml; do
        apply "$manifest" > /dev/null
    done
    for manifest in applied/*.yaml; do
        k get -f "$manifest" -o json --show-managed-fields | tidy > "${manifest%.yaml}.live.json"
    done
fi

for case in mutated/*/; do
    [ $# -eq 0 ] || printf '%s\n' "$@" | grep -qx "$(basename "$case")" || continue
    before=$case/desired.yaml
    [ ! -f "$case/applied.yaml" ] || before=$case/applied.yaml
    k delete -f "$case/desired.yaml" --ignore-not-found --wait > /dev/null 2>&1 || true
    apply "$before" > /dev/null
    if [ -f "$case/change.sh" ]; then (cd "$case" && bash -euo pipefail ./change.sh > /dev/null); fi
    k get -f "$case/desired.yaml" -o json --show-managed-fields | tidy > "$case/live.json"
    apply "$case/desired.yaml" --dry-run=server -o json | jq -S 'del(.status)' > "$case/predicted.json"
done
