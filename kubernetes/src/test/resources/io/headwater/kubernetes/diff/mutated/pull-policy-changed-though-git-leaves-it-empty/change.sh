k patch -n fixtures deployment/pull-policy-changed-though-git-leaves-it-empty -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","imagePullPolicy":"Never"}]}}}}'
