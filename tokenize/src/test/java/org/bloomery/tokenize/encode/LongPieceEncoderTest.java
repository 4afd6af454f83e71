package org.bloomery.tokenize.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongPieceEncoderTest {
  /// A model of random merges over a few letters, with several merges for one result and ranks that
  /// do not follow the lengths.
  private static BpeModel model(Random random, int letters, int merges) {
    List<byte[]> pieces = new ArrayList<>();
    Map<String, Integer> ids = new HashMap<>();
    for (int b = 0; b < 256; b++) {
      ids.put(String.valueOf((char) b), b);
      pieces.add(new byte[] {(byte) b});
    }
    List<int[]> found = new ArrayList<>();
    List<Integer> usable = new ArrayList<>();
    for (int i = 0; i < letters; i++) {
      usable.add('a' + i);
    }
    for (int i = 0; i < merges; i++) {
      int left = usable.get(random.nextInt(usable.size()));
      int right = usable.get(random.nextInt(usable.size()));
      String text =
          new String(pieces.get(left), StandardCharsets.ISO_8859_1)
              + new String(pieces.get(right), StandardCharsets.ISO_8859_1);
      if (text.length() > 40) {
        continue;
      }
      Integer id = ids.get(text);
      if (id == null) {
        id = pieces.size();
        ids.put(text, id);
        pieces.add(text.getBytes(StandardCharsets.ISO_8859_1));
        usable.add(id);
      }
      found.add(random.nextInt(found.size() + 1), new int[] {left, right, id});
    }
    return new BpeModel(
        pieces.toArray(byte[][]::new),
        found.stream().mapToInt(m -> m[0]).toArray(),
        found.stream().mapToInt(m -> m[1]).toArray(),
        found.stream().mapToInt(m -> m[2]).toArray());
  }

  private static byte[] text(Random random, int letters, int length) {
    byte[] text = new byte[length];
    int period = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(30);
    for (int i = 0; i < length; i++) {
      boolean copied = period > 0 && i >= period && random.nextInt(200) > 0;
      text[i] = copied ? text[i - period] : (byte) ('a' + random.nextInt(letters));
    }
    return text;
  }

  @Test
  void givesInBlocksWhatTheWholeGivesForAnyMerges() {
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int letters = 1 + random.nextInt(4);
      MergeTable merges = new MergeTable(model(random, letters, 1 + random.nextInt(60)));
      PieceEncoder encoder = new PieceEncoder(merges);
      byte[] text = text(random, letters, 1025 + random.nextInt(6000));
      IdBuffer whole = new IdBuffer();
      encoder.encodeAtOnce(text, 0, text.length, whole);
      IdBuffer blocks = new IdBuffer();
      blocks.add(7);
      encoder.encode(text, 0, text.length, blocks);
      int[] given = blocks.toArray();
      assertArrayEquals(
          whole.toArray(), Arrays.copyOfRange(given, 1, given.length), "seed " + seed);
    }
  }
}
