k patch -n fixtures deployment/node-selector-added -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}}}'
