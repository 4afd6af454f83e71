package org.bloomery.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bloomery.artifact.Json;
import org.bloomery.curate.duplicate.MinHash;
import org.bloomery.curate.duplicate.NearDuplicates;

/// Near duplicates by MinHash end to end, texts as Strings in memory, one thread, several passes in
/// one fresh process; the first pass is what a short run sees.
///
/// Arguments: the documents as JSONL of `{"id", "text", "copyOf"}` (`bench/duplicates` writes them,
/// with planted copies), bands, rows, the threshold, and the passes. Prints one JSON line: seconds,
/// planted copies found, and other documents removed.
public final class DuplicatesBench {
  private DuplicatesBench() {}

  record Text(String id, String text, String copyOf) {}

  public static void main(String[] arguments) throws IOException {
    List<Text> documents = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      documents.add(Json.MAPPER.readValue(line, Text.class));
    }
    List<String> texts = documents.stream().map(Text::text).toList();
    int bands = Integer.parseInt(arguments[1]);
    int rows = Integer.parseInt(arguments[2]);
    double threshold = Double.parseDouble(arguments[3]);
    List<Double> seconds = new ArrayList<>();
    int[] keepers = new int[0];
    for (int pass = 0; pass < Integer.parseInt(arguments[4]); pass++) {
      long start = System.nanoTime();
      keepers = NearDuplicates.keepers(texts, new MinHash(bands, rows, 5, threshold));
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("documents", texts.size());
    result.put(
        "bytes",
        texts.stream().mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum());
    result.put("seconds", seconds);
    judge(documents, keepers, result);
    System.out.println(Json.line(result));
  }

  /// As the peers count: a planted pair is caught when one of both is gone.
  private static void judge(List<Text> documents, int[] keepers, Map<String, Object> result) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < keepers.length; i++) {
      numbers.put(documents.get(i).id(), i);
    }
    int planted = 0;
    int caught = 0;
    Set<Integer> copied = new HashSet<>();
    for (int i = 0; i < keepers.length; i++) {
      Integer source = numbers.get(documents.get(i).copyOf());
      if (source != null) {
        planted++;
        copied.add(i);
        copied.add(source);
        caught += keepers[i] >= 0 || keepers[source] >= 0 ? 1 : 0;
      }
    }
    int others = 0;
    for (int i = 0; i < keepers.length; i++) {
      others += keepers[i] >= 0 && !copied.contains(i) ? 1 : 0;
    }
    result.put("planted", planted);
    result.put("plantedCaught", caught);
    result.put("othersRemoved", others);
  }
}
