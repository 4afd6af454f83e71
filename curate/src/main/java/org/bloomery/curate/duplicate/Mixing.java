package org.bloomery.curate.duplicate;

/// Spreads bits: the finaliser of MurmurHash3 (Appleby 2011), a bijection of 64 bits.
public final class Mixing {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }

  /// A hash of two values in their order.
  public static long mix(long first, long second) {
    return mix(first * GOLDEN + second + GOLDEN);
  }
}
