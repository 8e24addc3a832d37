k scale -n fixtures deployment/scaled-though-git-says-nothing --replicas=5
