package io.headwater.git.transport;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.annotations.Nullable;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit away from the machine's Git configuration, the user's, and {@code GIT_*} variables: they could redirect URLs, add credentials
 * or weaken TLS behind a service's back. It also keeps JGit from starting the {@code git} program to find them.
 */
public final class IsolatedSystemReader extends SystemReader.Delegate {

    private IsolatedSystemReader(SystemReader platform) {
        super(platform);
    }

    /** For the whole process, since JGit knows but one reader. Idempotent. */
    public static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedSystemReader)) {
            SystemReader.setInstance(new IsolatedSystemReader(SystemReader.getInstance()));
            // How fine the disk's time stamps are is measured once, for up to seconds; nobody should wait for that.
            FS.FileStoreAttributes.setBackground(true);
        }
    }

    /**
     * Has the time stamps of a disk measured in a folder that stays. JGit would otherwise do it in the first mirror that is made, with files that are in
     * the way when that one is moved to its place.
     */
    public static void measureTimestamps(Path folder) {
        FS.FileStoreAttributes.get(folder);
    }

    @Override
    @Nullable
    public String getenv(String variable) {
        return variable.startsWith("GIT_") || variable.startsWith("XDG_") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
        return new Nothing(parent, files);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
        return new Nothing(parent, files);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
        return new Nothing(parent, files);
    }

    /** A configuration without a file: empty at first, and what JGit measures for itself stays in memory. */
    private static final class Nothing extends FileBasedConfig {

        @SuppressWarnings("NullAway") // JGit's own reader passes null for "no file"; its package is not annotated
        Nothing(@Nullable Config parent, FS files) {
            super(parent, null, files);
        }

        @Override
        public void load() {}

        @Override
        public void save() throws IOException {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
