k patch -n fixtures configmap/data-emptied --type=merge -p '{"data":null}'
