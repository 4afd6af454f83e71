package org.bloomery.plan.study;

import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.study.LawSettings;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.fit.FitReport;
import org.bloomery.plan.law.fit.LossFit;
import org.jspecify.annotations.Nullable;

/// A law that `bloomery plan fit` found in runs of one's own.
///
/// @param law of all points
/// @param resampled of each resampling: their spread is the law's uncertainty
public record OwnFit(Chinchilla law, List<Chinchilla> resampled) {
  /// The share of resamplings that lie between the edges of a band.
  public static final double COVERED = 0.9;

  static @Nullable OwnFit of(@Nullable LawSettings settings) {
    if (settings == null || settings.fit() == null) {
      return null;
    }
    LossFit fit = Json.read(settings.fit(), FitReport.class).lossFit();
    if (fit == null) {
      throw new ArtifactException(
          "plan.laws.fit = \""
              + settings.fit()
              + "\" holds no L(N, D); fit more runs of other sizes and lengths");
    }
    return new OwnFit(
        Objects.requireNonNull(fit).law(),
        fit.resampled().stream().map(LossFit.Constants::law).toList());
  }

  /// The edges of the band of a value.
  public double[] band(ToDoubleFunction<Chinchilla> value) {
    double[] sorted = resampled.stream().mapToDouble(value).sorted().toArray();
    int cut = (int) Math.floor(sorted.length * (1 - COVERED) / 2);
    return sorted.length == 0
        ? new double[] {value.applyAsDouble(law), value.applyAsDouble(law)}
        : new double[] {sorted[cut], sorted[sorted.length - 1 - cut]};
  }
}
