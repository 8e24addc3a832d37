k patch -n fixtures deployment/finalizer-added-by-another --type=json -p '[{"op":"add","path":"/metadata/finalizers","value":["example.com/b"]}]'
