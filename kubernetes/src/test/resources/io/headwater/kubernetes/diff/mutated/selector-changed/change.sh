k patch -n fixtures service/selector-changed --type=merge -p '{"spec":{"selector":{"app":"y"}}}'
