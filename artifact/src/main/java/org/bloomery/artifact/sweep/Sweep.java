package org.bloomery.artifact.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Changed;
import org.bloomery.artifact.run.LayoutSettings;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.SweepSettings;
import org.jspecify.annotations.Nullable;

/// All combinations of a run file's `[sweep]`.
///
/// @param configurations those that can be trained, in the order of the lists, the last list
///   changing fastest; each once
/// @param impossible why others cannot, in the words of the settings, and how many each
public record Sweep(List<SweepConfiguration> configurations, Map<String, Integer> impossible) {
  public Sweep {
    configurations = List.copyOf(configurations);
  }

  /// The combinations of a run.
  public static Sweep of(Run run) {
    SweepSettings settings = run.sweep();
    if (settings == null) {
      throw new RunFileException(
          "the run file has no [sweep]; list what is to be combined, for example --set"
              + " sweep.hidden=[128,256] --set sweep.warmUpSteps=2 --set sweep.steps=5");
    }
    LayoutSettings layout = run.train().layout();
    if (layout != null && layout.ranks() > 1) {
      throw new RunFileException(
          "a sweep times one process, and train.layout asks for "
              + layout.ranks()
              + "; remove [train.layout] from the file that is swept");
    }
    Map<String, Integer> impossible = new LinkedHashMap<>();
    List<Map<String, Object>> models = new ArrayList<>(List.of(Map.of()));
    models = combined(models, "layers", settings.layers());
    models = combined(models, "hidden", settings.hidden());
    models = combined(models, "heads", settings.heads());
    models = combined(models, "sequence", settings.sequence());
    List<Map<String, Object>> trainings = new ArrayList<>(List.of(Map.of()));
    trainings = combined(trainings, "batch", settings.batch());
    trainings = combined(trainings, "microBatch", settings.microBatch());
    trainings = combined(trainings, "precision", resolved(settings.precision()));
    trainings = combined(trainings, "recompute", settings.recompute());
    Set<SweepConfiguration> configurations = new LinkedHashSet<>();
    for (Map<String, Object> model : models) {
      for (Map<String, Object> training : trainings) {
        try {
          configurations.add(SweepConfiguration.of(changed(run, model, training)));
        } catch (IllegalArgumentException refused) {
          impossible.merge(String.valueOf(refused.getMessage()), 1, Integer::sum);
        }
      }
    }
    if (configurations.isEmpty()) {
      throw new RunFileException(
          "no combination of [sweep] can be trained: " + String.join("; ", impossible.keySet()));
    }
    return new Sweep(List.copyOf(configurations), impossible);
  }

  private static Run changed(Run run, Map<String, Object> model, Map<String, Object> training) {
    return Changed.with(
        run,
        Map.of(
            "model", Changed.with(run.model(), model),
            "train", Changed.with(run.train(), training)));
  }

  private static @Nullable List<Precision> resolved(@Nullable List<Precision> precision) {
    return precision == null ? null : precision.stream().map(Precision::resolved).toList();
  }

  /// Each of the maps with each of the values; as they are where none are listed.
  private static List<Map<String, Object>> combined(
      List<Map<String, Object>> maps, String key, @Nullable List<?> values) {
    if (values == null) {
      return maps;
    }
    List<Map<String, Object>> combined = new ArrayList<>();
    for (Map<String, Object> map : maps) {
      for (Object value : values) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(key, value);
        combined.add(more);
      }
    }
    return combined;
  }
}
