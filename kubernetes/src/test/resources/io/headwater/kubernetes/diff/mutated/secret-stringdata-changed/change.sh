k patch -n fixtures secret/secret-stringdata-changed --type=merge -p '{"data":{"a":"Yg=="}}'
