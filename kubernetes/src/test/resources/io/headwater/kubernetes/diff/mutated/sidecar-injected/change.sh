k patch -n fixtures deployment/sidecar-injected -p '{"spec":{"template":{"spec":{"containers":[{"name":"proxy","image":"envoy"}]}}}}'
