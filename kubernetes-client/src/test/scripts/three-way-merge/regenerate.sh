#!/usr/bin/env bash
# Asks the library of kubectl again what client-side apply makes of two hundred made-up Deployments (needs Go).
set -euo pipefail
cd "$(dirname "$0")"
go run . > ../../resources/io/headwater/kubernetes/client/three-way-merges.jsonl
