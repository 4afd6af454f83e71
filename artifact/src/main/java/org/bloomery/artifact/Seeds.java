package org.bloomery.artifact;

import java.nio.charset.StandardCharsets;

/// Random numbers that depend only on where they are used, never on the order of use. The same seed
/// and site give the same 64 bits on every machine, thread and rank.
public final class Seeds {
  private Seeds() {}

  /// A seed for a named site, for example `derive(seed, "shuffle", "epoch 3")`.
  public static long derive(long seed, String... site) {
    long state = mix(seed);
    for (String part : site) {
      for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
        state = mix(state ^ (b & 0xFF));
      }
      state = mix(state ^ 0x100); // ends a part, so that ("ab","c") and ("a","bc") differ
    }
    return state;
  }

  /// The `counter`-th 64 random bits of a site.
  public static long bits(long site, long counter) {
    return mix(site + counter * 0x9E3779B97F4A7C15L);
  }

  /// Uniform in [0, 1) with 53 bits.
  public static double uniform(long site, long counter) {
    return (bits(site, counter) >>> 11) * 0x1.0p-53;
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) after one golden-ratio step.
  private static long mix(long z) {
    z += 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
