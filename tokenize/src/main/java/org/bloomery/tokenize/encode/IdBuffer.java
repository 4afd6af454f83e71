package org.bloomery.tokenize.encode;

import java.util.Arrays;

/// A growing list of ids without boxing.
public final class IdBuffer {
  private int[] ids = new int[256];
  private int size;

  public void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  void addAll(IdBuffer more) {
    reserve(more.size);
    System.arraycopy(more.ids, 0, ids, size, more.size);
    size += more.size;
  }

  /// Makes room in the backing array for more ids.
  void reserve(int more) {
    if (size + more > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(size + more, size * 2));
    }
  }

  /// Takes over what was written into the backing array.
  void setSize(int newSize) {
    size = newSize;
  }

  public int size() {
    return size;
  }

  public int get(int index) {
    return ids[index];
  }

  public void clear() {
    size = 0;
  }

  /// The backing array; valid up to [#size()] until the next change.
  public int[] array() {
    return ids;
  }

  public int[] toArray() {
    return Arrays.copyOf(ids, size);
  }
}
