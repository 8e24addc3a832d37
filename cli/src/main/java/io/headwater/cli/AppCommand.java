package io.headwater.cli;

import picocli.CommandLine.Command;

/** {@code headwater app}. */
@Command(
        name = "app",
        description = "Looks at applications and syncs them.",
        mixinStandardHelpOptions = true,
        subcommands = {AppListCommand.class, AppGetCommand.class, AppSyncCommand.class, AppWaitCommand.class})
final class AppCommand {}
