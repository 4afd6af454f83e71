package org.bloomery.tokenize.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The walk from token to token against the merges themselves, one after the other.
class TokenWalkTest {
  /// Random merges over a few letters. Each comes after those that make its parts; that is all:
  /// some tokens can never arise, because their text is merged in another way.
  private static BpeModel model(Random random, int letters, int merges) {
    List<byte[]> pieces = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      pieces.add(new byte[] {(byte) b});
    }
    Set<String> texts = new HashSet<>();
    List<Integer> usable = new ArrayList<>();
    for (int i = 0; i < letters; i++) {
      usable.add('a' + i);
    }
    List<int[]> found = new ArrayList<>();
    for (int i = 0; i < merges; i++) {
      int left = usable.get(random.nextInt(usable.size()));
      int right = usable.get(random.nextInt(usable.size()));
      byte[] text =
          Arrays.copyOf(pieces.get(left), pieces.get(left).length + pieces.get(right).length);
      System.arraycopy(
          pieces.get(right), 0, text, pieces.get(left).length, pieces.get(right).length);
      if (text.length <= 30 && texts.add(new String(text, StandardCharsets.ISO_8859_1))) {
        usable.add(pieces.size());
        found.add(new int[] {left, right, pieces.size()});
        pieces.add(text);
      }
    }
    return new BpeModel(
        pieces.toArray(byte[][]::new),
        found.stream().mapToInt(m -> m[0]).toArray(),
        found.stream().mapToInt(m -> m[1]).toArray(),
        found.stream().mapToInt(m -> m[2]).toArray());
  }

  @Test
  void givesTheIdsOfTheMergesForPiecesOfAllLengths() {
    for (int seed = 0; seed < 300; seed++) {
      int number = seed;
      Random random = new Random(seed);
      int letters = 1 + random.nextInt(4);
      BpeModel model = model(random, letters, 1 + random.nextInt(80));
      assertTrue(TokenPairs.suit(model));
      MergeTable merges = new MergeTable(model);
      PieceEncoder encoder = new PieceEncoder(merges);
      TokenWalk walk = new TokenWalk(new TokenPairs(model, merges));
      for (int i = 0; i < 200; i++) {
        byte[] text = new byte[1 + random.nextInt(TokenWalk.MAX_BYTES)];
        for (int at = 0; at < text.length; at++) {
          text[at] = (byte) ('a' + random.nextInt(letters));
        }
        IdBuffer expected = new IdBuffer();
        encoder.encodeAtOnce(text, 0, text.length, expected);
        IdBuffer actual = new IdBuffer();
        walk.encode(text, 0, text.length, actual);
        assertArrayEquals(
            expected.toArray(),
            actual.toArray(),
            () -> "seed " + number + ": " + new String(text, StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void isNotUsedWhereTheTreesOfMergesDoNotTellNeighbours() {
    byte[][] pieces = new byte[258][];
    for (int b = 0; b < 256; b++) {
      pieces[b] = new byte[] {(byte) b};
    }
    pieces[256] = "ab".getBytes(StandardCharsets.US_ASCII);
    pieces[257] = "abc".getBytes(StandardCharsets.US_ASCII);
    int[] left = {256, 'a'};
    int[] right = {'c', 'b'};
    int[] result = {257, 256};
    assertFalse(TokenPairs.suit(new BpeModel(pieces, left, right, result)), "a part comes later");
    pieces[256] = "bc".getBytes(StandardCharsets.US_ASCII);
    assertFalse(
        TokenPairs.suit(
            new BpeModel(
                pieces,
                new int[] {'b', 'a', 'a'},
                new int[] {'c', 256, 256},
                new int[] {256, 257, 257})),
        "two merges give one token");
  }
}
