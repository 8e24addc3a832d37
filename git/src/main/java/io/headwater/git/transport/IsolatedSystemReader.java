package io.headwater.git.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.annotations.Nullable;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit away from the machine's Git configuration, the user's, and {@code GIT_*} variables: they could redirect URLs, add credentials
 * or weaken TLS behind a service's back. It also keeps JGit from starting the {@code git} program to find them, and from measuring how fine a disk's time
 * stamps are, for which it would write files into the mirrors for up to seconds.
 */
public final class IsolatedSystemReader extends SystemReader.Delegate {

    private IsolatedSystemReader(SystemReader platform) {
        super(platform);
    }

    /** For the whole process, since JGit knows but one reader. Idempotent. */
    public static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedSystemReader)) {
            SystemReader.setInstance(new IsolatedSystemReader(SystemReader.getInstance()));
        }
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

    /** A configuration without a file, that says nothing but how fine time stamps are. */
    private static final class Nothing extends FileBasedConfig {

        /**
         * A tick of the coarsest kernel clock that is in use. Where a disk is coarser, a change within one tick of the last is still seen: Git replaces
         * the files that it changes, and JGit looks at their inodes and sizes too.
         */
        private static final Duration TIMESTAMP_RESOLUTION = Duration.ofMillis(10);

        @SuppressWarnings("NullAway") // JGit's own reader passes null for "no file"; its package is not annotated
        Nothing(@Nullable Config parent, FS files) {
            super(parent, null, files);
        }

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(TIMESTAMP_RESOLUTION)
                    : super.getTimeUnit(section, subsection, name, otherwise, unit);
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
