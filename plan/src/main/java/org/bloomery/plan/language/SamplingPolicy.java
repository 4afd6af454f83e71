package org.bloomery.plan.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.mix.Shares;

/// How training text is divided among languages. Every policy gives shares that sum to 1, in the
/// order of the languages.
public sealed interface SamplingPolicy {
  /// Shares of the languages, in their order.
  ///
  /// @param totalTokens what the run will see; only [UniMax] and [Fitted] depend on it
  double[] shares(List<LanguageSize> languages, double totalTokens);

  /// The rule and its paper, in a few words.
  String source();

  /// Each language as large as its text: what BLOOM did with its curated corpus.
  record Proportional() implements SamplingPolicy {
    @Override
    public double[] shares(List<LanguageSize> languages, double totalTokens) {
      return normalised(languages.stream().mapToDouble(LanguageSize::tokens).toArray());
    }

    @Override
    public String source() {
      return "share ∝ size; BLOOM's corpus, Laurençon et al. 2022";
    }
  }

  /// Sizes to a power: 1 is proportional, 0 is equal. In the literature's other word the
  /// temperature is 1/alpha.
  ///
  /// @param alpha 0.7 in mBERT, 0.5 in XLM, 0.3 in XLM-R and mT5
  record Alpha(double alpha) implements SamplingPolicy {
    public Alpha {
      if (!(alpha >= 0 && alpha <= 1)) {
        throw new RunFileException(
            "an alpha of "
                + alpha
                + " is outside 0 to 1; 1 samples by size, 0 all languages alike, 0.3 is usual");
      }
    }

    @Override
    public double[] shares(List<LanguageSize> languages, double totalTokens) {
      double[] sizes = languages.stream().mapToDouble(LanguageSize::tokens).toArray();
      return normalised(Shares.powers(sizes, alpha));
    }

    @Override
    public String source() {
      return "share ∝ size^" + alpha + ": Devlin et al. 2018; Conneau and Lample 2019";
    }
  }

  /// Shares as stated, normalised.
  record Fixed(Map<String, Double> weights) implements SamplingPolicy {
    public Fixed {
      weights = Map.copyOf(weights);
    }

    @Override
    public double[] shares(List<LanguageSize> languages, double totalTokens) {
      TreeSet<String> unknown = new TreeSet<>(weights.keySet());
      double[] shares = new double[languages.size()];
      for (int i = 0; i < shares.length; i++) {
        String name = languages.get(i).name();
        Double weight = weights.get(name);
        if (weight == null || !(weight >= 0)) {
          throw new RunFileException(
              "language "
                  + name
                  + " has "
                  + (weight == null ? "no weight" : "a weight of " + weight)
                  + "; fixed weights need one from 0 up for each language");
        }
        unknown.remove(name);
        shares[i] = weight;
      }
      if (!unknown.isEmpty()) {
        throw new RunFileException(
            "weight of " + unknown.first() + " belongs to no language of the mixture");
      }
      return normalised(shares);
    }

    @Override
    public String source() {
      return "weights of the run file";
    }
  }

  /// As equal as the text allows without reading any of it more than `maximumEpochs` times: from
  /// the smallest language up, each gets an equal part of what is left, or all its text N times.
  ///
  /// @param maximumEpochs N of Chung et al. 2023 (arXiv 2304.09151), algorithm 1
  record UniMax(double maximumEpochs) implements SamplingPolicy {
    public UniMax {
      if (!(maximumEpochs > 0)) {
        throw new RunFileException(
            "UniMax with at most " + maximumEpochs + " epochs reads nothing; 1 to 4 is usual");
      }
    }

    @Override
    public double[] shares(List<LanguageSize> languages, double totalTokens) {
      return normalised(allotted(languages, totalTokens));
    }

    /// Tokens of each language. Their sum falls short of the total where all text read N times
    /// does; shares then stretch it, and the epochs show it.
    public double[] allotted(List<LanguageSize> languages, double totalTokens) {
      double[] weights = new double[languages.size()];
      Arrays.fill(weights, 1);
      double[] capacities =
          languages.stream().mapToDouble(language -> maximumEpochs * language.tokens()).toArray();
      return Shares.filled(weights, capacities, totalTokens);
    }

    @Override
    public String source() {
      return "UniMax, at most " + maximumEpochs + " epochs: Chung et al. 2023, algorithm 1";
    }
  }

  /// The shares at which a fitted law has the least weighted loss.
  ///
  /// @param law constants of each language or family, in the order of the languages
  /// @param parameters N
  record Fitted(MultilingualLaw law, double parameters) implements SamplingPolicy {
    @Override
    public double[] shares(List<LanguageSize> languages, double totalTokens) {
      if (law.families().size() != languages.size()) {
        throw new RunFileException(
            "the multilingual law has constants of "
                + law.families().size()
                + " families, the mixture "
                + languages.size()
                + " languages; it needs one set for each");
      }
      for (int i = 0; i < languages.size(); i++) {
        if (!law.families().get(i).name().equals(languages.get(i).name())) {
          throw new RunFileException(
              "the multilingual law has "
                  + law.families().get(i).name()
                  + " where the mixture has "
                  + languages.get(i).name()
                  + "; name both alike and in the same order");
        }
      }
      return law.optimum(parameters, totalTokens);
    }

    @Override
    public String source() {
      return MultilingualLaw.SOURCE;
    }
  }

  private static double[] normalised(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    if (!(sum > 0)) {
      throw new RunFileException("the weights of the languages sum to 0; at least one counts");
    }
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }
}
