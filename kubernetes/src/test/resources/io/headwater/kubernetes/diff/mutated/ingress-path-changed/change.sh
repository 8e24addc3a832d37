k patch -n fixtures ingress/ingress-path-changed --type=json -p '[{"op":"replace","path":"/spec/rules/0/http/paths/0/path","value":"/b"}]'
