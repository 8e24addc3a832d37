for i in $(seq 50); do [ "$(k get clusterrole fixtures-aggregated-two -o jsonpath={.rules})" = "" ] || break; sleep 0.1; done
