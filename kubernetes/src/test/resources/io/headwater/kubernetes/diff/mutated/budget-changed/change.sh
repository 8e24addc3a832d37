k patch -n fixtures pdb/budget-changed --type=merge -p '{"spec":{"minAvailable":"10%"}}'
