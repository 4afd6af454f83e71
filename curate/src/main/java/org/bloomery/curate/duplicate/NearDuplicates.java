package org.bloomery.curate.duplicate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Near duplicates among texts that fit in memory; the spark room does the same for any number.
public final class NearDuplicates {
  private NearDuplicates() {}

  /// For each text, in the order of preference, the number of its keeper, or -1 if it stays.
  public static int[] keepers(List<String> texts, Sketcher sketcher) {
    int[] keepers = new int[texts.size()];
    long[] keys = new long[sketcher.keysPerDocument()];
    // Sets are made where a comparison asks for one: most texts are never compared.
    List<long @Nullable []> evidence = new ArrayList<>(texts.size());
    GreedyKeep keep =
        new GreedyKeep(
            sketcher.threshold(),
            GreedyKeep.by(sketcher, number -> evidence(texts, number, evidence, sketcher)));
    for (int i = 0; i < keepers.length; i++) {
      evidence.add(null);
      keepers[i] = -1;
      if (sketcher.read(texts.get(i))) {
        sketcher.keys(keys, 0);
        keepers[i] = keep.offer(i, keys, 0, keys.length);
        if (keepers[i] >= 0) {
          evidence.set(i, null);
        }
      }
    }
    return keepers;
  }

  private static long[] evidence(
      List<String> texts, int number, List<long @Nullable []> known, Sketcher sketcher) {
    long[] evidence = known.get(number);
    if (evidence == null) {
      sketcher.read(texts.get(number));
      evidence = sketcher.evidence();
      known.set(number, evidence);
    }
    return evidence;
  }
}
