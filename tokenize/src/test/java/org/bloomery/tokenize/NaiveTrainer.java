package org.bloomery.tokenize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bloomery.tokenize.text.ByteCharacters;
import org.jspecify.annotations.Nullable;

/// Byte-level BPE training as its definition says: count all pairs of the whole text again before
/// each merge. The oracle of [BpeTrainer].
///
/// Stops with `revived` set when a pair that was merged before arises again (two ways to build one
/// token): there Hugging Face goes on with a stale count, which this definition does not have.
public final class NaiveTrainer {
  public final List<String> texts = new ArrayList<>();
  public final List<List<Integer>> merges = new ArrayList<>();
  public boolean revived;

  public static NaiveTrainer train(List<String> words, int vocabularySize, List<String> specials) {
    NaiveTrainer trainer = new NaiveTrainer();
    trainer.texts.addAll(specials);
    for (byte b : ByteCharacters.alphabet()) {
      trainer.texts.add(String.valueOf(ByteCharacters.character(b & 0xFF)));
    }
    List<List<Integer>> symbols = new ArrayList<>();
    for (String word : words) {
      symbols.add(
          new ArrayList<>(
              word.chars()
                  .mapToObj(c -> trainer.texts.indexOf(String.valueOf((char) c)))
                  .toList()));
    }
    trainer.learn(symbols, vocabularySize);
    return trainer;
  }

  private void learn(List<List<Integer>> words, int vocabularySize) {
    Set<List<Integer>> merged = new HashSet<>();
    while (texts.size() < vocabularySize) {
      Map<List<Integer>, Long> counts = new HashMap<>();
      for (List<Integer> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          counts.merge(List.of(word.get(i), word.get(i + 1)), 1L, Long::sum);
        }
      }
      @Nullable List<Integer> best = null;
      long bestCount = 0;
      for (Map.Entry<List<Integer>, Long> entry : counts.entrySet()) {
        revived |= merged.contains(entry.getKey());
        if (best == null || before(entry.getKey(), entry.getValue(), best, bestCount)) {
          bestCount = entry.getValue();
          best = entry.getKey();
        }
      }
      if (best == null || revived) {
        return;
      }
      merged.add(best);
      merges.add(best);
      String text = texts.get(best.get(0)) + texts.get(best.get(1));
      if (!texts.contains(text)) {
        texts.add(text);
      }
      int id = texts.indexOf(text);
      for (List<Integer> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          if (word.get(i).equals(best.get(0)) && word.get(i + 1).equals(best.get(1))) {
            word.set(i, id);
            word.subList(i + 1, i + 2).clear();
          }
        }
      }
    }
  }

  private static boolean before(List<Integer> a, long countA, List<Integer> b, long countB) {
    if (countA != countB) {
      return countA > countB;
    }
    int left = a.get(0).compareTo(b.get(0));
    return left != 0 ? left < 0 : a.get(1) < b.get(1);
  }
}
