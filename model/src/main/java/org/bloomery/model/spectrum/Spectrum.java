package org.bloomery.model.spectrum;

import org.bloomery.model.file.SafetensorsFile;
import org.bloomery.model.file.TensorEntry;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Eigenvalues of the correlation matrix WᵀW/N of a weight matrix, N its longer side.
public final class Spectrum {
  private Spectrum() {}

  /// Whether a tensor has a spectrum worth fitting: a matrix of at least two columns and rows.
  public static boolean hasOne(TensorEntry entry) {
    return entry.shape().size() == 2 && entry.shape().stream().allMatch(size -> size > 1);
  }

  /// The eigenvalues, as many as the shorter side is long, largest first: squares of the singular
  /// values, computed in double precision.
  public static double[] of(SafetensorsFile file, String name) {
    TensorEntry entry = file.entry(name);
    long rows = entry.shape().getFirst();
    long columns = entry.shape().getLast();
    try (Scope _ = Scope.open()) {
      Tensor weight = Tensors.of(file.floats(name), rows, columns).to(ScalarType.Double);
      double[] values = Tensors.doubles(torch.linalg_svdvals(weight));
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * values[i] / Math.max(rows, columns);
      }
      return values;
    }
  }
}
