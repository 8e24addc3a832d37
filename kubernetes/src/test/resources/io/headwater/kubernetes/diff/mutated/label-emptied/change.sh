k label -n fixtures deployment/label-emptied team= --overwrite
