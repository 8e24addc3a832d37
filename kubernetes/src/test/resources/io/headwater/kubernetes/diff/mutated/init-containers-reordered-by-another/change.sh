k patch -n fixtures deployment/init-containers-reordered-by-another --type=json -p '[{"op":"move","from":"/spec/template/spec/initContainers/0","path":"/spec/template/spec/initContainers/1"}]'
