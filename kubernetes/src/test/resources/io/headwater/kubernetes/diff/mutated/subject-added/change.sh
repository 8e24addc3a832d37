k patch -n fixtures rolebinding/subject-added --type=json -p '[{"op":"add","path":"/subjects/-","value":{"kind":"User","name":"joe","apiGroup":"rbac.authorization.k8s.io"}}]'
