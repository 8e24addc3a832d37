k patch -n fixtures service/session-affinity-changed-though-empty --type=merge -p '{"spec":{"sessionAffinity":"ClientIP"}}'
