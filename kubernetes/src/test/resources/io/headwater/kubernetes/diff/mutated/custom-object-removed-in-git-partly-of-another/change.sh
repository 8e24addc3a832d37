k patch -n fixtures widget/custom-object-removed-in-git-partly-of-another --type=merge -p '{"spec":{"free":{"z":{"mine":3}}}}'
