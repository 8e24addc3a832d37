k patch -n fixtures service/service-port-added-by-another --type=json -p '[{"op":"add","path":"/spec/ports/-","value":{"port":81,"name":"more"}}]'
