k patch -n fixtures service/service-type-changed --type=merge -p '{"spec":{"type":"NodePort"}}'
