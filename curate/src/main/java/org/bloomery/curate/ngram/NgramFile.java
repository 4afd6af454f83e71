package org.bloomery.curate.ngram;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.curate.text.Keys;

/// A model to be mapped into memory, little-endian:
///
/// - 8 bytes `BLMNGRM1`, then as 4-byte integers the unit (0 words, 1 characters) and the order;
/// - for each length: the logarithm to base 2 of its slots as 8 bytes, 256 floats of probabilities,
///   256 floats of back-off weights;
/// - for each length: the keys of its slots (8 bytes each, 0 where empty), then for each slot the
///   number of its probability and of its back-off weight (a byte each).
///
/// Values are quantised to 256 of each kind and length, as many n-grams to each as to another
/// (Whittaker and Raj 2001); a model takes about 15 bytes for an n-gram.
final class NgramFile implements NgramTables {
  static final int BINS = 256;
  static final int HEADER_BYTES = 16;
  static final int LENGTH_BYTES = 8 + 2 * BINS * Float.BYTES;
  static final long MAGIC = 0x314D52474E4D4C42L; // BLMNGRM1
  static final int SLOT_BYTES = Long.BYTES + 2;

  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena;
  private final MemorySegment file;
  private final long[] slots;
  private final long[] starts;
  private final float[][] probabilities;
  private final float[][] backOffs;

  private NgramFile(Arena arena, MemorySegment file, Path path) {
    this.arena = arena;
    this.file = file;
    int order = file.byteSize() < HEADER_BYTES ? 0 : file.get(INT, 12);
    if (order < 1 || order > 64 || file.get(LONG, 0) != MAGIC) {
      throw new ArtifactException(path + " is not an n-gram model of this program; train it again");
    }
    slots = new long[order];
    starts = new long[order];
    probabilities = new float[order][BINS];
    backOffs = new float[order][BINS];
    long end = HEADER_BYTES + (long) order * LENGTH_BYTES;
    for (int i = 0; i < order && end <= file.byteSize(); i++) {
      long at = HEADER_BYTES + (long) i * LENGTH_BYTES;
      slots[i] = 1L << Math.clamp(file.get(LONG, at), 0, 40);
      starts[i] = end;
      end += slots[i] * SLOT_BYTES;
      for (int bin = 0; bin < BINS; bin++) {
        probabilities[i][bin] = file.get(FLOAT, at + 8 + 4L * bin);
        backOffs[i][bin] = file.get(FLOAT, at + 8 + 4L * (BINS + bin));
      }
    }
    if (end != file.byteSize()) {
      throw new ArtifactException(
          path
              + " has "
              + file.byteSize()
              + " bytes, not the "
              + end
              + " that it must have;"
              + " it is cut short or damaged: train it again");
    }
  }

  static NgramModel open(Path path) {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      NgramFile tables = new NgramFile(arena, file, path);
      return new NgramModel(file.get(INT, 8) == 1 ? Unit.CHARACTERS : Unit.WORDS, tables);
    } catch (NoSuchFileException e) {
      arena.close();
      throw new ResourceException(path + " does not exist", e);
    } catch (IOException e) {
      arena.close();
      throw new ResourceException(path + " cannot be read: " + e.getMessage(), e);
    } catch (ArtifactException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public int order() {
    return slots.length;
  }

  @Override
  public long find(int length, long key) {
    long wanted = stored(key);
    long mask = slots[length - 1] - 1;
    long start = starts[length - 1];
    long slot = Keys.mix(wanted) & mask;
    for (long tried = 0; tried <= mask; tried++) {
      long there = file.get(LONG, start + slot * Long.BYTES);
      if (there == wanted) {
        return slot;
      }
      if (there == 0) {
        return -1;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /// 0 marks an empty slot.
  static long stored(long key) {
    return key == 0 ? 1 : key;
  }

  @Override
  public float probability(int length, long slot) {
    return probabilities[length - 1][code(length, slot, 0)];
  }

  @Override
  public float backOff(int length, long slot) {
    return backOffs[length - 1][code(length, slot, 1)];
  }

  private int code(int length, long slot, int which) {
    long codes = starts[length - 1] + slots[length - 1] * Long.BYTES;
    return Byte.toUnsignedInt(file.get(ValueLayout.JAVA_BYTE, codes + 2 * slot + which));
  }

  @Override
  public void close() {
    arena.close();
  }

  /// Writes a model.
  static final class Writer implements NgramTrainer.Visitor {
    private final Path path;
    private final Unit unit;
    private final List<NgramTable> lengths = new ArrayList<>();

    Writer(Path path, Unit unit) {
      this.path = path;
      this.unit = unit;
    }

    @Override
    public void length(int length, int order, int size) {
      lengths.add(new NgramTable(size));
    }

    @Override
    public void gram(int length, String[] words, float probability, float backOff) {
      long key = 0;
      for (String word : words) {
        key = GramKeys.longer(key, Unit.key(word));
      }
      lengths.getLast().add(stored(key), probability, backOff);
    }

    @Override
    public void end() throws IOException {
      long bytes = HEADER_BYTES + (long) lengths.size() * LENGTH_BYTES;
      for (NgramTable table : lengths) {
        bytes += table.slots() * SLOT_BYTES;
      }
      try (Arena arena = Arena.ofConfined();
          FileChannel channel =
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE)) {
        MemorySegment file = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        file.set(LONG, 0, MAGIC);
        file.set(INT, 8, unit == Unit.CHARACTERS ? 1 : 0);
        file.set(INT, 12, lengths.size());
        long start = HEADER_BYTES + (long) lengths.size() * LENGTH_BYTES;
        for (int i = 0; i < lengths.size(); i++) {
          lengths.get(i).write(file, HEADER_BYTES + (long) i * LENGTH_BYTES, start);
          start += lengths.get(i).slots() * SLOT_BYTES;
        }
        file.force();
      }
    }
  }
}
