k patch -n fixtures widget/custom-part-changed --type=json -p '[{"op":"replace","path":"/spec/parts/0/count","value":6},{"op":"replace","path":"/spec/parts/1/count","value":7}]'
