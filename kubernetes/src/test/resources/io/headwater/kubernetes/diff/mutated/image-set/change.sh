k set image -n fixtures deployment/image-set web=nginx:1.28
