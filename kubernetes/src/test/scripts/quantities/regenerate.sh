#!/usr/bin/env bash
# Asks Kubernetes' own code in what form it holds quantities. Needs Go.
set -euo pipefail
cd "$(dirname "$0")"
go run . > ../../resources/io/headwater/kubernetes/schema/quantities.tsv
