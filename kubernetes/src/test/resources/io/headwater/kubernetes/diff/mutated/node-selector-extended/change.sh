k patch -n fixtures deployment/node-selector-extended -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}}}'
