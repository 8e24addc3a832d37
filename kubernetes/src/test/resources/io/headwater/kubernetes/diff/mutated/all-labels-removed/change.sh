k patch -n fixtures deployment/all-labels-removed --type=json -p '[{"op":"remove","path":"/metadata/labels"}]'
