k scale -n fixtures deployment/scaled-up-from-zero --replicas=1
