package org.bloomery.tokenize.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.encode.IdBuffer;
import org.bloomery.tokenize.encode.MergeTable;
import org.bloomery.tokenize.encode.PieceEncoder;
import org.bloomery.tokenize.encode.PieceTable;
import org.bloomery.tokenize.encode.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiktokenReaderTest {
  @TempDir Path folder;

  private static JsonNode golden() throws IOException {
    return Json.MAPPER.readTree(Golden.bytes("tiktoken.json"));
  }

  private static List<String> lines(JsonNode golden) {
    List<String> lines = new ArrayList<>();
    golden.path("ranks").forEach(token -> lines.add(token.asText() + " " + lines.size()));
    return lines;
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("ranks.tiktoken"), lines);
  }

  private static List<String> specials(JsonNode golden) {
    return golden.path("specials").properties().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }

  @Test
  void givesTheIdsOfThePeer() throws IOException {
    JsonNode golden = golden();
    for (JsonNode encoding : golden.path("encodings")) {
      for (String field : List.of("name", "pattern")) {
        String pattern = encoding.path(field).asText();
        Tokenizer tokenizer = TiktokenReader.read(file(lines(golden)), pattern, specials(golden));
        TokenizerFiles.write(folder.resolve("ours"), tokenizer);
        Tokenizer written = TokenizerFiles.read(folder.resolve("ours"));
        for (JsonNode each : encoding.path("cases")) {
          String text = each.path("text").asText();
          int[] ids = each.path("ids").valueStream().mapToInt(JsonNode::asInt).toArray();
          assertArrayEquals(ids, tokenizer.encode(text), () -> pattern + " on " + text);
          assertArrayEquals(ids, written.encode(text), () -> pattern + " on " + text);
        }
      }
    }
  }

  @Test
  void findsMergesThatGiveWhatJoiningByRankGives() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[][] pieces = randomPieces(random);
      PieceEncoder encoder = new PieceEncoder(new MergeTable(TiktokenMerges.model(pieces)));
      PieceTable table = new PieceTable(pieces);
      for (int i = 0; i < 30; i++) {
        byte[] text = new byte[1 + random.nextInt(60)];
        for (int at = 0; at < text.length; at++) {
          text[at] = (byte) ('a' + random.nextInt(3));
        }
        IdBuffer ids = new IdBuffer();
        encoder.encode(text, 0, text.length, ids);
        assertArrayEquals(joined(text, table), ids.toArray(), "seed " + seed);
      }
    }
  }

  /// Any set of tokens, also such that no training would give.
  private static byte[][] randomPieces(Random random) {
    List<String> texts = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      texts.add(String.valueOf((char) b));
    }
    for (int i = 0; i < 40; i++) {
      StringBuilder text = new StringBuilder();
      int length = 2 + random.nextInt(5);
      for (int at = 0; at < length; at++) {
        text.append((char) ('a' + random.nextInt(3)));
      }
      if (!texts.contains(text.toString())) {
        texts.add(256 + random.nextInt(texts.size() - 255), text.toString());
      }
    }
    return texts.stream()
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
        .toArray(byte[][]::new);
  }

  /// tiktoken's rule, word for word.
  private static int[] joined(byte[] text, PieceTable table) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i <= text.length; i++) {
      starts.add(i);
    }
    while (true) {
      int best = Integer.MAX_VALUE;
      int at = -1;
      for (int i = 0; i + 2 < starts.size(); i++) {
        int rank = table.find(text, starts.get(i), starts.get(i + 2));
        if (rank >= 0 && rank < best) {
          best = rank;
          at = i;
        }
      }
      if (at < 0) {
        break;
      }
      starts.subList(at + 1, at + 2).clear();
    }
    int[] ids = new int[starts.size() - 1];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = table.find(text, starts.get(i), starts.get(i + 1));
    }
    return ids;
  }

  @ParameterizedTest
  @CsvSource({
    "0, nonsense, is not base64",
    "0, '?? 0', is not base64",
    "0, ' 0', empty token",
    "3, IQ== 2, has rank 2",
    "3, IQ== 99999, has rank 99999",
    "300, IQ== 300, the same token the ranks 0 and 300",
    "0, enp6eg== 0, no token for the byte 0x21"
  })
  void refusesAFileThatIsNoBpe(int line, String instead, String named) throws IOException {
    List<String> lines = lines(golden());
    lines.set(line, instead);
    Path file = file(lines);
    ArtifactException refusal =
        assertThrows(
            ArtifactException.class, () -> TiktokenReader.read(file, "cl100k_base", List.of()));
    assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal.getMessage());
  }

  @Test
  void fillsTheIdsBetweenSpecialTokensAndRefusesTakenOnes() throws IOException {
    Path file = file(lines(golden()));
    Tokenizer tokenizer = TiktokenReader.read(file, "gpt2", List.of("<a>=602", "<b>"));
    assertEquals(604, tokenizer.size());
    assertEquals("<|unused_600|>", tokenizer.decode(600));
    assertArrayEquals(new int[] {602, 603}, tokenizer.encode("<a><b>"));
    assertThrows(RunFileException.class, () -> TiktokenReader.read(file, "gpt2", List.of("<a>=5")));
    assertThrows(RunFileException.class, () -> TiktokenReader.read(file, "gpt5", List.of()));
    assertThrows(RunFileException.class, () -> TiktokenReader.read(file, "a|(", List.of()));
  }
}
