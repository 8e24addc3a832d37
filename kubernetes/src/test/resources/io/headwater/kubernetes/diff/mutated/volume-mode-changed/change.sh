k patch -n fixtures deployment/volume-mode-changed -p '{"spec":{"template":{"spec":{"volumes":[{"name":"a","configMap":{"defaultMode":256}}]}}}}'
