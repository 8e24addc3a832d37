k patch -n fixtures ingress/ingress-rule-added --type=json -p '[{"op":"add","path":"/spec/rules/-","value":{"host":"b.example.com"}}]'
