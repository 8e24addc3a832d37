k patch -n fixtures deployment/status-patched --subresource=status -p '{"status":{"observedGeneration":77}}'
