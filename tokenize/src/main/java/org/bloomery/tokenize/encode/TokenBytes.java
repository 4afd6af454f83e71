package org.bloomery.tokenize.encode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.tokenize.text.LittleEndian;

/// The bytes that each id stands for, in one array. Immutable.
///
/// Most tokens are short: the first 16 bytes are copied at once, as two longs, whatever the length,
/// and the next token overwrites what was too much.
final class TokenBytes {
  private static final int CHUNK = 16;

  private final byte[] arena;
  private final int[] starts; // of each id, and the end of the last
  private final int[] lengths;
  private final boolean[] special;

  TokenBytes(BpeModel model, List<AddedToken> added) {
    int size = model.size();
    for (AddedToken token : added) {
      size = Math.max(size, token.id() + 1);
    }
    byte[][] bytes = Arrays.copyOf(model.pieces(), size);
    special = new boolean[size];
    for (AddedToken token : added) {
      bytes[token.id()] = token.content().getBytes(StandardCharsets.UTF_8);
      special[token.id()] = token.special();
    }
    starts = new int[size];
    lengths = new int[size];
    int total = 0;
    for (int id = 0; id < size; id++) {
      starts[id] = total;
      lengths[id] = bytes[id].length;
      total += lengths[id];
    }
    arena = new byte[total + CHUNK];
    for (int id = 0; id < size; id++) {
      System.arraycopy(bytes[id], 0, arena, starts[id], lengths[id]);
    }
  }

  int size() {
    return lengths.length;
  }

  boolean isSpecial(int id) {
    return special[id];
  }

  int[] lengths() {
    return lengths;
  }

  byte[] of(int id) {
    int length = length(id);
    return Arrays.copyOfRange(arena, starts[id], starts[id] + length);
  }

  /// Copies the bytes of an id, and says how many they are.
  int copy(int id, byte[] target, int at) {
    int length = length(id);
    System.arraycopy(arena, starts[id], target, at, length);
    return length;
  }

  /// The number of bytes of an id.
  int length(int id) {
    if (id < 0 || id >= lengths.length) {
      throw new InputException(
          "id " + id + " is not in this vocabulary of " + lengths.length + " entries");
    }
    return lengths[id];
  }

  byte[] join(int[] ids) {
    long total = 0;
    for (int id : ids) {
      total += length(id);
    }
    byte[] out = new byte[checked(total)];
    int safe = out.length - CHUNK; // from here on no chunk fits
    int at = 0;
    int i = 0;
    for (; i < ids.length && at <= safe; i++) {
      int start = starts[ids[i]];
      int length = lengths[ids[i]];
      if (length <= CHUNK) {
        LittleEndian.putLong(out, at, LittleEndian.getLong(arena, start));
        LittleEndian.putLong(out, at + 8, LittleEndian.getLong(arena, start + 8));
      } else {
        System.arraycopy(arena, start, out, at, length);
      }
      at += length;
    }
    for (; i < ids.length; i++) {
      System.arraycopy(arena, starts[ids[i]], out, at, lengths[ids[i]]);
      at += lengths[ids[i]];
    }
    return out;
  }

  byte[] joinWithoutSpecials(int[] ids) {
    int[] kept = new int[ids.length];
    int n = 0;
    for (int id : ids) {
      length(id);
      kept[n] = id;
      n += special[id] ? 0 : 1;
    }
    return join(Arrays.copyOf(kept, n));
  }

  private static int checked(long total) {
    if (total > Integer.MAX_VALUE - 8) {
      throw new InputException(
          "the ids stand for " + total + " bytes, more than an array holds; decode them in parts");
    }
    return (int) total;
  }
}
