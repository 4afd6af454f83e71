package org.bloomery.train.parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bloomery.model.BloomPart;
import org.bloomery.model.BloomShape;
import org.bloomery.model.Parameter;
import org.bloomery.model.Pass;
import org.bloomery.model.PassTimes;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.Reduction;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.BufferRange;
import org.bloomery.train.optim.GradientNorm;
import org.bloomery.train.optim.MomentStore;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// What one rank does: its part of the model, its share of the batch, its part of the update. Every
/// method is called by all ranks together.
///
/// A step is [#addGradients], [#clip], [#update]. A gradient is reduced in the order of
/// Megatron-LM: what each share has in part over the shares, the tied embedding over both ends,
/// then all over the replicas. The last begins for each bucket as soon as its gradients are
/// complete.
public final class ParallelEngine implements AutoCloseable {
  private final RankGroups groups;
  private final ParallelLayout layout;
  private final boolean recompute;
  private final BloomPart part;
  private final GradientBuckets buckets;
  private final GradientReduction reduction;
  private final AdamW optimiser;
  private final List<OwnedPieces.Piece> pieces;
  private final List<OwnedPieces.Piece> replicaPieces;
  private final Head head;
  private final PipelinePass pipeline;
  private double replicaSquare;
  private double replicaSquares = Double.NaN;

  /// The numbers of the optimiser.
  public record Optimiser(double beta1, double beta2, double epsilon, double weightDecay) {}

  /// The part of a new model that belongs here, with its initial weights.
  public ParallelEngine(
      RankGroups groups,
      ParallelLayout layout,
      BloomShape shape,
      double initialStd,
      Precision precision,
      long seed,
      boolean recompute,
      Optimiser optimiser,
      MomentStore moments) {
    this.groups = groups;
    this.layout = layout;
    this.recompute = recompute;
    Mesh mesh = layout.mesh();
    Mesh.Place place = groups.place();
    this.part =
        new BloomPart(
            shape,
            initialStd,
            precision,
            Stages.held(shape.layers(), place.stage(), mesh.pipeline(), layout.schedule().chunks()),
            place.tensor(),
            mesh.tensor(),
            layout.sequenceParallel(),
            mesh.data());
    part.initialise(seed);
    this.buckets = new GradientBuckets(part.store(), groups.data(), GradientBuckets.ELEMENTS);
    this.reduction =
        layout.zero() == 2
            ? new ReductionOfMicroBatches(part, buckets, additions())
            : new ReductionOfSteps(part.store(), buckets, additions(), layout.sharded());
    if (layout.zero() == 2) {
      buckets.buckets().forEach(buckets::giveBack);
    }
    List<BufferRange> owned = buckets.owned();
    this.optimiser =
        new AdamW(
            part.store(),
            optimiser.beta1(),
            optimiser.beta2(),
            optimiser.epsilon(),
            optimiser.weightDecay(),
            moments,
            optimised());
    this.pieces = OwnedPieces.of(part, place, owned);
    this.replicaPieces = OwnedPieces.of(part, place, List.of(buckets.all()));
    if (measuresReplicas()) {
      buckets.beforeReduction(bucket -> replicaSquare += square(replicaPieces, bucket));
    }
    this.head = new Head(part, groups.tensor(), groups.world().waits());
    this.pipeline =
        new PipelinePass(
            part,
            groups.pipeline(),
            layout.schedule(),
            new TensorExchanges(groups.tensor(), layout.sequenceParallel()),
            head,
            recompute);
  }

  /// Leaves the gradient of all replicas together where the optimiser reads it.
  ///
  /// @param microBatches of this replica; every replica has as many
  /// @param scale factor of the gradient of the summed losses
  /// @return the sum of the losses of all replicas, in nats
  public double addGradients(List<Pass> microBatches, double scale) {
    replicaSquare = 0;
    reduction.begin();
    double loss = pipeline.addGradients(microBatches, scale, reduction);
    sumOverShares();
    if (layout.zero() < 2) {
      sumOverEnds(buckets.all());
      reduction.finish();
    } else {
      reduction.finish();
      buckets.owned().forEach(this::sumOverEnds);
    }
    double[] sums = sumOverAll(groups.place().tensor() == 0 ? loss : 0, replicaSquare);
    replicaSquares = measuresReplicas() ? sums[1] : Double.NaN;
    return sums[0];
  }

  private boolean measuresReplicas() {
    return groups.data().size() > 1 && layout.zero() < 2;
  }

  /// Sum over the replicas of the square of the norm of what each added to the gradient in the
  /// newest [#addGradients], before they were summed; not a number where there is one replica, and
  /// with ZeRO 2, which sums each micro-batch.
  public double replicaSquares() {
    return replicaSquares;
  }

  /// Sum of the losses of all replicas without dropout and gradients.
  ///
  /// @param batch of this replica
  public double losses(List<Pass> batch) {
    double loss = 0;
    for (Pass pass : batch) {
      loss += Arrays.stream(pipeline.losses(pass)).sum();
    }
    return sumOverAll(groups.place().tensor() == 0 ? loss : 0)[0];
  }

  /// What adds to gradients in a step: the backward pass, and the sums after it.
  private List<Parameter> additions() {
    List<Parameter> additions = new ArrayList<>(part.additions());
    additions.addAll(partial());
    if (groups.ends().size() > 1 && layout.zero() < 2) {
      additions.add(part.parameters().tokens());
    }
    return additions;
  }

  private List<Parameter> partial() {
    return groups.tensor().size() == 1 ? List.of() : part.summedOverShares();
  }

