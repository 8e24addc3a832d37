k patch -n fixtures deployment/args-changed --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--debug"}]'
