package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final Dropout DROPOUT = new Dropout(0.4, 3, 8);

  private static TokenBatch batch(int length, long... samples) {
    int[] ids = new int[samples.length * length];
    return new TokenBatch(samples.length, length, ids, ids, samples);
  }

  private static float[] hidden(Dropout dropout, TokenBatch batch, int layer, Dropout.Site site) {
    try (Scope _ = Scope.open()) {
      return Tensors.floats(dropout.hiddenMask(batch, layer, site, 6));
    }
  }

  private static float[] rows(TokenBatch batch, RowCut cut) {
    try (Scope _ = Scope.open()) {
      return Tensors.floats(DROPOUT.hiddenMask(batch, cut, 0, Dropout.Site.MLP_OUTPUT, 6));
    }
  }

  private static float[] attention(TokenBatch batch, int firstHead, int heads) {
    try (Scope _ = Scope.open()) {
      return Tensors.floats(DROPOUT.attentionMask(batch, 1, firstHead, heads, 32));
    }
  }

  @Test
  void masksOfASampleDoNotDependOnItsBatch() {
    float[] both = hidden(DROPOUT, batch(10, 21, 22), 0, Dropout.Site.MLP_OUTPUT);
    float[] second = hidden(DROPOUT, batch(10, 22), 0, Dropout.Site.MLP_OUTPUT);
    assertArrayEquals(second, Arrays.copyOfRange(both, 60, 120));
  }

  @Test
  void masksOfAPrefixAreThePrefixOfTheMask() {
    float[] all = hidden(DROPOUT, batch(10, 21), 0, Dropout.Site.MLP_OUTPUT);
    float[] some = hidden(DROPOUT, batch(4, 21), 0, Dropout.Site.MLP_OUTPUT);
    assertArrayEquals(some, Arrays.copyOf(all, 24));
  }

  /// Twelve rows of two samples in four runs, and in three, of which the middle one spans both.
  @Test
  void rowsOfACutAreThoseOfTheWholeMask() {
    TokenBatch batch = batch(6, 21, 22);
    float[] all = hidden(DROPOUT, batch, 0, Dropout.Site.MLP_OUTPUT);
    for (int parts : new int[] {3, 4}) {
      int count = all.length / parts;
      for (int part = 0; part < parts; part++) {
        float[] run = rows(batch, new RowCut(part, parts));
        assertArrayEquals(Arrays.copyOfRange(all, part * count, (part + 1) * count), run);
      }
    }
  }

  @Test
  void attentionMasksDoNotDependOnHowHeadsAreCut() {
    float[] all = attention(batch(5, 21), 0, 4);
    float[] cut = attention(batch(5, 21), 2, 2);
    assertArrayEquals(cut, Arrays.copyOfRange(all, 50, 100));
  }

  @Test
  void everyCoordinateChangesTheMask() {
    TokenBatch batch = batch(10, 21);
    float[] mask = hidden(DROPOUT, batch, 0, Dropout.Site.MLP_OUTPUT);
    float[][] others = {
      hidden(DROPOUT, batch, 1, Dropout.Site.MLP_OUTPUT),
      hidden(DROPOUT, batch, 0, Dropout.Site.ATTENTION_OUTPUT),
      hidden(DROPOUT, batch(10, 20), 0, Dropout.Site.MLP_OUTPUT),
      hidden(new Dropout(0.4, 3, 9), batch, 0, Dropout.Site.MLP_OUTPUT),
      hidden(new Dropout(0.4, 4, 8), batch, 0, Dropout.Site.MLP_OUTPUT),
    };
    for (float[] other : others) {
      assertFalse(Arrays.equals(mask, other));
    }
  }

  @Test
  void keptActivationsGrowSoThatTheMeanStays() {
    float[] mask = hidden(DROPOUT, batch(2000, 21), 0, Dropout.Site.MLP_OUTPUT);
    double mean = 0;
    for (float value : mask) {
      mean += value / mask.length;
    }
    assertEquals(1, mean, 0.03);
  }
}
