k patch -n fixtures deployment/max-surge-changed -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":2}}}}'
