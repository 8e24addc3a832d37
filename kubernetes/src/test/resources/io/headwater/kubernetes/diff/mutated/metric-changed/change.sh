k patch -n fixtures hpa/metric-changed --type=json -p '[{"op":"replace","path":"/spec/metrics/0/resource/target/averageUtilization","value":50}]'
