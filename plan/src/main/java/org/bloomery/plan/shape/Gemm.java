package org.bloomery.plan.shape;

import org.bloomery.plan.device.Device;

/// `count` matrix products at once, each (rows, inner) · (inner, columns).
public record Gemm(String name, long rows, long columns, long inner, long count) {
  /// Rows and columns of the output tile that one multiprocessor works on: the largest and most
  /// efficient of cuBLAS (NVIDIA, Matrix Multiplication Background User's Guide, §2.3).
  static final int TILE_ROWS = 256;

  static final int TILE_COLUMNS = 128;

  public double flops() {
    return 2.0 * rows * columns * inner * count;
  }

  /// Share of the arithmetic that belongs to the result, after the output is cut into tiles and the
  /// tiles are run in waves, one tile a multiprocessor (same guide, §3).
  ///
  /// Where tiles and waves do not apply, the share that is left when rows and columns are padded to
  /// the device's alignment.
  public double efficiency(Device device) {
    Integer multiprocessors = device.multiprocessors();
    if (multiprocessors == null) {
      return (double) rows * columns / (padded(rows, device) * padded(columns, device));
    }
    double used = (double) rows * columns * count;
    return used / ((double) waves(multiprocessors) * multiprocessors * TILE_ROWS * TILE_COLUMNS);
  }

  /// Output tiles of all products.
  public long tiles() {
    return Math.ceilDiv(rows, TILE_ROWS) * Math.ceilDiv(columns, TILE_COLUMNS) * count;
  }

  /// Times that every multiprocessor gets a tile, the last time perhaps not all of them.
  public long waves(int multiprocessors) {
    return Math.ceilDiv(tiles(), multiprocessors);
  }

  private static double padded(long size, Device device) {
    return (double) Math.ceilDiv(size, device.alignmentElements()) * device.alignmentElements();
  }
}
