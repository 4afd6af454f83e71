package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.DataSettings;
import org.bloomery.train.data.BlendedSamples;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.data.Samples;
import org.bloomery.train.data.SequenceRange;
import org.bloomery.train.data.ShardTokens;
import org.bloomery.train.data.TokenSet;
import org.jspecify.annotations.Nullable;

/// What a run learns from, with weights, and what is held out: its own shards by language, and
/// those that `[train.data]` names.
final class TrainingData implements AutoCloseable {
  private static final String INDEX = ".idx";
  private static final String HELD_OUT = "heldout-";

  /// A set to learn from.
  private record Source(String name, TokenSet tokens, double weight) {}

  private final Map<String, ShardTokens> own = new TreeMap<>();
  private final List<ShardTokens> opened = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, TokenSet> heldOut = new TreeMap<>();
  private final int vocabulary;

  private TrainingData(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// Opens the run's shards, and those of `settings`.
  ///
  /// @param settings absent: the run's own shards in proportion to their tokens
  /// @param vocabulary one more than the largest token id
  static TrainingData open(Path shards, @Nullable DataSettings settings, int vocabulary)
      throws IOException {
    TrainingData data = new TrainingData(vocabulary);
    try {
      data.openOwn(shards);
      if (settings == null) {
        data.weighByTokens(1, shards);
      } else {
        data.use(settings, shards);
      }
      return data;
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private void openOwn(Path shards) throws IOException {
    try (Stream<Path> files = Files.list(shards)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(INDEX)) {
          add(name.substring(0, name.length() - INDEX.length()), shards);
        }
      }
    }
  }

  private void add(String name, Path shards) {
    ShardTokens tokens = new ShardTokens(shards.resolve(name), vocabulary);
    opened.add(tokens);
    if (tokens.tokens() == 0) {
      return;
    }
    if (name.startsWith(HELD_OUT)) {
      heldOut.put(name.substring(HELD_OUT.length()), tokens);
    } else {
      own.put(name, tokens);
    }
  }

  /// @param weight of each token
  private void weighByTokens(double weight, Path shards) {
    if (own.isEmpty()) {
      throw new InputException(
          shards + " holds no tokens to train on; look at the corpus table for what was dropped");
    }
    own.forEach((language, set) -> sources.add(new Source(language, set, weight * set.tokens())));
  }

  private void use(DataSettings settings, Path shards) {
    Double ownWeight = settings.ownWeight();
    if (ownWeight != null) {
      weighByTokens(ownWeight / own.values().stream().mapToLong(ShardTokens::tokens).sum(), shards);
    }
    if (settings.languages() != null) {
      settings
          .languages()
          .forEach((language, weight) -> {
            ShardTokens set = own.get(language);
            if (set == null) {
              throw new RunFileException(
                  "train.data.languages."
                      + language
                      + ": the run's own shards are "
                      + own.keySet());
            }
            sources.add(new Source(language, set, weight));
          });
    }
    for (DataSettings.WeightedSet set : settings.weighted()) {
      ShardTokens tokens = openOutside(set.prefix());
      sources.add(
          new Source(set.name(), SequenceRange.before(tokens, set.heldOutShare()), set.weight()));
      if (set.heldOutShare() > 0) {
        hold(set.name(), SequenceRange.last(tokens, set.heldOutShare()));
      }
    }
    settings.measured().forEach(set -> hold(set.name(), openOutside(set.prefix())));
  }

  private ShardTokens openOutside(Path prefix) {
    ShardTokens tokens = OutsideData.open(prefix, vocabulary);
    opened.add(tokens);
    return tokens;
  }

  private void hold(String name, TokenSet tokens) {
    if (heldOut.put(name, tokens) != null) {
      throw new RunFileException(
          "train.data: the held-out text of the set "
              + name
              + " would stand for that of the run's own language "
              + name
              + "; give the set another name");
    }
  }

  /// The order of `count` samples, the sets mixed by their weights, and a table of what each gives.
  Samples samples(int sequence, long count, long seed, Console console) {
    double[] weights = sources.stream().mapToDouble(Source::weight).toArray();
    double[] shares = BlendedSamples.normalised(weights);
    List<Samples> orders = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Source source : sources) {
      double share = shares[orders.size()];
      long needed = BlendedSamples.needed(share, count);
      orders.add(
          new SampleOrder(
              source.tokens, source.name, sequence, needed, (int) (seed ^ (seed >>> 32))));
      long tokens = source.tokens.tokens();
      rows.add(row(source.name, tokens, share, share * count * sequence / tokens));
    }
    console.table(List.of("set", "tokens", "share", "epochs"), rows);
    return new BlendedSamples(orders, weights, count);
  }

  private static List<String> row(String name, long tokens, double share, double epochs) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%,d", tokens),
        String.format(Locale.ROOT, "%.1f %%", 100 * share),
        String.format(Locale.ROOT, "%.2f", epochs));
  }

  /// The held-out windows of every language and set.
  List<HeldOutSet> heldOut(int sequence, int count) {
    List<HeldOutSet> sets = new ArrayList<>();
    heldOut.forEach((language, set) -> sets.add(HeldOutSet.cut(language, set, sequence, count)));
    return sets;
  }

  @Override
  public void close() {
    opened.forEach(ShardTokens::close);
  }
}
