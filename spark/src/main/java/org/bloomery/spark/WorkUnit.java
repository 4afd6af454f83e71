package org.bloomery.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.SourceFile;

/// A piece of work that is done whole or again: several small files of one source, or a slice of
/// the records of a larger one. Units follow from the catalogue alone, never from the number of
/// workers.
///
/// @param number position among all units
/// @param source position of the source in the catalogue
/// @param firstFile position of the first file in its source
/// @param files names of the files
/// @param slice which records of the file: blocks of [#BLOCK] records, dealt out in turn
/// @param bytes stored bytes that the unit answers for
record WorkUnit(
    int number, int source, int firstFile, List<String> files, int slice, int slices, long bytes)
    implements Serializable {
  /// Records that stay together when a file is sliced.
  static final int BLOCK = 64;

  /// Small files are gathered up to this size.
  private static final long GATHERED_BYTES = 1 << 20;

  /// Every slice unpacks the whole file, so there are only a few.
  private static final long BYTES_PER_SLICE = 2 << 20;

  private static final int MAXIMUM_SLICES = 8;

  /// With so many units of equal size processors have enough to do; a file that is less than this
  /// part of everything is not sliced.
  private static final int UNITS_ENOUGH = 128;

  static List<WorkUnit> of(Catalogue catalogue) {
    List<WorkUnit> units = new ArrayList<>();
    long all = catalogue.sources().stream().mapToLong(CataloguedSource::bytes).sum();
    long bytesPerSlice = Math.max(BYTES_PER_SLICE, all / UNITS_ENOUGH);
    for (int source = 0; source < catalogue.sources().size(); source++) {
      addUnits(catalogue.sources().get(source), source, bytesPerSlice, units);
    }
    return units;
  }

  private static void addUnits(
      CataloguedSource source, int number, long bytesPerSlice, List<WorkUnit> units) {
    List<String> gathered = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < source.files().size(); i++) {
      SourceFile file = source.files().get(i);
      if (!gathered.isEmpty() && bytes + file.bytes() > GATHERED_BYTES) {
        units.add(gathered(units.size(), number, i, gathered, bytes));
        gathered.clear();
        bytes = 0;
      }
      if (file.bytes() > GATHERED_BYTES) {
        addSlices(file, number, i, bytesPerSlice, units);
      } else {
        gathered.add(file.name());
        bytes += file.bytes();
      }
    }
    if (!gathered.isEmpty()) {
      units.add(gathered(units.size(), number, source.files().size(), gathered, bytes));
    }
  }

  private static WorkUnit gathered(
      int number, int source, int end, List<String> files, long bytes) {
    List<String> names = new ArrayList<>(files); // a plain list, for Java serialisation
    return new WorkUnit(number, source, end - names.size(), names, 0, 1, bytes);
  }

  private static void addSlices(
      SourceFile file, int source, int index, long bytesPerSlice, List<WorkUnit> units) {
    int slices = (int) Math.min(MAXIMUM_SLICES, 1 + file.bytes() / bytesPerSlice);
    for (int slice = 0; slice < slices; slice++) {
      List<String> name = new ArrayList<>(List.of(file.name()));
      units.add(
          new WorkUnit(units.size(), source, index, name, slice, slices, file.bytes() / slices));
    }
  }

  /// Whether the unit answers for a record of its file, counted from 0.
  boolean covers(long record) {
    return record / BLOCK % slices == slice;
  }
}
