package io.headwater.catalog.kubernetes;

import io.headwater.catalog.core.HubCatalog.Source;
import io.headwater.catalog.core.SettingsFact;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ListEnd;
import io.headwater.kubernetes.client.ListWatch;
import io.headwater.kubernetes.client.ListWatchListener;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.Selectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists and watches what the catalog is made from, in the control-plane namespace. */
public final class HubWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubWatch.class);
    private static final String ARGO = "argoproj.io";
    private static final String ARGO_VERSION = "v1alpha1";
    private static final Selectors DECLARATIONS = Selectors.labelled("argocd.argoproj.io/secret-type");

    private static final Selectors SETTINGS = Selectors.fields("metadata.name=" + SettingsFact.CONFIG_MAP);

    private final List<ListWatch> watches;

    /** Learns what the hub holds. Calls about one source come one after the other, those about several at the same time. */
    public interface Listener {
        /** A complete list. */
        void listed(Source source, List<KubernetesObject> objects);

        /** An object is new or changed. */
        void changed(Source source, KubernetesObject object);

        /** An object was deleted. */
        void deleted(Source source, KubernetesObject last);
    }

    private HubWatch(List<ListWatch> watches) {
        this.watches = List.copyOf(watches);
    }

    /** Starts listing and watching. */
    public static HubWatch start(ClusterConnection hub, String namespace, Listener listener) {
        var watches = new ArrayList<ListWatch>();
        for (var source : Source.values()) {
            watches.add(ListWatch.start(
                    hub, typeOf(source).in(namespace), selectorsOf(source), new Collector(source, listener)));
        }
        return new HubWatch(watches);
    }

    /** The type of Applications. */
    public static ResourceType applications() {
        return typeOf(Source.APPLICATIONS);
    }

    @Override
    public void close() {
        watches.forEach(ListWatch::close);
    }

    private static ResourceType typeOf(Source source) {
        return switch (source) {
            case APPLICATIONS -> new ResourceType(ARGO, ARGO_VERSION, "applications", "Application", true);
            case PROJECTS -> new ResourceType(ARGO, ARGO_VERSION, "appprojects", "AppProject", true);
            case SECRETS -> new ResourceType("", "v1", "secrets", "Secret", true);
            case SETTINGS -> new ResourceType("", "v1", "configmaps", "ConfigMap", true);
        };
    }

    private static Selectors selectorsOf(Source source) {
        return switch (source) {
            case APPLICATIONS, PROJECTS -> Selectors.NONE;
            case SECRETS -> DECLARATIONS;
            case SETTINGS -> SETTINGS;
        };
    }

    /** Collects the pages of a list, since the catalog decides on complete ones only. */
    private static final class Collector implements ListWatchListener {
        private final Source source;
        private final Listener listener;
        private List<KubernetesObject> page = new ArrayList<>();

        Collector(Source source, Listener listener) {
            this.source = source;
            this.listener = listener;
        }

        @Override
        public void onListing() {
            page = new ArrayList<>();
        }

        @Override
        public void onItem(KubernetesObject object) {
            page.add(object);
        }

        @Override
        public void onListed(ListEnd list) {
            listener.listed(source, List.copyOf(page));
            page = new ArrayList<>();
        }

        @Override
        public void onChanged(KubernetesObject object) {
            listener.changed(source, object);
        }

        @Override
        public void onDeleted(KubernetesObject last, String resourceVersion) {
            listener.deleted(source, last);
        }

        @Override
        public void onLost(KubernetesException reason, Instant since) {
            LOG.atWarn()
                    .addKeyValue("source", source)
                    .addKeyValue("reason", reason.getMessage())
                    .addKeyValue("since", since)
                    .log("The hub can't be watched; what is known of it stays as it is");
        }

        @Override
        public void onRestored() {
            LOG.atInfo().addKeyValue("source", source).log("The hub is watched again");
        }
    }
}
