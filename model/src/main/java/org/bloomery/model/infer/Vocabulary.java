package org.bloomery.model.infer;

import org.bloomery.artifact.InputException;
import org.bloomery.model.file.BloomConfig;

/// Refuses ids that have no embedding.
final class Vocabulary {
  private Vocabulary() {}

  static void check(int[] ids, BloomConfig config) {
    for (int id : ids) {
      if (id < 0 || id >= config.vocabularySize()) {
        throw new InputException(
            "Token id %d is not in the model's vocabulary, 0 to %d."
                .formatted(id, config.vocabularySize() - 1));
      }
    }
  }
}
