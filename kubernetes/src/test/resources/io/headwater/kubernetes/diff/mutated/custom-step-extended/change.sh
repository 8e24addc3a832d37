k patch -n fixtures widget/custom-step-extended --type=json -p '[{"op":"add","path":"/spec/steps/0/with","value":{"x":1}}]'