  /// Gradients that each share has in part.
  private void sumOverShares() {
    List<Parameter> partial = partial();
    if (partial.isEmpty()) {
      return;
    }
    try (Scope _ = Scope.open()) {
      List<Tensor> gradients = new ArrayList<>();
      TensorVector flat = new TensorVector();
      for (Parameter parameter : partial) {
        Tensor gradient = part.store().gradient(parameter).view(-1);
        gradients.add(gradient);
        flat.push_back(gradient);
      }
      Tensor all = Autograd.silent(() -> torch.cat(flat));
      groups.tensor().allReduce(all, Reduction.SUM);
      long at = 0;
      for (Tensor gradient : gradients) {
        gradient.copy_(all.narrow(0, at, gradient.numel()));
        at += gradient.numel();
      }
    }
    partial.forEach(reduction::summed);
  }

  /// The tied embedding is one parameter with two places: both ends hold it, take the same gradient
  /// and make the same update, so that it stays the same to the bit. It lies first in the buffers,
  /// so that what a replica owns of it is the same at both.
  private void sumOverEnds(BufferRange range) {
    Communicator ends = groups.ends();
    if (ends.size() == 1) {
      return;
    }
    Parameter tokens = part.parameters().tokens();
    BufferRange tied = new BufferRange(part.store().offset(tokens), tokens.elements());
    range
        .and(tied)
        .ifPresent(common -> {
          try (Scope _ = Scope.open()) {
            ends.allReduce(
                part.store().gradients().narrow(0, common.start(), common.elements()),
                Reduction.SUM);
          }
        });
    if (layout.zero() < 2) {
      reduction.summed(tokens);
    }
  }

  /// The sums of numbers of all ranks.
  double[] sumOverAll(double... values) {
    try (Scope _ = Scope.open()) {
      Tensor sum = Tensors.of(values, values.length);
      groups.world().all().allReduce(sum, Reduction.SUM);
      return Tensors.doubles(sum);
    }
  }

  private double square(List<OwnedPieces.Piece> parts, BufferRange within) {
    double square = 0;
    try (Scope _ = Scope.open()) {
      for (OwnedPieces.Piece piece : parts) {
        BufferRange range = piece.range().and(within).orElse(null);
        if (range != null) {
          square +=
              GradientNorm.square(
                  part.store().gradients().narrow(0, range.start(), range.elements()));
        }
      }
    }
    return square;
  }

  /// Scales the gradient down to the norm `largest` where it is above.
  ///
  /// @return its norm before: that of the whole model, every parameter counted once
  public double clip(double largest) {
    double norm = Math.sqrt(sumOverAll(square(pieces, buckets.all()))[0]);
    if (Double.isFinite(norm)) {
      scale(Math.min(1, GradientNorm.factor(norm, largest)));
    }
    return norm;
  }

  /// Multiplies the gradient, where the optimiser reads it.
  public void scale(double factor) {
    if (factor == 1) {
      return;
    }
    forGradients(gradient -> gradient.mul_(new Scalar(factor)));
  }

  /// Sets the gradient to zero.
  public void drop() {
    forGradients(Tensor::zero_);
  }

  /// With ZeRO 2 all but what is owned is zero, and must not take memory by being written.
  private void forGradients(UnaryOperator<Tensor> change) {
    List<BufferRange> ranges = layout.zero() == 2 ? buckets.owned() : List.of(buckets.all());
    for (BufferRange range : ranges) {
      try (Scope _ = Scope.open()) {
        Tensor gradient = part.store().gradients().narrow(0, range.start(), range.elements());
        Autograd.silent(() -> change.apply(gradient));
      }
    }
  }

  /// One step of the optimiser; clears the gradient.
  public void update(double learningRate) {
    optimiser.step(learningRate);
    if (layout.sharded()) {
      buckets.gatherMasters();
      part.store().refreshShadows();
    }
    drop();
  }

  /// Counts the time of training passes in `times`, and writes each step down in `recorder`, from
  /// now on.
  public void measure(PassTimes times, StepRecorder recorder) {
    part.measure(times);
    head.measure(times);
    pipeline.record(recorder);
  }

  /// How the model is spread.
  public ParallelLayout layout() {
    return layout;
  }

  /// Whether blocks are computed again in backward.
  public boolean recomputes() {
    return recompute;
  }

  /// Its part of the model.
  public BloomPart part() {
    return part;
  }

  /// Its groups.
  public RankGroups groups() {
    return groups;
  }

  /// Steps that the optimiser has made.
  public long steps() {
    return optimiser.steps();
  }

  AdamW optimiser() {
    return optimiser;
  }

  /// Whether this rank has the moments of all that it holds.
  boolean holdsMoments() {
    return !layout.sharded();
  }

  /// Compares what ranks must hold alike, to the bit.
  ///
  /// @param repair gives ranks that differ what most hold; without, differences are refused
  /// @return a sentence for each repair
  /// @throws org.bloomery.artifact.RankException naming the parameter and the ranks
  public List<String> checkReplicas(boolean repair) {
    if (repair) {
      return ReplicaCheck.repair(this);
    }
    ReplicaCheck.require(this);
    return List.of();
  }

  /// What the optimiser of this rank updates.
  List<BufferRange> optimised() {
    return layout.sharded() ? buckets.owned() : List.of(buckets.all());
  }

  GradientBuckets buckets() {
    return buckets;
  }

  GradientReduction reduction() {
    return reduction;
  }

  List<OwnedPieces.Piece> pieces() {
    return pieces;
  }

  @Override
  public void close() {
    optimiser.close();
    part.close();
  }
}
