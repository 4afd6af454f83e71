package org.bloomery.plan.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.mix.MixProfile;

/// The mixture that BLOOM was trained on: 28 data sets and the share of each to four digits, cited
/// from `data/catalogue/training_dataset_ratios_merged_nigercongo_v3.json` of
/// `bigscience-workshop/bigscience`.
public final class Roots {
  public static final String SOURCE =
      "bigscience-workshop/bigscience,"
          + " data/catalogue/training_dataset_ratios_merged_nigercongo_v3.json";

  /// What the 46 languages and the code come to without repeats.
  ///
  /// The README of the training (train/tr11-176B-ml) rounds it.
  public static final double UNIQUE_TOKENS = 350e9;

  public static final String UNIQUE_TOKENS_SOURCE =
      "bigscience-workshop/bigscience, train/tr11-176B-ml/README.md, rounded there";

  private Roots() {}

  /// Share of each of the 28 data sets, in the order of the file.
  public static Map<String, Double> weights() {
    return MixProfile.BLOOM_TRAIN.rows();
  }

  /// Unique tokens of each language, with both English and all three Chinese data sets as one.
  public static List<LanguageSize> languages() {
    Map<String, Double> merged = new LinkedHashMap<>();
    weights().forEach((name, share) -> merged.merge(language(name), share, Double::sum));
    List<LanguageSize> languages = new ArrayList<>();
    merged.forEach((name, share) -> languages.add(new LanguageSize(name, share * UNIQUE_TOKENS)));
    return languages;
  }

  private static String language(String dataSet) {
    return switch (dataSet) {
      case "oscar-en" -> "en";
      case "oscar-zh", "zhs", "zht" -> "zh";
      case "nigercongo-all" -> "nigercongo";
      default -> dataSet.startsWith("indic-") ? dataSet.substring("indic-".length()) : dataSet;
    };
  }
}
