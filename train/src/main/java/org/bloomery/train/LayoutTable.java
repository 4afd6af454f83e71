package org.bloomery.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.run.OptimiserState;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.bloomery.train.parallel.ParallelLayout;
import org.bloomery.train.parallel.StageSizes;

/// What each rank of a run holds, as a person reads it.
///
/// @param memory of a rank of each stage
record LayoutTable(
    Run run,
    BloomShape shape,
    Precision precision,
    ParallelLayout layout,
    List<StageSizes> stages,
    List<StageSizes.Memory> memory) {
  private static final double GIGABYTE = 1e9;
  private static final double MEGABYTE = 1e6;

  /// The table of a run with a layout.
  ///
  /// @throws org.bloomery.artifact.RunFileException if the layout does not divide
  static LayoutTable of(Run run, BloomShape shape, Precision precision) {
    TrainSettings train = run.train();
    ParallelLayout layout = ParallelLayout.of(train, shape);
    List<StageSizes> stages = StageSizes.of(shape, layout);
    int microBatches = train.batch() / train.microBatch() / layout.mesh().data();
    boolean momentsInMemory = train.optimiserState() == OptimiserState.MEMORY;
    return new LayoutTable(
        run,
        shape,
        precision,
        layout,
        stages,
        stages.stream()
            .map(stage ->
                stage.memory(
                    shape,
                    layout,
                    precision,
                    train.microBatch(),
                    microBatches,
                    train.recompute(),
                    momentsInMemory))
            .toList());
  }

  /// Bytes of the rank that holds most, without activations.
  long mostState() {
    return memory.stream().mapToLong(StageSizes.Memory::state).max().orElseThrow();
  }

  /// Bytes of the rank that holds most, with activations.
  long mostMemory() {
    return memory.stream().mapToLong(StageSizes.Memory::total).max().orElseThrow();
  }

  /// Prints layout, parameters and memory.
  ///
  /// @return this
  LayoutTable print(Console console) {
    console.line(
        String.format(
            Locale.ROOT,
            "%,d parameters on %d ranks: %s%s, %s",
            shape.parameterCount(),
            layout.mesh().ranks(),
            layout.label(),
            run.train().recompute() ? ", recomputation" : "",
            precision.settingName()));
    boolean large = memory.stream().anyMatch(m -> m.total() >= GIGABYTE);
    double unit = large ? GIGABYTE : MEGABYTE;
    List<List<String>> rows = new ArrayList<>();
    for (int stage = 0; stage < stages.size(); stage++) {
      rows.add(row(stages.get(stage), memory.get(stage), unit));
    }
    console.table(
        List.of(
            "stage",
            "blocks",
            "parameters of a rank",
            large ? "weights GB" : "weights MB",
            "gradients",
            "moments",
            "activations",
            "together"),
        rows);
    console.line(
        "activations as Korthikanti et al. 2022 count them, for what is kept here; beside this a"
            + " chunk of logits and the libraries");
    return this;
  }

  private static List<String> row(StageSizes stage, StageSizes.Memory memory, double unit) {
    String blocks =
        (stage.embeds() ? "embedding + " : "")
            + stage.layers()
            + (stage.predicts() ? " + head" : "");
    List<String> row =
        new ArrayList<>(
            List.of(
                Integer.toString(stage.stage()),
                blocks,
                String.format(Locale.ROOT, "%,d", stage.parameters())));
    for (long bytes :
        new long[] {
          memory.weights(),
          memory.gradients(),
          memory.moments(),
          memory.activations(),
          memory.total()
        }) {
      row.add(String.format(Locale.ROOT, "%.1f", bytes / unit));
    }
    return row;
  }
}
