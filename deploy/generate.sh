#!/usr/bin/env bash
# Writes install.yaml out of kustomization.yaml: generate.sh [FILE]. Takes kustomize from $KUSTOMIZE, from where the test control plane is
# kept, or from the path.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cached="${XDG_CACHE_HOME:-$HOME/.cache}/headwater-testcluster/kustomize"
kustomize=${KUSTOMIZE:-$([ -x "$cached" ] && echo "$cached" || command -v kustomize || true)}
[ -n "$kustomize" ] || { echo "generate.sh: no kustomize found; install it, or name it in KUSTOMIZE" >&2; exit 20; }
output=${1:-$here/install.yaml}
made=$(mktemp "$output.XXXXXX")
trap 'rm -f "$made"' EXIT
{
  echo "# An installation of Headwater. Made by deploy/generate.sh: change deploy/base instead. How to use it: deploy/README.md."
  "$kustomize" build "$here"
} > "$made"
chmod 644 "$made"
mv "$made" "$output"
