k patch -n fixtures widget/custom-object-replaced-by-text --type=json -p '[{"op":"replace","path":"/spec/free/x","value":"text"}]'
