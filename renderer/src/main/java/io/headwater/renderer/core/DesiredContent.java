package io.headwater.renderer.core;

import java.nio.ByteBuffer;

/**
 * An object as others get it.
 *
 * @param digest SHA-256 of its canonical form, secret values sealed
 * @param packed its canonical form, compressed
 */
public record DesiredContent(String digest, ByteBuffer packed) {}
