k delete -n fixtures deployment/created-by-kubectl-with-more --wait
k create -f applied.yaml
