k patch -n fixtures widget/custom-limit-added --type=merge -p '{"spec":{"limits":{"b":"2"}}}'
