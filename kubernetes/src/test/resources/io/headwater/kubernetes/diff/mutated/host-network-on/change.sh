k patch -n fixtures deployment/host-network-on -p '{"spec":{"template":{"spec":{"hostNetwork":true}}}}'
