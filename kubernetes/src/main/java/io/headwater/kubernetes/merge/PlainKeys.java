package io.headwater.kubernetes.merge;

/**
 * Tells whether the steps that fieldsV1 writes are in canonical form already, so that they need not be read as JSON and written again. Knows texts without
 * anything to escape, integers, and objects of these, which is what keys mostly are; of all else it says no.
 */
final class PlainKeys {

    private static final int MOST_DIGITS = 9;

    private final String json;
    private int at;

    private PlainKeys(String json, int from) {
        this.json = json;
        this.at = from;
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

    /**
     * Whether it is a text in canonical form.
     *
     * @param from where it begins
     */
    static boolean isCanonicalText(String json, int from) {
        var keys = new PlainKeys(json, from);
        return keys.passText() && keys.at == json.length();
    }

    /**
     * Whether it is an object in canonical form: without white space, its keys in order and each there once.
     *
     * @param from where it begins
     */
    static boolean areCanonical(String json, int from) {
        var keys = new PlainKeys(json, from);
        return keys.passKeys() && keys.at == json.length();
    }

    private boolean passKeys() {
        if (!pass('{')) {
            return false;
        }
        var before = -1;
        do {
            var key = at;
            if (!passText()
                    || (before >= 0 && !isInOrder(before, key))
                    || !pass(':')
                    || !(passText() || passInteger())) {
                return false;
            }
            before = key;
        } while (pass(','));
        return pass('}');
    }

    /** Whether of two texts within quotes the second comes after the first. A quote is no letter of theirs. */
    private boolean isInOrder(int first, int second) {
        var i = first + 1;
        var j = second + 1;
        while (json.charAt(i) == json.charAt(j) && json.charAt(i) != '"') {
            i++;
            j++;
        }
        var ends = json.charAt(i) == '"';
        return ends ? json.charAt(j) != '"' : json.charAt(j) != '"' && json.charAt(i) < json.charAt(j);
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
