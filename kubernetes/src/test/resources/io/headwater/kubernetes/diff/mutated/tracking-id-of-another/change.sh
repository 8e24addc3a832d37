k annotate -n fixtures deployment/tracking-id-of-another --overwrite argocd.argoproj.io/tracking-id=other:apps/Deployment:fixtures/x
