k set env -n fixtures deployment/env-emptied A=
