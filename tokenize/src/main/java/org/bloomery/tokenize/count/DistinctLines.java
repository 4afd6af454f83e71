package org.bloomery.tokenize.count;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lets every line through once. A line for which the set has no room goes to disk, and is looked
/// at later.
///
/// @param spill null only where the set has room for everything
record DistinctLines(LineSet set, @Nullable LineSpill spill) {
  void accept(CutLine line, CutLine.Sink sink) throws IOException {
    switch (set.add(line)) {
      case NEW -> sink.accept(line);
      case SEEN -> {}
      case UNKNOWN -> {
        if (spill == null) {
          throw new IllegalStateException(
              "more lines than a table can hold, and no folder for them");
        }
        spill.add(line);
      }
    }
  }
}
