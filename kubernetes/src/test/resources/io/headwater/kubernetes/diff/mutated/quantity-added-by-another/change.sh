k set resources -n fixtures deployment/quantity-added-by-another --requests=cpu=50m
