k patch -n fixtures widget/custom-tag-added-by-another --type=json -p '[{"op":"add","path":"/spec/tags/-","value":"green"}]'
