k label -n fixtures deployment/label-added team=blue
