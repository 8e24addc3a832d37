k patch -n fixtures widget/custom-default-changed --type=merge -p '{"spec":{"size":9}}'
