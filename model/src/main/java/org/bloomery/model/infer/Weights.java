package org.bloomery.model.infer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.model.file.BloomTensors;
import org.bloomery.model.file.ElementType;
import org.bloomery.model.file.Floats;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.model.file.TensorEntry;
import org.bloomery.tensor.Tensors;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The fp32 weights of a model in the two forms that the two paths want: tensors, and pointers for
/// BLAS. fp32 files are used where they are mapped; other types are widened once.
final class Weights {
  /// Elements of a weight that one thread multiplies at a time, 2 MB: small enough to share out the
  /// layers of a large model, large enough to hide the hand-over. The cut never depends on the
  /// number of threads.
  private static final int BLOCK_ELEMENTS = 1 << 19;

  /// A layer norm: as tensors for tiles, on the heap for single tokens.
  static final class LayerNorm {
    final TensorOptional weight;
    final TensorOptional bias;
    final float[] scale;
    final float[] shift;

    LayerNorm(Tensor weight, Tensor bias) {
      this.weight = new TensorOptional(weight);
      this.bias = new TensorOptional(bias);
      this.scale = Tensors.floats(weight);
      this.shift = Tensors.floats(bias);
    }
  }

  /// A matrix `[out, in]` and, but for the head, a bias.
  static final class Linear {
    final Tensor weight;
    final TensorOptional bias;
    final float[] shift;
    final int out;
    final int in;
    final int blockRows;
    final FloatPointer[] blocks;

    Linear(Tensor weight, TensorOptional bias, float[] shift, int out, int in) {
      this.weight = weight;
      this.bias = bias;
      this.shift = shift;
      this.out = out;
      this.in = in;
      this.blockRows = Math.min(out, Math.max(16, BLOCK_ELEMENTS / in / 16 * 16));
      this.blocks = new FloatPointer[(out + blockRows - 1) / blockRows];
      for (int block = 0; block < blocks.length; block++) {
        FloatPointer start = new FloatPointer(weight.data_ptr());
        blocks[block] = start.getPointer((long) block * blockRows * in);
      }
    }
  }

  /// One transformer block.
  record Layer(
      LayerNorm inputNorm,
      Linear queryKeyValue,
      Linear dense,
      LayerNorm attentionNorm,
      Linear up,
      Linear down) {}

  final Tensor embeddings;
  final FloatPointer embeddingRows;
  final LayerNorm embeddingNorm;
  final List<Layer> layers = new ArrayList<>();
  final LayerNorm finalNorm;
  final Linear head;

  private final HuggingFaceFolder folder;
  private final Arena arena;

  /// @param arena holds what had to be widened, and outlives this object, as `folder` does
  Weights(HuggingFaceFolder folder, Arena arena) {
    this.folder = folder;
    this.arena = arena;
    embeddings = tensor(BloomTensors.PREFIX + "word_embeddings.weight");
    embeddingRows = new FloatPointer(embeddings.data_ptr());
    embeddingNorm = norm(BloomTensors.PREFIX + "word_embeddings_layernorm");
    for (int i = 0; i < folder.config().layers(); i++) {
      String name = BloomTensors.layer(i);
      layers.add(
          new Layer(
              norm(name + "input_layernorm"),
              linear(name + "self_attention.query_key_value"),
              linear(name + "self_attention.dense"),
              norm(name + "post_attention_layernorm"),
              linear(name + "mlp.dense_h_to_4h"),
              linear(name + "mlp.dense_4h_to_h")));
    }
    finalNorm = norm(BloomTensors.PREFIX + "ln_f");
    int vocabulary = folder.config().vocabularySize();
    head =
        new Linear(
            embeddings,
            new TensorOptional(),
            new float[vocabulary],
            vocabulary,
            folder.config().hiddenSize());
  }

  private LayerNorm norm(String name) {
    return new LayerNorm(tensor(name + ".weight"), tensor(name + ".bias"));
  }

  private Linear linear(String name) {
    Tensor weight = tensor(name + ".weight");
    Tensor bias = tensor(name + ".bias");
    return new Linear(
        weight,
        new TensorOptional(bias),
        Tensors.floats(bias),
        (int) weight.size(0),
        (int) weight.size(1));
  }

  private Tensor tensor(String name) {
    TensorEntry entry = folder.entry(name);
    MemorySegment stored = folder.data(name);
    boolean usable =
        entry.type() == ElementType.F32
            && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
            && stored.address() % Float.BYTES == 0;
    MemorySegment memory = usable ? stored : widened(entry, stored);
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    return Tensors.over(memory, ScalarType.Float, shape);
  }

  private MemorySegment widened(TensorEntry entry, MemorySegment stored) {
    MemorySegment memory =
        arena.allocate(entry.elements() * Float.BYTES, ValueLayout.JAVA_LONG.byteSize());
    Floats.widen(entry, stored, memory);
    return memory;
  }
}
