k delete -n fixtures deployment/applied-by-argo-and-removed-in-git --wait
k apply --server-side --field-manager=argocd-controller -f applied.yaml
