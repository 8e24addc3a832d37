k patch -n fixtures service/selector-extended --type=merge -p '{"spec":{"selector":{"more":"1"}}}'
