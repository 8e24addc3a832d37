k set resources -n fixtures deployment/quantity-rewritten --limits=cpu=0.1,memory=1Gi
