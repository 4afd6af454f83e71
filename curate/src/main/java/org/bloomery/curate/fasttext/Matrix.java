package org.bloomery.curate.fasttext;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A matrix of a model: rows as they are, or product-quantised.
sealed interface Matrix {
  long rows();

  /// Adds a row to a vector.
  void addRow(float[] vector, long row);

  /// The product of a row and a vector.
  float dot(float[] vector, long row);

  /// Reads a matrix.
  static Matrix read(ModelBytes in, boolean quantised) {
    return quantised ? Quantised.read(in) : Dense.read(in);
  }

  /// Rows of floats, in the mapped file.
  record Dense(long rows, int columns, MemorySegment values) implements Matrix {
    static Dense read(ModelBytes in) {
      long rows = in.int64();
      long columns = in.int64();
      if (rows < 0 || columns < 1 || columns > 1 << 16 || rows > 1L << 40) {
        throw in.broken("has a matrix of " + rows + " × " + columns);
      }
      return new Dense(rows, (int) columns, in.slice(rows * columns * Float.BYTES));
    }

    @Override
    public void addRow(float[] vector, long row) {
      long at = row * columns;
      for (int i = 0; i < columns; i++) {
        vector[i] += value(at + i);
      }
    }

    @Override
    public float dot(float[] vector, long row) {
      long at = row * columns;
      float sum = 0;
      for (int i = 0; i < columns; i++) {
        sum += value(at + i) * vector[i];
      }
      return sum;
    }

    private float value(long index) {
      return values.get(ModelBytes.FLOAT, index * Float.BYTES);
    }
  }

  /// Rows as codes: each part of a row is one of 256 centroids, times the row's norm.
  record Quantised(
      long rows, MemorySegment codes, Centroids parts, MemorySegment norms, Centroids norm)
      implements Matrix {
    static Quantised read(ModelBytes in) {
      boolean hasNorms = in.bool();
      long rows = in.int64();
      long columns = in.int64();
      int size = in.int32();
      if (rows < 0 || columns < 1 || size < 0) {
        throw in.broken("has a quantised matrix of " + rows + " × " + columns);
      }
      MemorySegment codes = in.slice(size);
      Centroids parts = Centroids.read(in);
      if ((long) parts.count() * rows != size || parts.columns() != columns) {
        throw in.broken("has a quantised matrix whose sizes do not fit");
      }
      MemorySegment norms = hasNorms ? in.slice(rows) : MemorySegment.NULL;
      Centroids norm = hasNorms ? Centroids.read(in) : Centroids.NONE;
      return new Quantised(rows, codes, parts, norms, norm);
    }

    @Override
    public void addRow(float[] vector, long row) {
      float norm = norm(row);
      for (int part = 0; part < parts.count(); part++) {
        int from = parts.start(part, code(row, part));
        int column = part * parts.width();
        for (int i = 0; i < parts.width(part); i++) {
          vector[column + i] += norm * parts.values()[from + i];
        }
      }
    }

    @Override
    public float dot(float[] vector, long row) {
      float sum = 0;
      for (int part = 0; part < parts.count(); part++) {
        int from = parts.start(part, code(row, part));
        int column = part * parts.width();
        for (int i = 0; i < parts.width(part); i++) {
          sum += vector[column + i] * parts.values()[from + i];
        }
      }
      return sum * norm(row);
    }

    private float norm(long row) {
      return norms.byteSize() == 0
          ? 1
          : norm.values()[Byte.toUnsignedInt(norms.get(ValueLayout.JAVA_BYTE, row))];
    }

    private int code(long row, int part) {
      return Byte.toUnsignedInt(codes.get(ValueLayout.JAVA_BYTE, row * parts.count() + part));
    }
  }
}
