k label -n fixtures deployment/label-removed team-
