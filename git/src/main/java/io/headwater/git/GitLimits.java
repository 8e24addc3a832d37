package io.headwater.git;

import java.time.Duration;

/**
 * What one repository may cost: everything that comes from a Git server or a repository is untrusted.
 *
 * @param connect how long a connection may take to come up
 * @param idle how long a server may stay silent, before its answer or within it
 * @param transfer how long one fetch or listing may take in all
 * @param packBytes the largest answer accepted from a server
 * @param refs the most branches and tags of a repository
 * @param blobBytes the largest file read
 * @param treeEntries the most entries that one listing or walk may see
 * @param packs how many packs a mirror gathers before they are packed together
 */
public record GitLimits(
        Duration connect,
        Duration idle,
        Duration transfer,
        long packBytes,
        int refs,
        int blobBytes,
        int treeEntries,
        int packs) {

    private static final long MEBIBYTE = 1024L * 1024;

    public GitLimits {
        positive(connect.toNanos(), "connect");
        positive(idle.toNanos(), "idle");
        positive(transfer.toNanos(), "transfer");
        positive(packBytes, "packBytes");
        positive(refs, "refs");
        positive(blobBytes, "blobBytes");
        positive(treeEntries, "treeEntries");
        positive(packs, "packs");
    }

    /** 10 s to connect, 15 s of silence (Argo CD's request time-out), 10 min and 4 GiB a fetch, 200 000 refs, 16 MiB a file, 500 000 entries. */
    public static GitLimits standard() {
        return new GitLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMinutes(10),
                4096 * MEBIBYTE,
                200_000,
                (int) (16 * MEBIBYTE),
                500_000,
                100);
    }

    public GitLimits withTimes(Duration connect, Duration idle, Duration transfer) {
        return new GitLimits(connect, idle, transfer, packBytes, refs, blobBytes, treeEntries, packs);
    }

    public GitLimits withSizes(long packBytes, int refs, int blobBytes, int treeEntries) {
        return new GitLimits(connect, idle, transfer, packBytes, refs, blobBytes, treeEntries, packs);
    }

    public GitLimits withPacks(int packs) {
        return new GitLimits(connect, idle, transfer, packBytes, refs, blobBytes, treeEntries, packs);
    }

    private static void positive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
