k set env -n fixtures deployment/env-removed B-
