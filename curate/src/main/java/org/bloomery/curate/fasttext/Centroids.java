package org.bloomery.curate.fasttext;

/// The values that the parts of quantised rows take: 256 for each part.
///
/// @param columns of a whole row
/// @param count parts of a row
/// @param width columns of a part
/// @param lastWidth columns of the last part
@SuppressWarnings("ArrayRecordComponent") // never compared
record Centroids(int columns, int count, int width, int lastWidth, float[] values) {
  private static final int CODES = 256;
  static final Centroids NONE = new Centroids(0, 0, 0, 0, new float[0]);

  static Centroids read(ModelBytes in) {
    int columns = in.int32();
    int count = in.int32();
    int width = in.int32();
    int lastWidth = in.int32();
    boolean fits =
        columns >= 1
            && columns <= 1 << 16
            && count >= 1
            && width >= 1
            && lastWidth >= 1
            && lastWidth <= width
            && (long) (count - 1) * width + lastWidth == columns;
    if (!fits) {
      throw in.broken("has quantised parts whose sizes do not fit");
    }
    return new Centroids(columns, count, width, lastWidth, in.floats(columns * CODES));
  }

  int width(int part) {
    return part == count - 1 ? lastWidth : width;
  }

  /// Where the values of a code begin.
  int start(int part, int code) {
    return part == count - 1
        ? part * CODES * width + code * lastWidth
        : (part * CODES + code) * width;
  }
}
