k delete -n fixtures deployment/applied-by-kubectl --wait
k apply -f applied.yaml
