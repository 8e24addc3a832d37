package io.headwater.testcluster.git;

import io.headwater.testcluster.git.GitRequest.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;

/** The four answers of Git's smart HTTP protocol, out of JGit's two halves of it. */
record SmartHttp(GitRepository repository, List<String> protocolParameters) {

    /**
     * A server for one request.
     *
     * @param protocol the header {@code Git-Protocol}; may be empty
     */
    static SmartHttp of(GitRepository repository, String protocol) {
        return new SmartHttp(
                repository,
                Arrays.stream(protocol.split(":"))
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** The media type of an answer. */
    static String contentType(Operation operation) {
        return switch (operation) {
            case FETCH_INFO -> "application/x-git-upload-pack-advertisement";
            case LIST_REFS, FETCH -> "application/x-git-upload-pack-result";
            case PUSH_INFO -> "application/x-git-receive-pack-advertisement";
            case PUSH -> "application/x-git-receive-pack-result";
            case UNKNOWN -> "text/plain";
        };
    }

    void answer(Operation operation, InputStream request, OutputStream response) throws IOException {
        switch (operation) {
            case FETCH_INFO -> advertiseFetch(response);
            case LIST_REFS, FETCH -> upload(request, response);
            case PUSH_INFO -> advertisePush(response);
            case PUSH -> receivePack().receive(request, response, null);
            case UNKNOWN -> throw new IllegalStateException("an unknown request is answered with 404");
        }
    }

    private void advertiseFetch(OutputStream response) throws IOException {
        var uploadPack = uploadPack();
        try {
            uploadPack.sendAdvertisedRefs(
                    new PacketLineOutRefAdvertiser(new PacketLineOut(response)), "git-upload-pack");
        } finally {
            uploadPack.getRevWalk().close();
        }
    }

    private void upload(InputStream request, OutputStream response) throws IOException {
        try {
            uploadPack().upload(request, response, null);
        } catch (UploadPackInternalServerErrorException told) {
            // The answer says what went wrong, such as a commit that is not there, and is complete.
            response.flush();
        }
    }

    private void advertisePush(OutputStream response) throws IOException {
        var receivePack = receivePack();
        var lines = new PacketLineOut(response);
        try {
            lines.writeString("# service=git-receive-pack\n");
            lines.end();
            receivePack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        } finally {
            receivePack.getRevWalk().close();
        }
    }

    private UploadPack uploadPack() {
        var uploadPack = new UploadPack(repository.repository());
        uploadPack.setBiDirectionalPipe(false);
        uploadPack.setExtraParameters(protocolParameters);
        uploadPack.setTransferConfig(new TransferConfig(configuration()));
        repository.wantPolicy().applyTo(uploadPack);
        return uploadPack;
    }

    private Config configuration() {
        var configuration = new Config(repository.repository().getConfig());
        configuration.setBoolean("uploadpack", null, "allowfilter", repository.filterAllowed());
        return configuration;
    }

    private ReceivePack receivePack() {
        var receivePack = new ReceivePack(repository.repository());
        receivePack.setBiDirectionalPipe(false);
        return receivePack;
    }
}
