package org.bloomery.artifact.sweep;

import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.run.ModelSettings;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TrainSettings;

/// What a short training is of: two rows of a sweep with the same one measured the same.
///
/// @param vocabulary rows of the embedding, padding included
/// @param sequence tokens of context
/// @param microBatch sequences computed together
/// @param batch sequences an optimiser step
/// @param precision resolved
/// @param workers threads that share a micro-batch
public record SweepConfiguration(
    int layers,
    int hidden,
    int heads,
    int vocabulary,
    int sequence,
    int microBatch,
    int batch,
    Precision precision,
    boolean recompute,
    int workers) {

  /// The run's own model and training.
  public static SweepConfiguration of(Run run) {
    ModelSettings model = run.model();
    TrainSettings train = run.train();
    return new SweepConfiguration(
        model.layers(),
        model.hidden(),
        model.heads(),
        model.paddedVocabulary(run.tokenize().vocabularySize()),
        model.sequence(),
        train.microBatch(),
        train.batch(),
        train.precision().resolved(),
        train.recompute(),
        train.resolvedWorkers());
  }

  /// What `--set` must say to make a run of the sweep have this configuration.
  public List<String> sets() {
    return List.of(
        "model.layers=" + layers,
        "model.hidden=" + hidden,
        "model.heads=" + heads,
        "model.sequence=" + sequence,
        "train.microBatch=" + microBatch,
        "train.batch=" + batch,
        "train.precision=" + precisionName(),
        "train.recompute=" + recompute);
  }

  /// As run files name it.
  public String precisionName() {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  /// Tokens of an optimiser step.
  public long tokensPerStep() {
    return (long) batch * sequence;
  }

  /// For a reader.
  public String label() {
    return String.format(
        Locale.ROOT,
        "%d × %d, %d heads, %d × %d tokens in passes of %d, %s%s",
        layers,
        hidden,
        heads,
        batch,
        sequence,
        microBatch,
        precisionName(),
        recompute ? ", recompute" : "");
  }
}
