k get -n fixtures deployment/edited -o json | jq '.spec.template.spec.containers[0].image="nginx:1.29" | .metadata.labels.team="red" | del(.spec.template.spec.containers[0].env)' | k replace -f -
