k rollout restart -n fixtures deployment/restarted
