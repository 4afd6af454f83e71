package org.bloomery.artifact.sweep;

import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.run.Precision;
import org.jspecify.annotations.Nullable;

/// A line of a sweep's table: a configuration with what it measured, or with why it failed.
///
/// @param measured absent: it failed
/// @param failure a sentence; empty: it did not
public record SweepRow(
    SweepConfiguration configuration, @Nullable Measured measured, String failure) {

  /// What a short training measured.
  ///
  /// @param parameters of the model
  /// @param medianSeconds of the timed steps
  /// @param minimumSeconds of the timed steps
  /// @param modelFlopsPerSecond operations that the model asks for
  ///   ([org.bloomery.artifact.run.DecoderWork]), in the median step
  /// @param matrixFlopsPerSecond at which the same workers multiplied matrices before the first
  ///   step
  /// @param peakMemoryBytes of the whole process; absent where the system does not tell
  /// @param libtorch its version
  /// @param commit of this program
  public record Measured(
      long parameters,
      double medianSeconds,
      double minimumSeconds,
      double modelFlopsPerSecond,
      double matrixFlopsPerSecond,
      @Nullable Long peakMemoryBytes,
      String libtorch,
      String commit) {

    /// Of the machine's own rate of matrix products.
    public double utilisation() {
      return modelFlopsPerSecond / matrixFlopsPerSecond;
    }
  }

  static final List<String> COLUMNS =
      List.of(
          "layers",
          "hidden",
          "heads",
          "vocabulary",
          "sequence",
          "microBatch",
          "batch",
          "precision",
          "recompute",
          "workers",
          "parameters",
          "tokensPerStep",
          "secondsMedian",
          "secondsMinimum",
          "tokensPerSecond",
          "modelFlopsPerSecond",
          "matrixFlopsPerSecond",
          "modelFlopsUtilisation",
          "peakMemoryBytes",
          "libtorch",
          "commit",
          "failure");

  public static SweepRow of(SweepConfiguration configuration, Measured measured) {
    return new SweepRow(configuration, measured, "");
  }

  /// The row of a configuration that failed.
  ///
  /// @param sentence why there is nothing measured
  public static SweepRow failed(SweepConfiguration configuration, String sentence) {
    return new SweepRow(configuration, null, sentence.replaceAll("\\s+", " ").replace('"', '\''));
  }

  /// As a line of CSV. A sentence is quoted (RFC 4180), and nothing else needs to be.
  String line() {
    SweepConfiguration c = configuration;
    String first =
        String.format(
            Locale.ROOT,
            "%d,%d,%d,%d,%d,%d,%d,%s,%s,%d",
            c.layers(),
            c.hidden(),
            c.heads(),
            c.vocabulary(),
            c.sequence(),
            c.microBatch(),
            c.batch(),
            c.precisionName(),
            c.recompute(),
            c.workers());
    Measured m = measured;
    if (m == null) {
      return first + ",".repeat(COLUMNS.size() - 10) + '"' + failure + '"';
    }
    return first
        + String.format(
            Locale.ROOT,
            ",%d,%d,%.6g,%.6g,%.6g,%.6g,%.6g,%.4f,%s,%s,%s,",
            m.parameters,
            c.tokensPerStep(),
            m.medianSeconds,
            m.minimumSeconds,
            c.tokensPerStep() / m.medianSeconds,
            m.modelFlopsPerSecond,
            m.matrixFlopsPerSecond,
            m.utilisation(),
            m.peakMemoryBytes == null ? "" : m.peakMemoryBytes.toString(),
            m.libtorch,
            m.commit);
  }

  /// Reads what [#line] wrote.
  ///
  /// @throws IllegalArgumentException with a sentence about a line that is none
  static SweepRow parse(String line) {
    String[] cells = line.split(",", COLUMNS.size());
    if (cells.length != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "it has " + cells.length + " cells and not " + COLUMNS.size());
    }
    String failure = cells[COLUMNS.size() - 1].replaceAll("^\"|\"$", "");
    SweepConfiguration configuration =
        new SweepConfiguration(
            whole(cells, 0),
            whole(cells, 1),
            whole(cells, 2),
            whole(cells, 3),
            whole(cells, 4),
            whole(cells, 5),
            whole(cells, 6),
            precision(cells[7]),
            cells[8].equals("true"),
            whole(cells, 9));
    if (!failure.isEmpty()) {
      return new SweepRow(configuration, null, failure);
    }
    return of(
        configuration,
        new Measured(
            (long) number(cells, 10),
            number(cells, 12),
            number(cells, 13),
            number(cells, 15),
            number(cells, 16),
            cells[18].isEmpty() ? null : (Long) (long) number(cells, 18),
            cells[19],
            cells[20]));
  }

  private static int whole(String[] cells, int column) {
    double value = number(cells, column);
    if (value != (int) value) {
      throw wrong(cells, column, "is no whole number");
    }
    return (int) value;
  }

  private static double number(String[] cells, int column) {
    double value;
    try {
      value = Double.parseDouble(cells[column]);
    } catch (NumberFormatException e) {
      throw wrong(cells, column, "is no number");
    }
    if (!(value > 0 && Double.isFinite(value))) {
      throw wrong(cells, column, "is not above zero");
    }
    return value;
  }

  private static Precision precision(String name) {
    for (Precision precision : Precision.values()) {
      if (precision.name().toLowerCase(Locale.ROOT).equals(name)) {
        return precision;
      }
    }
    throw new IllegalArgumentException("precision = " + name + " is not known");
  }

  private static IllegalArgumentException wrong(String[] cells, int column, String problem) {
    return new IllegalArgumentException(
        COLUMNS.get(column) + " = \"" + cells[column] + "\" " + problem);
  }
}
