package org.bloomery.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Seeds;

/// The held-out documents of a language that the evaluation looks at.
///
/// A document's lot is a hash of the seed and its id, so that the choice depends neither on the
/// order of the file nor on how many there are; the chosen ones keep the order of the file.
final class HeldOutText {
  private HeldOutText() {}

  private record Lot(long number, String id) {}

  /// At most `count` documents; none where the language has no held-out text.
  static List<Document> choose(Corpus corpus, String language, long seed, int count) {
    return corpus
        .heldOut(language)
        .map(file -> {
          PriorityQueue<Lot> best =
              new PriorityQueue<>(
                  Comparator.comparingLong(Lot::number).thenComparing(Lot::id).reversed());
          Corpus.forEach(
              file,
              document -> {
                best.add(new Lot(Seeds.derive(seed, "evaluate", document.id()), document.id()));
                if (best.size() > count) {
                  best.poll();
                }
              });
          Set<String> chosen = new HashSet<>();
          best.forEach(lot -> chosen.add(lot.id()));
          List<Document> documents = new ArrayList<>();
          Corpus.forEach(
              file,
              document -> {
                if (chosen.contains(document.id())) {
                  documents.add(document);
                }
              });
          return documents;
        })
        .orElseGet(ArrayList::new);
  }
}
