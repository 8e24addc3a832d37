package io.headwater.runtime.cluster;

import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.runtime.RuntimeConfig;
import io.headwater.runtime.ServiceException;
import io.headwater.runtime.ServiceException.Code;

/** The way to the hub: the cluster that holds Applications, projects and Secrets. */
public final class HubConnection {

    private HubConnection() {}

    /**
     * By the configured kubeconfig, or by the pod's own ServiceAccount where none is configured. Nothing is sent yet; the caller closes it.
     *
     * @throws ServiceException {@code HUB_ACCESS} if there is neither a usable kubeconfig nor a pod
     */
    public static ClusterConnection open(RuntimeConfig config, ConnectionOptions options) {
        try {
            return config.kubeconfig().isPresent()
                    ? ClusterConnection.fromKubeconfig(
                            config.kubeconfig().get(), config.context().orElse(null), options)
                    : ClusterConnection.inCluster(options);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ServiceException(
                    Code.HUB_ACCESS,
                    "the hub can't be reached as configured (" + e.getMessage()
                            + "): set HEADWATER_KUBECONFIG, or run in a pod with a ServiceAccount",
                    e);
        }
    }
}
