k patch -n fixtures deployment/finalizer-removed --type=merge -p '{"metadata":{"finalizers":null}}'
