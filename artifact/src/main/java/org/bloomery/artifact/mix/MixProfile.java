package org.bloomery.artifact.mix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Published mixes of languages, as weights.
public enum MixProfile {
  /// Bytes of the languages of ROOTS: Laurençon et al. 2022, table of sizes.
  ROOTS_BYTES("roots-bytes"),
  /// What BLOOM was trained on, 28 data sets: bigscience-workshop/bigscience,
  /// data/catalogue/training_dataset_ratios_merged_nigercongo_v3.json.
  BLOOM_TRAIN("bloom-train");

  /// The languages that BLOOM's data set `nigercongo-all` holds.
  private static final Set<String> NIGER_CONGO =
      Set.of(
          "sw", "yo", "rw", "xh", "ig", "zu", "sn", "lg", "wo", "rn", "fon", "nso", "ln", "tn",
          "tw", "ny", "st", "ts", "ak", "bm", "ki", "tum");

  private final String title;

  MixProfile(String title) {
    this.title = title;
  }

  /// The mix of a name.
  ///
  /// @throws IllegalArgumentException with a sentence, if there is none of the name
  public static MixProfile named(String title) {
    return Arrays.stream(values())
        .filter(profile -> profile.title.equals(title))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "profile = \""
                    + title
                    + "\" is not shipped; the profiles are "
                    + Arrays.stream(values())
                        .map(MixProfile::toString)
                        .collect(Collectors.joining(", "))));
  }

  @Override
  public String toString() {
    return title;
  }

  /// The published rows in their order: data set or language, and its size or share.
  public Map<String, Double> rows() {
    try (InputStream in = MixProfile.class.getResourceAsStream(title + ".csv")) {
      if (in == null) {
        throw new IllegalStateException(title + ".csv is missing beside " + MixProfile.class);
      }
      Map<String, Double> rows = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .forEach(line -> {
            int comma = line.indexOf(',');
            rows.put(line.substring(0, comma), Double.valueOf(line.substring(comma + 1)));
          });
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Weights of the languages of a corpus; 0 for one that the mix does not hold. What the mix gives
  /// to several of them together (`zh`, or `code` where programs have languages of their own) is
  /// divided by their sizes; what it gives to the Niger-Congo languages together, by their bytes in
  /// ROOTS.
  ///
  /// @param available bytes by language
  public Map<String, Double> weights(Map<String, Long> available) {
    Map<String, Double> published = new TreeMap<>();
    rows().forEach((name, size) -> divide(name, size, published));
    Map<String, Long> together = new TreeMap<>();
    available.forEach((language, size) -> together.merge(group(language), size, Long::sum));
    Map<String, Double> weights = new TreeMap<>();
    available.forEach((language, size) -> {
      double whole = published.getOrDefault(group(language), 0.0);
      long all = together.getOrDefault(group(language), 0L);
      weights.put(language, all == 0 ? 0 : whole * size / all);
    });
    return weights;
  }

  private static void divide(String name, double size, Map<String, Double> published) {
    if (!name.equals("nigercongo-all")) {
      String plain = name.substring(name.lastIndexOf('-') + 1); // oscar-en, indic-hi
      published.merge(group(plain), size, Double::sum);
      return;
    }
    Map<String, Double> bytes = ROOTS_BYTES.rows();
    double all = 0;
    for (String language : NIGER_CONGO) {
      all += bytes.getOrDefault(language, 0.0);
    }
    for (String language : NIGER_CONGO) {
      published.put(language, size * bytes.getOrDefault(language, 0.0) / all);
    }
  }

  private static String group(String language) {
    if (language.equals("zhs") || language.equals("zht") || language.startsWith("zh-")) {
      return "zh";
    }
    return language.startsWith("code-") ? "code" : language;
  }
}
