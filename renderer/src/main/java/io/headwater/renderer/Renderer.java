package io.headwater.renderer;

import io.headwater.renderer.topology.RendererTopology;
import io.headwater.repositories.Repositories;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import java.util.function.Function;

/** The renderer, assembled. */
public final class Renderer implements Service {

    private final Function<ServiceContext, Repositories> repositories;

    /** With the credentials that the hub keeps. */
    public Renderer() {
        this(Repositories::open);
    }

    /** @param repositories opens the way to repositories; the service closes it */
    public Renderer(Function<ServiceContext, Repositories> repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "renderer";
    }

    @Override
    public Running start(ServiceContext context) {
        return RendererTopology.start(context, repositories.apply(context));
    }
}
