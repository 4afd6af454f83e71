package org.bloomery.curate.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The main text of annotated pages that nothing was learned from, beside trafilatura and
/// Resiliparse as `peers/record_main_text.py` recorded them.
class MainTextGoldTest {
  /// Peers as the first line of the record names them.
  private static final List<String> PEERS =
      List.of("trafilatura", "trafilatura_fast", "resiliparse");

  private static final int RESILIPARSE = 3;

  private static Map<String, String[]> peers() throws IOException {
    Map<String, String[]> rows = new HashMap<>();
    InputStream recorded =
        Objects.requireNonNull(MainTextGoldTest.class.getResourceAsStream("main-text-peers.tsv"));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(recorded, StandardCharsets.UTF_8))) {
      String first = Objects.requireNonNull(lines.readLine());
      assertTrue(first.endsWith("page, set, " + String.join(", ", PEERS)), first);
      lines
          .lines()
          .map(line -> line.split("\t", -1))
          .forEach(cells -> rows.put(cells[1] + cells[0], Arrays.copyOfRange(cells, 2, 5)));
    }
    return rows;
  }

  private static String mainText(GoldPages.Page page) {
    return Extraction.MAIN.of(page.bytes(), null) instanceof PageText.Found(String text)
        ? text
        : "";
  }

  private static List<GoldPages.Page> heldOut() throws IOException {
    Path folder = GoldPages.folder().orElse(null);
    assumeTrue(folder != null, "skipped: BLOOMERY_DATA names no folder with web/*.zip");
    return GoldPages.read(Objects.requireNonNull(folder)).stream()
        .filter(GoldPages.Page::heldOut)
        .toList();
  }

  private static void print(String set, int pages, double[] scores) {
    System.out.printf(
        Locale.ROOT,
        "%-12s %3d pages: ours %.4f, %s %.4f, %s %.4f, %s %.4f%n",
        set,
        pages,
        scores[0],
        PEERS.get(0),
        scores[1],
        PEERS.get(1),
        scores[2],
        PEERS.get(2),
        scores[3]);
  }

  private static double[] means(List<double[]> rows) {
    double[] means = new double[PEERS.size() + 1];
    for (double[] row : rows) {
      for (int i = 0; i < means.length; i++) {
        means[i] += row[i] / rows.size();
      }
    }
    return means;
  }

  @Test
  void agreesWithAnnotatedTextsBetterThanResiliparse() throws IOException {
    Map<String, String[]> peers = peers();
    TreeMap<String, List<double[]>> sets = new TreeMap<>();
    for (GoldPages.Page page : heldOut()) {
      if (page.text() != null) {
        String[] recorded = Objects.requireNonNull(peers.get(page.set() + page.key()));
        double[] row = new double[PEERS.size() + 1];
        row[0] = TokenF1.of(page.text(), mainText(page));
        for (int i = 0; i < recorded.length; i++) {
          row[i + 1] = Double.parseDouble(recorded[i]);
        }
        sets.computeIfAbsent(page.set(), _ -> new ArrayList<>()).add(row);
      }
    }
    assertEquals(List.of("benchmark", "newspaper4k", "readability"), List.copyOf(sets.keySet()));
    sets.forEach((set, rows) -> print(set, rows.size(), means(rows)));
    List<double[]> all = sets.values().stream().flatMap(List::stream).toList();
    double[] means = means(all);
    print("all", all.size(), means);
    assertTrue(means[0] >= means[RESILIPARSE], () -> "token F1 " + means[0]);
    assertTrue(means[0] >= 0.954, () -> "token F1 was 0.9544, is " + means[0]);
  }

  @Test
  void findsSegmentsBetterThanResiliparse() throws IOException {
    Map<String, String[]> peers = peers();
    int[][] sums = new int[PEERS.size() + 1][3]; // found, missing, wrong
    int pages = 0;
    for (GoldPages.Page page : heldOut()) {
      if (page.text() == null) {
        pages++;
        String text = mainText(page);
        int found = (int) page.wanted().stream().filter(text::contains).count();
        sums[0][0] += found;
        sums[0][1] += page.wanted().size() - found;
        sums[0][2] += (int) page.unwanted().stream().filter(text::contains).count();
        String[] recorded = Objects.requireNonNull(peers.get(page.set() + page.key()));
        for (int i = 0; i < recorded.length; i++) {
          String[] counts = recorded[i].split("/", -1);
          for (int j = 0; j < 3; j++) {
            sums[i + 1][j] += Integer.parseInt(counts[j]);
          }
        }
      }
    }
    double[] f1 =
        Arrays.stream(sums).mapToDouble(s -> 2.0 * s[0] / (2.0 * s[0] + s[1] + s[2])).toArray();
    print("segments", pages, f1);
    assertTrue(f1[0] >= f1[RESILIPARSE], () -> "F1 of segments " + f1[0]);
    assertTrue(f1[0] >= 0.904, () -> "F1 of segments was 0.9041, is " + f1[0]);
  }
}
