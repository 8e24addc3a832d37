k patch -n fixtures deployment/toleration-added -p '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}'
