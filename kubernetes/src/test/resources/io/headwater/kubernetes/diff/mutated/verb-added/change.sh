k patch -n fixtures role/verb-added --type=json -p '[{"op":"add","path":"/rules/0/verbs/-","value":"delete"}]'
