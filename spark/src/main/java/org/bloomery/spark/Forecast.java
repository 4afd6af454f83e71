package org.bloomery.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.corpus.MinHashSettings;
import org.bloomery.artifact.run.corpus.MixSettings;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.CountingInputStream;
import org.bloomery.artifact.source.SourceFile;
import org.bloomery.curate.ContentHash;
import org.bloomery.curate.Curation;
import org.bloomery.curate.duplicate.MinHash;
import org.bloomery.curate.duplicate.NearDuplicates;
import org.bloomery.curate.read.RawRecord;

/// What curation would give, from a sample: the beginnings of some files of every source, curated
/// in this process. Sources are extrapolated each by its stored bytes.
///
/// Duplicates between what was sampled and what was not remain unseen, so the real corpus is
/// smaller by these.
final class Forecast {
  /// Files of each source that are looked into, spread evenly.
  private static final int FILES_PER_SOURCE = 8;

  /// Text that is read of each.
  private static final long BYTES_PER_FILE = 2 << 20;

  /// What a language comes to.
  ///
  /// @param variance of the documents and the bytes, between the files of a source
  record Amount(double documents, double bytes, double variance) {
    static final Amount NONE = new Amount(0, 0, 0);

    Amount plus(Amount other) {
      return new Amount(
          documents + other.documents, bytes + other.bytes, variance + other.variance);
    }

    /// Standard error of the bytes.
    double error() {
      return Math.sqrt(variance);
    }
  }

  private final CurateSettings settings;
  private final TreeMap<String, Amount> languages = new TreeMap<>();
  private final List<Document> sample = new ArrayList<>();
  private double processorSeconds;
  private double keptBytesRead;

  Forecast(CurateSettings settings) {
    this.settings = settings;
  }

  /// Samples all sources.
  Forecast of(Catalogue catalogue, List<SourceContext> contexts) throws IOException {
    for (int i = 0; i < contexts.size(); i++) {
      addSource(catalogue.sources().get(i), contexts.get(i));
    }
    return this;
  }

  /// Tells the reader of a file that enough is known.
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super(null, null, false, false);
    }
  }

  private void addSource(CataloguedSource source, SourceContext context) throws IOException {
    List<SourceFile> files = source.files();
    int count = Math.min(FILES_PER_SOURCE, files.size());
    List<Map<String, double[]>> kept = new ArrayList<>();
    List<Double> read = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      SourceFile file = files.get((int) ((long) i * files.size() / count));
      Map<String, double[]> byLanguage = new TreeMap<>();
      read.add(addFile(file, context, byLanguage));
      kept.add(byLanguage);
    }
    double all = read.stream().mapToDouble(Double::doubleValue).sum();
    double scale = all == 0 ? 0 : source.bytes() / all;
    processorSeconds += (System.nanoTime() - start) / 1e9 * scale;
    TreeMap<String, Amount> ofSource = new TreeMap<>();
    for (Map<String, double[]> file : kept) {
      file.forEach((language, amount) ->
          ofSource.merge(
              language, new Amount(amount[0] * scale, amount[1] * scale, 0), Amount::plus));
    }
    ofSource.forEach((language, amount) -> {
      double variance = variance(language, amount.bytes() / source.bytes(), kept, read, scale);
      languages.merge(
          language, new Amount(amount.documents(), amount.bytes(), variance), Amount::plus);
    });
  }

  /// Variance of the ratio estimate of a language's bytes, between files (Cochran 1977, section
  /// 6.4, with the correction for what was read already).
  private static double variance(
      String language,
      double ratio,
      List<Map<String, double[]>> kept,
      List<Double> read,
      double scale) {
    int n = kept.size();
    if (n < 2) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double difference =
          kept.get(i).getOrDefault(language, new double[2])[1] - ratio * read.get(i);
      sum += difference * difference;
    }
    return Math.max(0, 1 - 1 / scale) * scale * scale * n * sum / (n - 1);
  }

  /// Adds what is kept of a file, and gives the stored bytes that were read.
  private double addFile(SourceFile file, SourceContext context, Map<String, double[]> byLanguage)
      throws IOException {
    Curation curation = new Curation(settings, context.card());
    long[] text = {0};
    long[] records = {0};
    Consumer<RawRecord> consumer =
        record -> {
          records[0]++;
          if (curation.curate(file.name(), record) instanceof Curation.Outcome.Kept(var document)) {
            double[] amount = byLanguage.computeIfAbsent(document.language(), _ -> new double[2]);
            amount[0]++;
            amount[1] += Tally.bytes(document);
            keptBytesRead += Tally.bytes(document);
            sample.add(document);
          }
          if (record instanceof RawRecord.Text raw) {
            text[0] += raw.text().length();
          }
          if (text[0] > BYTES_PER_FILE) {
            throw new Enough();
          }
        };
    if (context.card().format().reader().equals(ParquetRecords.NAME)) {
      try {
        ParquetRecords.read(context.card(), context.location(), file.name(), consumer);
      } catch (Enough e) {
        long rows = ParquetRecords.count(context.location(), file.name());
        return (double) file.bytes() * records[0] / rows; // rows have no place in bytes
      }
      return file.bytes();
    }
    try (InputStream stored = context.location().open(file.name());
        CountingInputStream counted = new CountingInputStream(stored)) {
      try {
        Curation.read(context.card(), file.name(), counted, consumer);
      } catch (Enough e) {
        return counted.bytes();
      }
      return file.bytes();
    }
  }

  /// What is expected of each language before duplicates across the sample's border.
  SortedMap<String, Amount> languages() {
    return languages;
  }

  /// What the run's mix makes of each language in bytes, repeats counted; none without a mix.
  ///
  /// @param duplicateShare share of the documents that goes before the mix
  SortedMap<String, Double> mixed(double duplicateShare) {
    MixSettings mix = settings.mix();
    if (mix == null) {
      return new TreeMap<>();
    }
    TreeMap<String, Long> available = new TreeMap<>();
    languages.forEach((language, amount) ->
        available.put(language, Math.round(amount.bytes() * (1 - duplicateShare))));
    return LanguageLimits.targets(available, mix);
  }

  /// Documents looked at and kept.
  int sampled() {
    return sample.size();
  }

  /// Share of the sampled documents that are duplicates of others in the sample.
  double duplicateShare() {
    List<String> texts = new ArrayList<>();
    TreeMap<String, Boolean> hashes = new TreeMap<>();
    for (Document document : sample) {
      if (hashes.putIfAbsent(ContentHash.of(document.text()), true) == null) {
        texts.add(document.text());
      }
    }
    int left = texts.size();
    MinHashSettings near = settings.duplicateSettings().minhash();
    if (near != null) {
      long start = System.nanoTime();
      MinHash sketcher = new MinHash(near.bands(), near.rows(), near.shingle(), near.similarity());
      for (int keeper : NearDuplicates.keepers(texts, sketcher)) {
        left -= keeper >= 0 ? 1 : 0;
      }
      processorSeconds += (System.nanoTime() - start) / 1e9 * scale();
    }
    return sample.isEmpty() ? 0 : 1 - (double) left / sample.size();
  }

  /// How much more there is than was sampled.
  private double scale() {
    double bytes = languages.values().stream().mapToDouble(Amount::bytes).sum();
    return keptBytesRead == 0 ? 0 : bytes / keptBytesRead;
  }

  /// Seconds of one processor for what was tried out: reading, operators, MinHash.
  double processorSeconds() {
    return processorSeconds;
  }
}
