k set resources -n fixtures deployment/quantity-changed --limits=cpu=200m
