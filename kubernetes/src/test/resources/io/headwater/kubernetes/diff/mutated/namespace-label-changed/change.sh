k label namespace/fixtures-labelled a=2 --overwrite
