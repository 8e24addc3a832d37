package io.headwater.kubernetes.merge;

/**
 * Tells whether the steps that fieldsV1 writes are in canonical form already, so that they need not be read as JSON and written again. Knows texts without
 * anything to escape, integers, and objects of these, which is what keys mostly are; of all else it says no.
 */
final class PlainKeys {

    private static final int MOST_DIGITS = 9;

    private final String json;
    private int at;

    private PlainKeys(String json) {
        this.json = json;
    }

    /** Whether a character of a text is written as it is. */
    static boolean isPlain(char letter) {
        return letter >= ' '
                && letter <= '~'
                && letter != '"'
                && letter != '\\'
                && letter != '<'
                && letter != '>'
                && letter != '&';
    }

    /** Whether it is a text in canonical form. */
    static boolean isCanonicalText(String json) {
        var keys = new PlainKeys(json);
        return keys.passText() && keys.at == json.length();
    }

    /** Whether it is an object in canonical form: without white space, its keys in order and each there once. */
    static boolean areCanonical(String json) {
        var keys = new PlainKeys(json);
        return keys.passKeys() && keys.at == json.length();
    }

    private boolean passKeys() {
        if (!pass('{')) {
            return false;
        }
        var before = "";
        do {
            var start = at + 1;
            if (!passText()) {
                return false;
            }
            var key = json.substring(start, at - 1);
            if (before.compareTo(key) >= 0 || !pass(':') || !(passText() || passInteger())) {
                return false;
            }
            before = key;
        } while (pass(','));
        return pass('}');
    }

    private boolean passText() {
        if (!pass('"')) {
            return false;
        }
        while (at < json.length() && isPlain(json.charAt(at))) {
            at++;
        }
        return pass('"');
    }

    private boolean passInteger() {
        var start = at;
        while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
            at++;
        }
        var digits = at - start;
        return digits == 1 || (digits > 1 && digits <= MOST_DIGITS && json.charAt(start) != '0');
    }

    private boolean pass(char letter) {
        var isThere = at < json.length() && json.charAt(at) == letter;
        at += isThere ? 1 : 0;
        return isThere;
    }
}
