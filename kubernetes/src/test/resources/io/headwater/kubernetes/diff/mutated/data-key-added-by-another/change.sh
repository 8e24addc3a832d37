k patch -n fixtures configmap/data-key-added-by-another --type=merge -p '{"data":{"c":"3"}}'
