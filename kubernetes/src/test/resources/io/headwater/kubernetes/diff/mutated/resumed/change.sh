k patch -n fixtures cronjob/resumed --type=merge -p '{"spec":{"suspend":false}}'
