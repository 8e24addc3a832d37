package io.headwater.renderer;

import io.headwater.runtime.ServiceMain;

/** The renderer's process. */
public final class RendererMain {

    private RendererMain() {}

    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new Renderer(), System.getenv()));
    }
}
