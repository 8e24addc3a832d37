k patch -n fixtures deployment/init-container-injected-first --type=json -p '[{"op":"add","path":"/spec/template/spec/initContainers/0","value":{"name":"first","image":"x"}}]'
