package org.bloomery.spark;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/// What became of the documents of one source behind its operators, or before them.
///
/// @param licences what was kept, by licence
/// @param dropped what was set aside, by reason: records that could not be read, and what the steps
///   over all documents dropped or cut away
record SourceTally(TreeMap<String, Kept> licences, TreeMap<String, Amount> dropped)
    implements Serializable {
  /// Documents, and the bytes of their text in UTF-8.
  record Amount(long documents, long bytes) implements Serializable {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(Amount other) {
      return new Amount(documents + other.documents, bytes + other.bytes);
    }
  }

  /// What stays.
  ///
  /// @param training documents that are learned from, every repeat counted
  /// @param repeated those of them that are repeats
  /// @param heldOut documents that no stage before evaluation reads
  record Kept(Amount training, Amount repeated, Amount heldOut) implements Serializable {
    static final Kept NOTHING = new Kept(Amount.NONE, Amount.NONE, Amount.NONE);

    Kept plus(Kept other) {
      return new Kept(
          training.plus(other.training),
          repeated.plus(other.repeated),
          heldOut.plus(other.heldOut));
    }
  }

  static SourceTally kept(String licence, Kept kept) {
    return new SourceTally(new TreeMap<>(Map.of(licence, kept)), new TreeMap<>());
  }

  static SourceTally dropped(String reason, long documents, long bytes) {
    return new SourceTally(
        new TreeMap<>(), new TreeMap<>(Map.of(reason, new Amount(documents, bytes))));
  }

  SourceTally plus(SourceTally other) {
    TreeMap<String, Kept> allKept = new TreeMap<>(licences);
    other.licences.forEach((licence, kept) -> allKept.merge(licence, kept, Kept::plus));
    TreeMap<String, Amount> allDropped = new TreeMap<>(dropped);
    other.dropped.forEach((reason, amount) -> allDropped.merge(reason, amount, Amount::plus));
    return new SourceTally(allKept, allDropped);
  }

  Kept sum() {
    return licences.values().stream().reduce(Kept.NOTHING, Kept::plus);
  }
}
