k patch -n fixtures deployment/toleration-added-to-empty -p '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}'
