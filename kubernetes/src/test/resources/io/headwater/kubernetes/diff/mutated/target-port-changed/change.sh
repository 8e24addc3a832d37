k patch -n fixtures service/target-port-changed --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
