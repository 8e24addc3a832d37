package io.headwater.gateway.core;

/** What a delivery of a Git server means. */
public sealed interface Delivery {

    /** A ref has moved. */
    record Pushed(Push push) implements Delivery {}

    /** Nothing that concerns us, such as a ping. */
    record Irrelevant(String what) implements Delivery {}

    /** It is not what it claims to be, or can't be read. */
    record Refused(int status, String reason) implements Delivery {}
}
