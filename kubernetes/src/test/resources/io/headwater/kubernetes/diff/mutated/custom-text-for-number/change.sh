k patch -n fixtures widget/custom-text-for-number --type=merge -p '{"spec":{"free":{"a":1,"b":"1"}}}'
