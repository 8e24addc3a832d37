k patch -n fixtures configmap/data-changed --type=merge -p '{"data":{"a":"9"}}'
