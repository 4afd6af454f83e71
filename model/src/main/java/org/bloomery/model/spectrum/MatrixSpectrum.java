package org.bloomery.model.spectrum;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the spectrum of one matrix came to.
///
/// @param name of the tensor
/// @param rank stable rank, Σλ / λmax: how many directions carry the matrix
/// @param largest eigenvalue
/// @param tail the fitted power law; absent where all eigenvalues are equal
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MatrixSpectrum(
    String name,
    List<Long> shape,
    double largest,
    double rank,
    @Nullable PowerLawTail tail,
    PowerLawTail.@Nullable Health health) {

  /// Fits the tail of `eigenvalues`, largest first.
  public static MatrixSpectrum of(String name, List<Long> shape, double[] eigenvalues) {
    double largest = eigenvalues[0];
    PowerLawTail tail = PowerLawTail.fit(eigenvalues).orElse(null);
    return new MatrixSpectrum(
        name,
        shape,
        largest,
        largest == 0 ? 0 : Arrays.stream(eigenvalues).sum() / largest,
        tail,
        tail == null ? null : tail.health());
  }

  /// Headings of [#row].
  static List<String> headings() {
    return List.of(
        "matrix", "shape", "alpha", "±", "tail", "of", "KS", "largest", "stable rank", "reading");
  }

  /// The row of the table.
  List<String> row() {
    long shorter = Math.min(shape.getFirst(), shape.getLast());
    return List.of(
        name.replaceFirst("^transformer\\.", ""),
        shape.getFirst() + "×" + shape.getLast(),
        tail == null ? "" : number("%.2f", tail.alpha()),
        tail == null ? "" : number("%.2f", tail.standardError()),
        tail == null ? "" : Integer.toString(tail.values()),
        Long.toString(shorter),
        tail == null ? "" : number("%.3f", tail.distance()),
        number("%.3g", largest),
        number("%.1f", rank),
        health == null ? "no tail" : reading(health));
  }

  private static String reading(PowerLawTail.Health health) {
    return switch (health) {
      case VERY_HEAVY -> "below 2: very heavy";
      case USUAL -> "usual";
      case WEAK -> "above 6: weak";
    };
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
