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
import org.bloomery.train.data.BlendedSamples;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.data.Samples;
import org.bloomery.train.data.ShardTokens;

/// The shards of a run, by language: those to learn from, and those held out.
final class TrainingData implements AutoCloseable {
  private static final String INDEX = ".idx";
  private static final String HELD_OUT = "heldout-";

  private final Map<String, ShardTokens> training = new TreeMap<>();
  private final Map<String, ShardTokens> heldOut = new TreeMap<>();

  private TrainingData() {}

  /// Opens every shard of the folder.
  static TrainingData open(Path shards) throws IOException {
    TrainingData data = new TrainingData();
    try (Stream<Path> files = Files.list(shards)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(INDEX)) {
          data.add(name.substring(0, name.length() - INDEX.length()), shards);
        }
      }
    }
    if (data.training.isEmpty()) {
      data.close();
      throw new InputException(
          shards + " holds no tokens to train on; look at the corpus table for what was dropped");
    }
    return data;
  }

  private void add(String name, Path shards) {
    ShardTokens tokens = new ShardTokens(shards.resolve(name));
    if (tokens.tokens() == 0) {
      tokens.close();
    } else if (name.startsWith(HELD_OUT)) {
      heldOut.put(name.substring(HELD_OUT.length()), tokens);
    } else {
      training.put(name, tokens);
    }
  }

  /// The order of `count` samples, the languages mixed in proportion to their tokens, and a table
  /// of what each gives.
  Samples samples(int sequence, long count, long seed, Console console) {
    double[] weights = training.values().stream().mapToDouble(ShardTokens::tokens).toArray();
    double[] shares = BlendedSamples.normalised(weights);
    List<Samples> orders = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    training.forEach((language, set) -> {
      double share = shares[orders.size()];
      long needed = BlendedSamples.needed(share, count);
      orders.add(new SampleOrder(set, language, sequence, needed, (int) (seed ^ (seed >>> 32))));
      rows.add(row(language, set, share, share * count * sequence / set.tokens()));
    });
    console.table(List.of("language", "tokens", "share", "epochs"), rows);
    return new BlendedSamples(orders, weights, count);
  }

  private static List<String> row(String language, ShardTokens set, double share, double epochs) {
    return List.of(
        language,
        String.format(Locale.ROOT, "%,d", set.tokens()),
        String.format(Locale.ROOT, "%.1f %%", 100 * share),
        String.format(Locale.ROOT, "%.2f", epochs));
  }

  /// The held-out windows of every language.
  List<HeldOutSet> heldOut(int sequence, int count) {
    List<HeldOutSet> sets = new ArrayList<>();
    heldOut.forEach((language, set) -> sets.add(HeldOutSet.cut(language, set, sequence, count)));
    return sets;
  }

  @Override
  public void close() {
    training.values().forEach(ShardTokens::close);
    heldOut.values().forEach(ShardTokens::close);
  }
}
