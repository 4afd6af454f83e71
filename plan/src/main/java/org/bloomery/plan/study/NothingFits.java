package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.study.LayoutSearchSettings;
import org.bloomery.plan.layout.Cluster;
import org.jspecify.annotations.Nullable;

/// Says why no layout is left for any shape of a size.
///
/// @param size that was asked for, as a person reads it
/// @param cluster the machines
/// @param fixed the axes that the run file states
/// @param searched what the search found for each shape
record NothingFits(
    String size, Cluster cluster, LayoutSearchSettings fixed, List<LayoutChoices.Found> searched) {

  RunFileException refusal() {
    int tried = searched.stream().mapToInt(LayoutChoices.Found::tried).sum();
    String machines = cluster.devices() + " × " + cluster.name();
    if (tried == 0) {
      return new RunFileException(
          "plan.layout: no tensor × pipeline × data makes exactly the "
              + cluster.devices()
              + " devices of plan.cluster"
              + stated()
              + "; state divisors of "
              + cluster.devices()
              + ", or free an axis");
    }
    Map<String, Integer> counts = counts();
    boolean memory = counts.containsKey(LayoutChoices.MEMORY);
    // Layouts that fail the ramp alone would have fitted.
    boolean onlyMemory = memory && !counts.containsKey(LayoutChoices.RAMP);
    return new RunFileException(
        (onlyMemory
                ? "plan.cluster: no shape near " + size + " fits the memory of " + machines
                : "plan.layout: no shape near " + size + " can be laid out on " + machines)
            + " in any layout"
            + stated()
            + " (of "
            + tried
            + " tried layouts break: "
            + reasons(counts)
            + "); "
            + (onlyMemory
                ? "plan a smaller size, more devices, or free an axis of [plan.layout]"
                : "free an axis of [plan.layout], or change the number that most of them break"));
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    searched.forEach(found ->
        found.rejections().forEach(each -> counts.merge(each.rule(), each.count(), Integer::sum)));
    return counts;
  }

  private static String reasons(Map<String, Integer> counts) {
    return String.join(
        ", ",
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(each -> each.getKey() + " " + each.getValue())
            .toList());
  }

  private String stated() {
    List<String> axes = new ArrayList<>();
    axis(axes, "tensor", fixed.tensor());
    axis(axes, "pipeline", fixed.pipeline());
    axis(axes, "data", fixed.data());
    axis(axes, "microBatch", fixed.microBatch());
    return axes.isEmpty() ? "" : " with " + String.join(", ", axes);
  }

  private static void axis(List<String> axes, String name, @Nullable Integer value) {
    if (value != null) {
      axes.add(name + " = " + value);
    }
  }
}
