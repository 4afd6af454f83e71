package org.bloomery.tokenize.count;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.bloomery.artifact.mix.Shares;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.tokenize.text.TextFile;
import org.bloomery.tokenize.text.Workers;

/// Chooses documents by a hash of their text, so that the sample is the same for any number of
/// threads and machines, and a larger sample holds the smaller one.
public final class SampleChoice {
  /// A share that misses the whole by rounding alone is the whole.
  private static final double WHOLE = 1 - 1e-9;

  private final SamplingSettings settings;
  private final Map<String, LanguageSize> available;
  private final Map<String, Integer> limits;
  private final Map<String, Counter> taken = new ConcurrentHashMap<>();

  private SampleChoice(
      SamplingSettings settings, Map<String, LanguageSize> available, Map<String, Integer> limits) {
    this.settings = settings;
    this.available = available;
    this.limits = limits;
  }

  /// Takes every document.
  public static SampleChoice everything() {
    return new SampleChoice(SamplingSettings.EVERYTHING, Map.of(), Map.of());
  }

  /// Cuts each language off at the bucket of hashes where its share is full. The first bucket that
  /// has documents is always in, so that no language with a share is left out.
  public static SampleChoice of(
      SamplingSettings settings, SortedMap<String, LanguageSize> available) {
    Map<String, Double> targets = targets(settings, available);
    Map<String, Integer> limits = new LinkedHashMap<>();
    available.forEach(
        (language, size) -> limits.put(language, size.limit(targets.getOrDefault(language, 0.0))));
    return new SampleChoice(settings, available, limits);
  }

  /// Bytes by language: shares of the sample, where what a language does not have is shared out
  /// among the others again.
  public static Map<String, Double> targets(
      SamplingSettings settings, SortedMap<String, LanguageSize> available) {
    double all = available.values().stream().mapToLong(LanguageSize::bytes).sum();
    Long wanted = settings.sampleBytes();
    double left = wanted == null ? all : Math.min(all, wanted);
    String[] languages = available.keySet().toArray(String[]::new);
    double[] sizes = available.values().stream().mapToDouble(LanguageSize::bytes).toArray();
    double[] weights = new double[sizes.length];
    Arrays.setAll(weights, i -> settings.weight(languages[i], sizes[i] / all));
    double[] amounts = Shares.filled(weights, sizes, left);
    Map<String, Double> targets = new TreeMap<>();
    for (int i = 0; i < amounts.length; i++) {
      if (weights[i] > 0) {
        targets.put(languages[i], amounts[i] >= WHOLE * sizes[i] ? sizes[i] : amounts[i]);
      }
    }
    return targets;
  }

  /// Whether a document is in the sample; it is counted if so.
  public boolean takes(String language, byte[] text, int from, int to) {
    if (!limits.isEmpty()) {
      if (!LanguageSize.isWithin(limits.getOrDefault(language, 0), text, from, to)) {
        return false;
      }
    }
    Counter counter = taken.computeIfAbsent(language, _ -> new Counter());
    counter.documents.increment();
    counter.bytes.add((long) to - from);
    return true;
  }

  /// What was taken up to now.
  public Sample sample() {
    long all = taken.values().stream().mapToLong(counter -> counter.bytes.sum()).sum();
    SortedMap<String, Sample.Taken> languages = new TreeMap<>();
    available.forEach((language, size) ->
        languages.put(language, new Sample.Taken(0, 0, size.documents(), size.bytes(), 0)));
    taken.forEach((language, counter) -> {
      long documents = counter.documents.sum();
      long bytes = counter.bytes.sum();
      LanguageSize size = available.get(language);
      languages.put(
          language,
          new Sample.Taken(
              documents,
              bytes,
              size == null ? documents : size.documents(),
              size == null ? bytes : size.bytes(),
              all == 0 ? 0 : (double) bytes / all));
    });
    return new Sample(settings, languages);
  }

  /// What each language's documents are taken by, for tasks elsewhere.
  public Map<String, Integer> limits() {
    return limits;
  }

  /// What tasks elsewhere take.
  public Sample planned() {
    TreeMap<String, Integer> bounds = new TreeMap<>(limits);
    available.forEach((language, size) -> {
      int limit = bounds.getOrDefault(language, 0);
      Counter counter = taken.computeIfAbsent(language, _ -> new Counter());
      counter.documents.add(size.documents(limit));
      counter.bytes.add(size.bytes(limit));
    });
    return sample();
  }

  private static final class Counter {
    final LongAdder documents = new LongAdder();
    final LongAdder bytes = new LongAdder();
  }

  /// Measures all languages of some files.
  public static SortedMap<String, LanguageSize> measure(List<TextFile> parts, int threads)
      throws IOException {
    AtomicInteger next = new AtomicInteger();
    SortedMap<String, LanguageSize> total = new TreeMap<>();
    List<Map<String, LanguageSize>> measured =
        Workers.run(
            threads,
            () -> {
              Map<String, LanguageSize> sizes = new TreeMap<>();
              for (int i; (i = next.getAndIncrement()) < parts.size(); ) {
                parts
                    .get(i)
                    .forEachDocument((language, text, from, to) ->
                        sizes
                            .computeIfAbsent(language, _ -> new LanguageSize())
                            .add(text, from, to));
              }
              return sizes;
            });
    for (Map<String, LanguageSize> sizes : measured) {
      sizes.forEach(
          (language, size) -> total.computeIfAbsent(language, _ -> new LanguageSize()).add(size));
    }
    return total;
  }
}
