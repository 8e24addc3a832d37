package io.headwater.catalog.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * Passwords in the URLs of repositories. An Application is readable by whoever may read Applications, and what it says travels: a password in it is
 * neither used nor handed on. Repository Secrets are for that.
 */
final class UrlPasswords {

    private static final String FIELD = "repoURL";
    private static final Pattern PASSWORD = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://[^/@:]*):[^/]*@");

    private static final Pattern HTTP_LOGIN = Pattern.compile("^(?i)(https?://)[^/@]*@");

    private UrlPasswords() {}

    /** The URL without its password, and over HTTP without its user name too, which may be a token. */
    static String withoutLogin(String url) {
        return HTTP_LOGIN.matcher(removed(url)).replaceFirst("$1");
    }

    /** The URL with its user name but without its password. */
    static String removed(String url) {
        return PASSWORD.matcher(url).replaceFirst("$1@");
    }

    /** Whether a repository URL in a tree carries one. */
    static boolean isIn(JsonNode tree) {
        return tree.findValues(FIELD).stream().map(JsonNode::asText).anyMatch(url -> !removed(url)
                .equals(url));
    }

    /** The tree itself if there is none in it, else a copy without. */
    static <T extends JsonNode> T removed(T tree) {
        if (!isIn(tree)) {
            return tree;
        }
        T copy = tree.deepCopy();
        copy.findParents(FIELD).forEach(parent -> ((ObjectNode) parent)
                .put(FIELD, removed(parent.path(FIELD).asText())));
        return copy;
    }
}
