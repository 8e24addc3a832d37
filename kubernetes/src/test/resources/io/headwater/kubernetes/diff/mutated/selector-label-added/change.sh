k patch -n fixtures pdb/selector-label-added --type=merge -p '{"spec":{"selector":{"matchLabels":{"more":"1"}}}}'
