package org.bloomery.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Seeds;

/// Makes multiple-choice questions of held-out documents: a beginning, its true continuation, and
/// the passages at the same place of three other documents of the language.
///
/// All choices have about the same length and come from the same kind of text, so that nothing but
/// their fit with the beginning tells them apart. Every choice is drawn by a hash of the seed and
/// the document's id.
final class ChoiceTask {
  static final int CHOICES = 4;
  private static final int CONTEXT_CHARACTERS = 240;
  private static final int PASSAGE_CHARACTERS = 80;
  private static final int SEARCH_CHARACTERS = 30;

  private ChoiceTask() {}

  private record Cut(String id, String context, String passage) {}

  /// At most `count` items, in the order of the documents; none with fewer than four documents that
  /// are long enough.
  static List<ChoiceItem> items(List<Document> documents, long seed, int count) {
    List<Cut> cuts = new ArrayList<>();
    for (Document document : documents) {
      String text = document.text();
      int length = text.codePointCount(0, text.length());
      if (length >= CONTEXT_CHARACTERS + PASSAGE_CHARACTERS) {
        cuts.add(cut(document.id(), text));
      }
    }
    List<ChoiceItem> items = new ArrayList<>();
    for (int i = 0; cuts.size() >= CHOICES && i < Math.min(count, cuts.size()); i++) {
      items.add(item(cuts, i, seed));
    }
    return items;
  }

  private static ChoiceItem item(List<Cut> cuts, int index, long seed) {
    Cut own = cuts.get(index);
    long site = Seeds.derive(seed, "choice", own.id());
    List<String> others = new ArrayList<>();
    boolean[] taken = new boolean[cuts.size()];
    taken[index] = true;
    for (long draw = 1; others.size() < CHOICES - 1; draw++) {
      int candidate = below(site, draw, cuts.size());
      if (!taken[candidate]) {
        taken[candidate] = true;
        others.add(cuts.get(candidate).passage());
      }
    }
    int answer = below(site, 0, CHOICES);
    others.add(answer, own.passage());
    return new ChoiceItem(own.id(), own.context(), others, answer);
  }

  private static int below(long site, long counter, int bound) {
    return (int) (Seeds.uniform(site, counter) * bound);
  }

  private static Cut cut(String id, String text) {
    int[] points = text.codePoints().toArray();
    int middle = boundary(points, CONTEXT_CHARACTERS);
    int end = boundary(points, Math.min(points.length, middle + PASSAGE_CHARACTERS));
    return new Cut(id, text(points, 0, middle), text(points, middle, end));
  }

  private static String text(int[] points, int from, int to) {
    return new String(Arrays.copyOfRange(points, from, to), 0, to - from);
  }

  /// The last space shortly before `wanted`, or `wanted` itself in scripts without spaces. The
  /// space goes to what follows, as tokenizers want it.
  private static int boundary(int[] points, int wanted) {
    for (int i = Math.min(wanted, points.length - 1); i > wanted - SEARCH_CHARACTERS; i--) {
      if (Character.isWhitespace(points[i]) && !Character.isWhitespace(points[i - 1])) {
        return i;
      }
    }
    return wanted;
  }
}
