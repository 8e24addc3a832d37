k scale -n fixtures deployment/scaled-to-zero --replicas=0
