k set env -n fixtures deployment/env-added-by-another DEBUG=1
