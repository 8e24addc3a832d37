#!/usr/bin/env bash
# Writes the built-in schemas anew, from a real control plane and its Go modules: regenerate.sh KUBECTL KUBECONFIG
#
# The server tells its OpenAPI; the program in this folder adds what only the Go types and the defaulting of the API server know (see main.go),
# and refuses a server of another version than go.mod. Use a throw-away cluster without custom resources. Needs Go and jq.
set -euo pipefail
kubectl=$1; export KUBECONFIG=$2
KUBECONFIG=$(realpath "$KUBECONFIG")
cd "$(dirname "$0")"
resource=../../resources/io/headwater/kubernetes/schema/builtin.json

documents=$(mktemp -d)
trap 'rm -r "$documents"' EXIT
for path in $("$kubectl" get --raw /openapi/v3 | jq -r '.paths | keys[] | select(test("^apis?/(.*/)?v[0-9]"))'); do
    "$kubectl" get --raw "/openapi/v3/$path" > "$documents/${path//\//_}.json"
done
version=$("$kubectl" version -o json | jq -r .serverVersion.gitVersion)
go build -buildvcs=false -mod=readonly -o "$documents/builtin-schemas" .
mkdir -p "$(dirname "$resource")"
"$documents/builtin-schemas" "$version" "$documents" > "$resource.new"
mv "$resource.new" "$resource"
