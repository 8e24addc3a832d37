k patch -n fixtures deployment/toleration-added-to-others --type=json -p '[{"op":"add","path":"/spec/template/spec/tolerations/-","value":{"operator":"Exists"}}]'
