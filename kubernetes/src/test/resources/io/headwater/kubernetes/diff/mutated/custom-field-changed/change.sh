k patch -n fixtures widget/custom-field-changed --type=merge -p '{"spec":{"free":{"a":2,"b":[1],"c":{"e":"y"}}}}'
