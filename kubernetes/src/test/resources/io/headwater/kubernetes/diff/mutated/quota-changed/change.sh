k patch -n fixtures-other resourcequota/quota-changed --type=merge -p '{"spec":{"hard":{"pods":"11","requests.cpu":"2000m"}}}'
