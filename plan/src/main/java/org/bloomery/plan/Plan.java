package org.bloomery.plan;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.plan.figure.Figure;
import org.bloomery.plan.law.Allocation;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.Kaplan;
import org.bloomery.plan.layout.LayoutMemory;
import org.bloomery.plan.layout.MemoryEstimate;
import org.bloomery.plan.layout.SingleProcessMemory;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.layout.calibration.SweptMemory;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.TrainingFlops;
import org.bloomery.plan.study.OwnModel;
import org.jspecify.annotations.Nullable;

/// What a run will cost, as far as its settings decide it.
///
/// @param shape the chosen model
/// @param figures parameters, operations, steps and memory
/// @param laws how each scaling law would spend the same operations
public record Plan(Shape shape, List<Figure> figures, List<Allocation> laws) {

  /// @param tokens training tokens of the budget
  /// @param sweep what memory was fitted to on this machine; absent: margins stand in for it
  static Plan of(Run run, double tokens, @Nullable SweepCalibration sweep) {
    Shape shape = OwnModel.shape(run);
    List<Figure> figures = new ArrayList<>();
    addModel(figures, shape);
    double perToken = TrainingFlops.perToken(shape);
    addBudget(figures, shape, run.train(), tokens);
    addMemory(figures, run, sweep);
    List<Allocation> laws = new ArrayList<>();
    Chinchilla.ALL.forEach(law -> laws.add(law.optimum(tokens * perToken)));
    laws.add(Chinchilla.twentyTokens(tokens * perToken));
    laws.add(Kaplan.optimum(tokens * perToken));
    return new Plan(shape, List.copyOf(figures), List.copyOf(laws));
  }

  private static void addModel(List<Figure> figures, Shape shape) {
    figures.add(
        new Figure(
            "parameters",
            "parameters",
            shape.parameters(),
            "",
            "V·h + 4h + L(12h² + 13h): BLOOM, BigScience 2022, §3.2"));
    figures.add(
        new Figure(
            "embeddingParameters",
            "of these in the embedding",
            shape.embeddingParameters(),
            "",
            "V·h, the head is tied to it"));
  }

  private static void addBudget(
      List<Figure> figures, Shape shape, TrainSettings train, double tokens) {
    double perToken = TrainingFlops.perToken(shape);
    double passes = train.recompute() ? TrainingFlops.perTokenWithRecompute(shape) : perToken;
    long tokensPerStep = (long) train.batch() * shape.context();
    figures.add(new Figure("tokens", "tokens", Math.round(tokens), "", "run file, section [plan]"));
    figures.add(
        new Figure(
            "flopsPerToken",
            "operations a token",
            perToken,
            "FLOP",
            "72Lh²(1 + s/6h + V/12Lh): Narayanan et al. 2021, appendix, forward and backward"));
    figures.add(
        new Figure(
            "hardwareFlopsPerStep",
            "operations a step, on the device",
            passes * tokensPerStep,
            "FLOP",
            train.recompute()
                ? "96Bs·Lh²(1 + s/6h + V/16Lh): with every block's forward pass done again"
                : "operations a token × batch × sequence"));
    figures.add(
        new Figure(
            "flops", "operations of the run", perToken * tokens, "FLOP", "tokens × the above"));
    figures.add(
        new Figure(
            "shortFormFlops",
            "by the short form",
            TrainingFlops.shortForm((double) shape.parameters(), tokens),
            "FLOP",
            "6ND: Kaplan et al. 2020, §2.1; leaves out attention"));
    figures.add(
        new Figure(
            "steps",
            "optimiser steps",
            (long) Math.ceil(tokens / tokensPerStep),
            "",
            "tokens ÷ (batch × sequence)"));
    figures.add(
        new Figure(
            "tokensPerParameter",
            "tokens a parameter",
            tokens / shape.parameters(),
            "",
            "Chinchilla's rule of thumb is 20"));
  }

  private static void addMemory(List<Figure> figures, Run run, @Nullable SweepCalibration sweep) {
    Shape shape = OwnModel.shape(run);
    SingleProcessMemory formulas = OwnModel.memory(run);
    boolean recompute = run.train().recompute();
    MemoryEstimate memory = formulas.estimate(shape, OwnModel.single(run, recompute));
    MemoryEstimate other = formulas.estimate(shape, OwnModel.single(run, !recompute));
    add(figures, "weightBytes", "weights", memory.weights());
    add(figures, "gradientBytes", "gradients", memory.gradients());
    add(figures, "optimiserBytes", "optimiser", memory.optimiser());
    add(figures, "activationBytes", "activations", memory.activations());
    String otherLabel = recompute ? "… if all were kept" : "… with recompute";
    add(figures, "otherActivationBytes", otherLabel, other.activations());
    add(figures, "logitBytes", "logits, one chunk", memory.logits());
    SweptMemory peaks = sweep == null ? null : sweep.memory();
    LayoutMemory held =
        (peaks == null ? formulas : peaks.model()).of(shape, OwnModel.single(run, recompute));
    figures.add(
        new Figure("memoryLowBytes", "memory, at least", held.lowBytes(), "bytes", held.source()));
    figures.add(
        new Figure(
            "memoryHighBytes",
            "memory, at most",
            held.highBytes(),
            "bytes",
            peaks == null
                ? "activations + 25% for the allocator and 0.75 GiB for the runtime: margins of ours"
                : held.source()));
  }

  private static void add(List<Figure> figures, String name, String label, double bytes) {
    figures.add(new Figure(name, label, bytes, "bytes", MemoryEstimate.SOURCE));
  }
}
