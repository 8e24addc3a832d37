k rollout pause -n fixtures deployment/paused
