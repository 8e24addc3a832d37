k annotate -n fixtures deployment/tracking-id-removed argocd.argoproj.io/tracking-id-
