k set env -n fixtures deployment/env-changed A=2
