k patch -n fixtures widget/custom-part-added-by-another --type=json -p '[{"op":"add","path":"/spec/parts/-","value":{"id":"z"}}]'
