k patch -n fixtures widget/custom-tag-removed --type=json -p '[{"op":"remove","path":"/spec/tags/0"}]'
