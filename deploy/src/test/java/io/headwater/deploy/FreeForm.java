package io.headwater.deploy;

import java.util.regex.Pattern;

/**
 * Where our definitions keep whatever they are given although Argo CD's look closer: copies that only a controller writes, which a later version
 * may fill with fields that an older definition does not know, and templates of nested generators, which have no effect.
 */
final class FreeForm {

    private static final Pattern STATUS_COPY =
            Pattern.compile("\\.?status\\.(sync\\.comparedTo\\.sources?|history\\[\\d*]\\.sources?"
                    + "|operationState\\.operation|operationState\\.syncResult\\.sources?"
                    + "|sourceHydrator\\.(currentOperation|lastSuccessfulOperation)\\.sourceHydrator)([.\\[].*)?");
    private static final Pattern NESTED_TEMPLATE = Pattern.compile(
            "\\.?spec\\.generators\\[\\d*]\\.(matrix|merge)\\.generators\\[\\d*]\\.\\w+\\.template(\\..*)?");

    private FreeForm() {}

    /**
     * Whether a path leads into such a place.
     *
     * @param path as {@link Definition#rules} or an API server's error names it
     */
    static boolean covers(String path) {
        return STATUS_COPY.matcher(path).matches()
                || NESTED_TEMPLATE.matcher(path).matches();
    }
}
