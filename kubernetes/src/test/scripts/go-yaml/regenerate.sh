#!/usr/bin/env bash
# Asks the YAML library of Kubernetes again for every case of the YAML tests (needs Go). To add a case, append a line {"yaml": "…"} to
# reads.jsonl, or {"json": …} to writes.jsonl, and run this. With a kustomize as the first argument, its output is asked for again, too.
set -euo pipefail
cd "$(dirname "$0")"
cases=../../resources/io/headwater/kubernetes/yaml
go build -o /tmp/headwater-go-yaml .
for verb in read write; do
    /tmp/headwater-go-yaml $verb < "$cases/${verb}s.jsonl" > "$cases/${verb}s.jsonl.new"
    mv "$cases/${verb}s.jsonl.new" "$cases/${verb}s.jsonl"
done
rm /tmp/headwater-go-yaml
if [ $# -gt 0 ]; then
    for given in "$cases"/kustomize/*.in.yaml; do
        folder=$(mktemp -d)
        cp "$given" "$folder/all.yaml"
        printf 'resources: [all.yaml]\nsortOptions: {order: fifo}\n' > "$folder/kustomization.yaml"
        "$1" build "$folder" > "${given%.in.yaml}.out.yaml"
        rm -r "$folder"
    done
fi
