k patch -n fixtures deployment/container-missing --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/1"}]'
