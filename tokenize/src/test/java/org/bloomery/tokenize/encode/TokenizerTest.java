package org.bloomery.tokenize.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.bloomery.artifact.InputException;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.RandomText;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static final Tokenizer TOKENIZER = Golden.train(1500);

  @Test
  void decodesWhatItEncodes() {
    for (long seed = 0; seed < 3000; seed++) {
      String text = new RandomText(seed).next(40);
      long shown = seed;
      assertEquals(text, TOKENIZER.decode(TOKENIZER.encode(text)), () -> "seed " + shown);
    }
  }

  @Test
  void decodesAnyBytes() {
    for (long seed = 0; seed < 500; seed++) {
      RandomText random = new RandomText(seed);
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(256);
      }
      assertArrayEquals(bytes, TOKENIZER.decodeBytes(TOKENIZER.encode(bytes, Specials.AS_TEXT)));
    }
  }

  @Test
  void mergesLongPiecesAsShortOnes() {
    MergeTable merges = new MergeTable(TOKENIZER.model());
    PieceEncoder encoder = new PieceEncoder(merges);
    for (long seed = 0; seed < 500; seed++) {
      RandomText random = new RandomText(seed);
      StringBuilder text = new StringBuilder();
      while (text.length() < 200) {
        text.append("the aaabcbéдд鉄".charAt(random.nextInt(14)));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      IdBuffer ids = new IdBuffer();
      encoder.encode(bytes, 0, bytes.length, ids);
      assertEquals(naive(bytes), IntStream.of(ids.toArray()).boxed().toList());
    }
  }

  /// Always the smallest rank, the leftmost of equals, over the whole list.
  private static List<Integer> naive(byte[] bytes) {
    BpeModel model = TOKENIZER.model();
    MergeTable merges = new MergeTable(model);
    int[] idOfByte = model.idOfByte();
    List<Integer> ids = new java.util.ArrayList<>();
    for (byte b : bytes) {
      ids.add(idOfByte[b & 0xFF]);
    }
    while (true) {
      int best = MergeTable.NONE;
      int at = -1;
      for (int i = 0; i + 1 < ids.size(); i++) {
        int rank = merges.rank(ids.get(i), ids.get(i + 1));
        if (rank < best) {
          best = rank;
          at = i;
        }
      }
      if (at < 0) {
        return ids;
      }
      ids.set(at, merges.result(best));
      ids.subList(at + 1, at + 2).clear();
    }
  }

  @Test
  void encodesAMillionCharactersWithoutSeparatorInTime() {
    String text = "abcaabcbca鉄火".repeat(100_000);
    assertEquals(text, TOKENIZER.decode(TOKENIZER.encode(text)));
  }

  @Test
  void findsSpecialsInTextUnlessToldNotTo() {
    assertEquals(2, TOKENIZER.encode("</s>")[0]);
    assertEquals(1, TOKENIZER.encode("</s>").length);
    int[] asText = TOKENIZER.encode("</s>", Specials.AS_TEXT);
    assertTrue(IntStream.of(asText).noneMatch(TOKENIZER::isSpecial));
    assertEquals("a</s>b", TOKENIZER.decode(TOKENIZER.encode("a</s>b")));
    assertEquals("ab", TOKENIZER.decodeWithoutSpecials(TOKENIZER.encode("a</s>b")));
    assertEquals("a</s>b", TOKENIZER.decodeWithoutSpecials(asTextIds("a</s>b")));
  }

  private static int[] asTextIds(String text) {
    return TOKENIZER.encode(text, Specials.AS_TEXT);
  }

  @Test
  void givesTheSameIdsOnManyThreads() {
    String text = Golden.text();
    int[] expected = TOKENIZER.encode(text);
    assertTrue(
        IntStream.range(0, 200)
            .parallel()
            .allMatch(i -> java.util.Arrays.equals(expected, TOKENIZER.encode(text))));
  }

  @Test
  void neverStreamsHalfACharacter() {
    for (long seed = 0; seed < 500; seed++) {
      String text = new RandomText(seed).next(30);
      StreamingDecoder decoder = TOKENIZER.streamingDecoder();
      StringBuilder streamed = new StringBuilder();
      for (int id : TOKENIZER.encode(text)) {
        String part = decoder.add(id);
        assertTrue(text.startsWith(streamed + part), "seed " + seed);
        streamed.append(part);
      }
      assertEquals("", decoder.end());
      assertEquals(text, streamed.toString());
    }
  }

  @Test
  void streamsBrokenBytesAsTheWholeTextWouldShowThem() {
    for (long seed = 0; seed < 2000; seed++) {
      RandomText random = new RandomText(seed);
      int[] ids = IntStream.range(0, 20).map(i -> random.nextInt(TOKENIZER.size())).toArray();
      StreamingDecoder decoder = TOKENIZER.streamingDecoder();
      StringBuilder streamed = new StringBuilder();
      for (int id : ids) {
        streamed.append(decoder.add(id));
      }
      long shown = seed;
      assertEquals(
          TOKENIZER.decode(ids), streamed.append(decoder.end()).toString(), () -> "seed " + shown);
    }
  }

  @Test
  void holdsBackEveryPartOfACharacter() {
    int[] idOfByte = TOKENIZER.model().idOfByte();
    for (String text : List.of("é", "你", "𝒜", "a\u0301", "👩‍👩‍👧", "नी", "x你\u0000é𝒜")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int cut = 0; cut <= bytes.length; cut++) {
        StreamingDecoder decoder = TOKENIZER.streamingDecoder();
        StringBuilder streamed = new StringBuilder();
        int[] ids = new int[cut];
        for (int i = 0; i < cut; i++) {
          ids[i] = idOfByte[bytes[i] & 0xFF];
          streamed.append(decoder.add(ids[i]));
          assertTrue(text.startsWith(streamed.toString()), text);
        }
        assertEquals(TOKENIZER.decode(ids), streamed + decoder.end());
        assertEquals(new String(bytes, 0, cut, StandardCharsets.UTF_8), TOKENIZER.decode(ids));
      }
    }
  }

  @Test
  void joinsTokensOfAnyLengthUpToTheLastByte() {
    Tokenizer withLong =
        new Tokenizer(
            TOKENIZER.model(),
            new BloomPreTokenizer(),
            List.of(
                new AddedToken(
                    TOKENIZER.size(), "a long added token of 35 characters", false, false)));
    for (long seed = 0; seed < 300; seed++) {
      RandomText random = new RandomText(seed);
      int[] ids =
          IntStream.range(0, random.nextInt(12))
              .map(i -> random.nextInt(withLong.size()))
              .toArray();
      if (ids.length > 0 && random.nextInt(3) == 0) {
        ids[random.nextInt(ids.length)] = TOKENIZER.size();
      }
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      IntStream.of(ids).forEach(id -> expected.writeBytes(withLong.bytes(id)));
      assertArrayEquals(expected.toByteArray(), withLong.decodeBytes(ids), "seed " + seed);
    }
  }

  @Test
  void refusesAnIdBeyondTheVocabulary() {
    assertThrows(InputException.class, () -> TOKENIZER.decode(TOKENIZER.size()));
    assertThrows(InputException.class, () -> TOKENIZER.decode(-1));
    assertFalse(TOKENIZER.idOfAdded("<mask>").isPresent());
  }
}
