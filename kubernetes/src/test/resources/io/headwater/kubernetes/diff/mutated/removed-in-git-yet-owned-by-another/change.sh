k get -n fixtures deployment/removed-in-git-yet-owned-by-another -o json > /dev/null
k apply --server-side --field-manager=other -f applied.yaml
