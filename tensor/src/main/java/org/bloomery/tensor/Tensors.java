package org.bloomery.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// How numbers enter and leave tensors. All tensors here lie in main memory, in row-major order.
public final class Tensors {
  private Tensors() {}

  /// A tensor of zeros.
  public static Tensor zeros(ScalarType type, long... shape) {
    Libtorch.load();
    return torch.zeros(shape, new TensorOptions(type));
  }

  /// A tensor whose numbers are not set yet.
  public static Tensor empty(ScalarType type, long... shape) {
    Libtorch.load();
    return torch.empty(shape, new TensorOptions(type), null);
  }

  /// A copy of `values`; their number must be the product of `shape`.
  public static Tensor of(float[] values, long... shape) {
    Tensor tensor = empty(ScalarType.Float, checked(values.length, shape));
    new FloatPointer(tensor.data_ptr()).put(values);
    return tensor;
  }

  /// A copy of `values`; their number must be the product of `shape`.
  public static Tensor of(double[] values, long... shape) {
    Tensor tensor = empty(ScalarType.Double, checked(values.length, shape));
    new DoublePointer(tensor.data_ptr()).put(values);
    return tensor;
  }

  /// A copy of `values`; their number must be the product of `shape`.
  public static Tensor of(long[] values, long... shape) {
    Tensor tensor = empty(ScalarType.Long, checked(values.length, shape));
    new LongPointer(tensor.data_ptr()).put(values);
    return tensor;
  }

  /// A 64-bit integer tensor from `values`, for token ids.
  public static Tensor of(int[] values, long... shape) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return of(wide, shape);
  }

  /// The numbers of `tensor`, rounded to floats.
  public static float[] floats(Tensor tensor) {
    try (Scope _ = Scope.open()) {
      float[] values = new float[Math.toIntExact(tensor.numel())];
      new FloatPointer(plain(tensor, ScalarType.Float).data_ptr()).get(values);
      return values;
    }
  }

  /// The numbers of `tensor` as doubles.
  public static double[] doubles(Tensor tensor) {
    try (Scope _ = Scope.open()) {
      double[] values = new double[Math.toIntExact(tensor.numel())];
      new DoublePointer(plain(tensor, ScalarType.Double).data_ptr()).get(values);
      return values;
    }
  }

  /// The numbers of an integer tensor.
  public static long[] longs(Tensor tensor) {
    try (Scope _ = Scope.open()) {
      long[] values = new long[Math.toIntExact(tensor.numel())];
      new LongPointer(plain(tensor, ScalarType.Long).data_ptr()).get(values);
      return values;
    }
  }

  /// The bytes of a contiguous tensor, without a copy: writes go to the tensor. The segment must
  /// not be used after the tensor is freed.
  ///
  /// @throws IllegalArgumentException if the tensor is not contiguous
  @SuppressWarnings("restricted") // A view of native memory is what this method is for.
  public static MemorySegment bytes(Tensor tensor) {
    if (!tensor.is_contiguous()) {
      throw new IllegalArgumentException("a view with gaps has no byte segment");
    }
    try (Scope _ = Scope.open()) {
      return MemorySegment.ofAddress(tensor.data_ptr().address())
          .reinterpret(tensor.numel() * tensor.element_size());
    }
  }

  /// A tensor over native memory, without a copy. `memory` must outlive the tensor.
  ///
  /// @throws IllegalArgumentException if `memory` lies on the Java heap or is too small
  public static Tensor over(MemorySegment memory, ScalarType type, long... shape) {
    Libtorch.load();
    if (!memory.isNative()) {
      throw new IllegalArgumentException("a tensor needs native memory, not a Java array");
    }
    Tensor tensor = torch.from_blob(new Address(memory.address()), shape, new TensorOptions(type));
    if (tensor.numel() * tensor.element_size() > memory.byteSize()) {
      throw new IllegalArgumentException(
          "memory of " + memory.byteSize() + " bytes is too small for " + describe(shape));
    }
    return tensor;
  }

  /// Whether the numbers of `tensor` are of `type`. The binding makes a new object for each answer,
  /// so types must not be compared with `==`.
  public static boolean has(Tensor tensor, ScalarType type) {
    return tensor.scalar_type().value == type.value;
  }

  /// `tensor` as a contiguous tensor of `type`; itself when it is one.
  public static Tensor plain(Tensor tensor, ScalarType type) {
    return tensor.detach().to(type).contiguous();
  }

  /// A sum or softmax computed in `type`.
  public static ScalarTypeOptional in(ScalarType type) {
    return new ScalarTypeOptional(type);
  }

  private static long[] checked(int values, long[] shape) {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    if (product != values) {
      throw new IllegalArgumentException(
          values + " values do not fill the shape " + describe(shape));
    }
    return shape;
  }

  private static String describe(long[] shape) {
    return Arrays.toString(shape);
  }

  private static final class Address extends Pointer {
    Address(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }
}
