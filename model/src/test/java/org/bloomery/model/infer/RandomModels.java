package org.bloomery.model.infer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.BloomTensors;
import org.bloomery.model.file.ElementType;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.model.file.TensorSource;

/// Small models with weights large enough that every part of the model shows in its output.
final class RandomModels {
  private RandomModels() {}

  static BloomConfig config(int vocabulary, int hidden, int layers, int heads) {
    return new BloomConfig(vocabulary, hidden, layers, heads, 1e-5, 1, 2, 3, 512, ElementType.F32);
  }

  static InferenceModel write(Path folder, BloomConfig config, long seed) throws IOException {
    Random random = new Random(seed);
    List<TensorSource> tensors = new ArrayList<>();
    BloomTensors.shapes(config)
        .forEach((name, shape) -> {
          long size = shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
          boolean scale = name.endsWith("norm.weight") || name.endsWith("ln_f.weight");
          double deviation = shape.size() == 2 ? 1 / Math.sqrt(shape.get(1)) : 0.3;
          float[] values = new float[Math.toIntExact(size)];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((scale ? 1 : 0) + deviation * random.nextGaussian());
          }
          tensors.add(
              config.storedType() == ElementType.BF16
                  ? TensorSource.bfloat16(name, shape, values)
                  : TensorSource.of(name, shape, values));
        });
    HuggingFaceFolder.write(folder, config, tensors);
    return InferenceModel.open(folder);
  }

  static int[] ids(Random random, int length, BloomConfig config) {
    return random.ints(length, 0, config.vocabularySize()).toArray();
  }
}
