package org.bloomery.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.Communicator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// What the leading rank tells all others to do, with everything they need for it.
///
/// One rank reads the data, decides and writes logs, and the others follow. So no two ranks can
/// disagree about what comes next, or read different versions of the data.
sealed interface Order {

  /// Add the gradients of a step.
  ///
  /// @param weight factor of the gradient of the mean loss
  record Gradients(List<MicroBatch> batches, double weight) implements Order {
    public Gradients {
      batches = List.copyOf(batches);
    }
  }

  /// Measure the loss of a batch.
  record Losses(MicroBatch batch) implements Order {}

  /// Clip the gradient.
  record Clip(double largest) implements Order {}

  /// Update the weights.
  record Update(double learningRate) implements Order {}

  /// Multiply the gradient.
  record Scale(double factor) implements Order {}

  /// Forget the gradient.
  record Drop() implements Order {}

  /// Write the weights.
  record SaveWeights(Path file) implements Order {}

  /// Write the moments.
  record SaveOptimiser(Path file) implements Order {}

  /// Read weights and moments.
  record Load(Path weights, Path moments, long steps) implements Order {}

  /// Measure gradients and weights.
  record Measure() implements Order {}

  /// Compare what several ranks hold alike.
  ///
  /// @param repair gives ranks that differ what most hold
  record CheckReplicas(boolean repair) implements Order {}

  /// Come together before the next phase.
  record Enter(Phase phase) implements Order {}

  /// Tell the leader something of yourself.
  record Tell(Topic topic) implements Order {}

  /// What ranks can tell of themselves.
  enum Topic {
    /// How long they computed and waited.
    TIMES,
    /// The time of each part.
    PROFILE,
    /// When they did what in the newest step.
    TIMELINE
  }

  /// Make your part of the model.
  record Begin() implements Order {}

  /// Leave.
  record End() implements Order {}

  /// Tells `order` to all ranks; called by the first.
  static void tell(Communicator all, Order order) {
    long[] words = words(order);
    try (Scope _ = Scope.open()) {
      all.broadcast(Tensors.of(new long[] {words.length}, 1), 0);
      all.broadcast(Tensors.of(words, words.length), 0);
    }
  }

  /// Tells ranks to come together before a phase; called by the first.
  ///
  /// @param together the longest to wait for them
  static void tell(Communicator all, Enter order, Duration together) {
    long[] words = words(order);
    String before = order.phase().label();
    try (Scope _ = Scope.open()) {
      all.broadcast(Tensors.of(new long[] {words.length}, 1), 0, before, together);
      all.broadcast(Tensors.of(words, words.length), 0, before, together);
    }
  }

  /// Hears the next order; called by all but the first.
  static Order hear(Communicator all) {
    try (Scope _ = Scope.open()) {
      Tensor length = Tensors.zeros(ScalarType.Long, 1);
      all.broadcast(length, 0);
      Tensor words = Tensors.zeros(ScalarType.Long, Tensors.longs(length)[0]);
      all.broadcast(words, 0);
      return order(new Reader(Tensors.longs(words)));
    }
  }

  private static long[] words(Order order) {
    Writer out = new Writer();
    switch (order) {
      case Gradients(List<MicroBatch> batches, double weight) -> {
        out.put(0).put(weight).put(batches.size());
        batches.forEach(out::put);
      }
      case Losses(MicroBatch batch) -> out.put(1).put(batch);
      case Clip(double largest) -> out.put(2).put(largest);
      case Update(double learningRate) -> out.put(3).put(learningRate);
      case Scale(double factor) -> out.put(4).put(factor);
      case Drop() -> out.put(5);
      case SaveWeights(Path file) -> out.put(6).put(file);
      case SaveOptimiser(Path file) -> out.put(7).put(file);
      case Load(Path weights, Path moments, long steps) ->
          out.put(8).put(weights).put(moments).put(steps);
      case End() -> out.put(9);
      case Begin() -> out.put(10);
      case Measure() -> out.put(11);
      case CheckReplicas(boolean repair) -> out.put(12).put(repair ? 1 : 0);
      case Enter(Phase phase) -> out.put(13).put(phase.name());
      case Tell(Topic topic) -> out.put(14).put(topic.name());
    }
    return out.words();
  }

  private static Order order(Reader in) {
    int kind = (int) in.word();
    return switch (kind) {
      case 0 -> {
        double weight = in.number();
        int count = (int) in.word();
        List<MicroBatch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          batches.add(in.batch());
        }
        yield new Gradients(batches, weight);
      }
      case 1 -> new Losses(in.batch());
      case 2 -> new Clip(in.number());
      case 3 -> new Update(in.number());
      case 4 -> new Scale(in.number());
      case 5 -> new Drop();
      case 6 -> new SaveWeights(in.path());
      case 7 -> new SaveOptimiser(in.path());
      case 8 -> new Load(in.path(), in.path(), in.word());
      case 9 -> new End();
      case 10 -> new Begin();
      case 11 -> new Measure();
      case 12 -> new CheckReplicas(in.word() == 1);
      case 13 -> new Enter(Phase.valueOf(in.text()));
      case 14 -> new Tell(Topic.valueOf(in.text()));
      default -> throw new IllegalStateException("order " + kind + " is not known");
    };
  }

  /// Puts an order into 64-bit words.
  final class Writer {
    private final List<long[]> parts = new ArrayList<>();

    Writer put(long word) {
      parts.add(new long[] {word});
      return this;
    }

    Writer put(double number) {
      return put(Double.doubleToRawLongBits(number));
    }

    Writer put(Path path) {
      return put(path.toAbsolutePath().toString());
    }

    Writer put(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      long[] words = new long[bytes.length];
      Arrays.setAll(words, i -> bytes[i]);
      put(words.length);
      parts.add(words);
      return this;
    }

    Writer put(MicroBatch batch) {
      put(batch.sequences()).put(batch.length()).put(batch.step()).put(batch.firstSample());
      parts.add(Arrays.stream(batch.tokens()).asLongStream().toArray());
      return this;
    }

    long[] words() {
      return parts.stream().flatMapToLong(Arrays::stream).toArray();
    }
  }

  /// Takes an order out of them.
  final class Reader {
    private final long[] words;
    private int at;

    Reader(long[] words) {
      this.words = words;
    }

    long word() {
      return words[at++];
    }

    double number() {
      return Double.longBitsToDouble(word());
    }

    Path path() {
      return Path.of(text());
    }

    String text() {
      byte[] bytes = new byte[(int) word()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) word();
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    MicroBatch batch() {
      int sequences = (int) word();
      int length = (int) word();
      long step = word();
      long firstSample = word();
      int[] tokens = new int[sequences * (length + 1)];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = (int) word();
      }
      return new MicroBatch(tokens, sequences, length, step, firstSample);
    }
  }
}
