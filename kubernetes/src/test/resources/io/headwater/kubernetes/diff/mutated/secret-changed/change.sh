k patch -n fixtures secret/secret-changed --type=merge -p '{"data":{"a":"Yg=="}}'
