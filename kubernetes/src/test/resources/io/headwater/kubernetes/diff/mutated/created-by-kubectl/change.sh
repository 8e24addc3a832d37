k delete -n fixtures deployment/created-by-kubectl --wait
k create -f desired.yaml
