package org.bloomery.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.bloomery.artifact.Json;
import org.bloomery.tokenize.encode.Encoder;
import org.bloomery.tokenize.encode.IdBuffer;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.text.Workers;

/// Encodes or decodes, several passes over the same texts in one fresh process, and prints the
/// rates in MB/s of text. Texts are Strings in memory and ids are int arrays, as they are Python
/// strings and lists for the peers.
///
/// Arguments: `encode|decode|one|piece`, the tokenizer's folder, the texts, the number of threads,
/// and the passes. `one` joins the texts to a single document; `piece` takes the texts as one piece
/// without any separator of the length that stands in place of the number of threads.
public final class TokenizerBench {
  private final Tokenizer tokenizer;
  private final List<String> texts;
  private final int threads;

  private TokenizerBench(Tokenizer tokenizer, List<String> texts, int threads) {
    this.tokenizer = tokenizer;
    this.texts = texts;
    this.threads = threads;
  }

  public static void main(String[] arguments) throws IOException {
    Tokenizer tokenizer = TokenizerFiles.read(Path.of(arguments[1]));
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[2]))) {
      texts.add(Json.MAPPER.readValue(line, String.class));
    }
    int number = Integer.parseInt(arguments[3]);
    int passes = Integer.parseInt(arguments[4]);
    Map<String, Object> result =
        switch (arguments[0]) {
          case "encode" -> new TokenizerBench(tokenizer, texts, number).encode(passes);
          case "decode" -> new TokenizerBench(tokenizer, texts, number).decode(passes);
          case "one" ->
              new TokenizerBench(tokenizer, List.of(String.join("\n", texts)), number)
                  .encode(passes);
          case "piece" ->
              new TokenizerBench(tokenizer, List.of(piece(texts, number)), 1).encode(passes);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    System.out.println(Json.MAPPER.writeValueAsString(result));
  }

  /// Letters only: nothing at which a pre-tokeniser would cut.
  private static String piece(List<String> texts, int bytes) {
    StringBuilder piece = new StringBuilder();
    for (int i = 0; piece.length() < bytes; i = (i + 1) % texts.size()) {
      texts
          .get(i)
          .chars()
          .filter(c -> c >= 'a' && c <= 'z')
          .limit(bytes - piece.length())
          .forEach(c -> piece.append((char) c));
    }
    return piece.toString();
  }

  private static long bytes(List<String> texts) {
    return texts.stream().mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  private Map<String, Object> encode(int passes) throws IOException {
    int[][] ids = new int[texts.size()][];
    double[] rates = new double[passes];
    long bytes = bytes(texts);
    for (int pass = 0; pass < passes; pass++) {
      long start = System.nanoTime();
      encodeAll(ids);
      rates[pass] = bytes / ((System.nanoTime() - start) / 1e3);
    }
    return result(rates, ids);
  }

  private void encodeAll(int[][] ids) throws IOException {
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        threads,
        () -> {
          Encoder encoder = tokenizer.encoder();
          IdBuffer out = new IdBuffer();
          for (int i; (i = next.getAndIncrement()) < texts.size(); ) {
            byte[] utf8 = texts.get(i).getBytes(StandardCharsets.UTF_8);
            out.clear();
            encoder.encode(utf8, 0, utf8.length, Specials.AS_TEXT, out);
            ids[i] = out.toArray();
          }
          return 0;
        });
  }

  private Map<String, Object> decode(int passes) throws IOException {
    int[][] ids = new int[texts.size()][];
    encodeAll(ids);
    String[] decoded = new String[ids.length];
    long bytes = bytes(texts);
    double[] rates = new double[passes];
    for (int pass = 0; pass < passes; pass++) {
      AtomicInteger next = new AtomicInteger();
      long start = System.nanoTime();
      Workers.run(
          threads,
          () -> {
            for (int i; (i = next.getAndIncrement()) < ids.length; ) {
              decoded[i] = tokenizer.decode(ids[i]);
            }
            return 0;
          });
      rates[pass] = bytes / ((System.nanoTime() - start) / 1e3);
    }
    if (!Arrays.asList(decoded).equals(texts)) {
      throw new IllegalStateException("decoding does not give the texts back");
    }
    return result(rates, ids);
  }

  private static Map<String, Object> result(double[] rates, int[][] ids) throws IOException {
    CRC32 crc = new CRC32();
    long tokens = 0;
    for (int[] text : ids) {
      tokens += text.length;
      for (int id : text) {
        for (int shift = 0; shift < 32; shift += 8) {
          crc.update(id >>> shift);
        }
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("mb_s", rates);
    result.put("tokens", tokens);
    result.put("crc", crc.getValue());
    return result;
  }
}
