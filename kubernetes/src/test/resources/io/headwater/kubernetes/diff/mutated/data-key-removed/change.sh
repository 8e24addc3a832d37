k patch -n fixtures configmap/data-key-removed --type=merge -p '{"data":{"b":null}}'
