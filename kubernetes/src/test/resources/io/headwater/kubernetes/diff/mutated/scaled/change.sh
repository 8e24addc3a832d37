k scale -n fixtures deployment/scaled --replicas=5
