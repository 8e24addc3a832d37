k patch -n fixtures deployment/strategy-changed-though-git-says-nothing -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
