package org.bloomery.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
      byte[] bytes = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
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
      byte[] bytes = new byte[(int) word()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) word();
      }
      return Path.of(new String(bytes, StandardCharsets.UTF_8));
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
