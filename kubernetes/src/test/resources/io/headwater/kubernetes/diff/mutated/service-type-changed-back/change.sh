k patch -n fixtures service/service-type-changed-back --type=merge -p '{"spec":{"type":"NodePort"}}'
