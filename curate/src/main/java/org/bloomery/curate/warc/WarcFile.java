package org.bloomery.curate.warc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Reads WARC and WET files (ISO 28500), plain or with gzip members, and hands over every record
/// and every stretch that is none: after damage it looks for the next record, so that a bad one
/// costs only itself. (jwarc, the library of the field, ends at the first bad record; hence this
/// one.)
public final class WarcFile {
  /// Longer records are counted and set aside.
  public static final int MAXIMUM_RECORD_BYTES = 64 << 20;

  private static final int MAXIMUM_HEADER_BYTES = 1 << 16;

  /// That are looked at with a record in memory; it should have two, of two bytes each.
  private static final int MAXIMUM_LINE_ENDS = 64;

  private static final byte[] VERSION = "WARC/".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_AND_VERSION = "\nWARC/".getBytes(StandardCharsets.US_ASCII);

  private WarcFile() {}

  /// Reads to the end.
  ///
  /// @param stored the file's bytes, not unpacked
  /// @throws IOException when the bytes cannot be read; damage in them never throws
  public static void read(InputStream stored, Consumer<WarcItem> items) throws IOException {
    ByteWindow window = new ByteWindow(stored);
    if (window.holds(0, GzipMember.MAGIC) || isPacked(window)) {
      members(window, items);
    } else {
      plain(window, items);
    }
  }

  /// Whether a gzip member comes before any plain record: also a file whose first bytes are spoilt
  /// is read.
  private static boolean isPacked(ByteWindow window) throws IOException {
    Inflater probe = new Inflater(true);
    try {
      for (long place = 0; place < MAXIMUM_RECORD_BYTES && window.at(place) >= 0; place++) {
        boolean lineStart = place == 0 || window.at(place - 1) == '\n';
        if (lineStart && window.holds(place, VERSION)) {
          return false;
        }
        if (window.holds(place, GzipMember.MAGIC)
            && GzipMember.begins(window, place, VERSION, probe)) {
          return true;
        }
      }
      return false;
    } finally {
      probe.end();
    }
  }

  private static void members(ByteWindow window, Consumer<WarcItem> items) throws IOException {
    long place = 0;
    while (window.at(place) >= 0) {
      window.forget(place);
      if (!window.holds(place, GzipMember.MAGIC)) {
        long next = nextMember(window, place);
        items.accept(
            new WarcItem.Broken("no-record", "no gzip member starts here", place, next - place));
        place = next;
        continue;
      }
      switch (GzipMember.unpack(window, place, MAXIMUM_RECORD_BYTES)) {
        case GzipMember.Result.Unpacked(byte[] bytes, long end) -> {
          member(bytes, place, end - place, items);
          place = end;
        }
        case GzipMember.Result.Bad(String reason, String detail, byte[] before, long end) -> {
          // a member that lost its end is followed by one that starts inside it; a bomb is not
          boolean damaged = reason.equals("bad-gzip") || reason.equals("truncated-record");
          long next = nextMember(window, damaged ? place + 1 : end);
          long length = next - place;
          member(
              before,
              place,
              length,
              item -> {
                if (item instanceof WarcItem.Whole) {
                  items.accept(item);
                }
              });
          items.accept(new WarcItem.Broken(reason, detail, place, length));
          place = next;
        }
      }
    }
  }

  /// The next place where a member with the beginning of a record stands, or the end of the file.
  private static long nextMember(ByteWindow window, long from) throws IOException {
    Inflater probe = new Inflater(true);
    try {
      long place = from;
      while (window.at(place) >= 0) {
        if (window.holds(place, GzipMember.MAGIC)
            && GzipMember.begins(window, place, VERSION, probe)) {
          return place;
        }
        place++;
        if ((place & 0xFFFF) == 0 && place - from > MAXIMUM_RECORD_BYTES) {
          window.forget(place);
        }
      }
      return place;
    } finally {
      probe.end();
    }
  }

  private static void member(byte[] bytes, long offset, long length, Consumer<WarcItem> items)
      throws IOException {
    int[] number = {0};
    plain(
        new ByteWindow(new ByteArrayInputStream(bytes)),
        item -> {
          long at = offset + number[0]++;
          items.accept(
              switch (item) {
                case WarcItem.Whole(var headers, byte[] block, _, _) ->
                    new WarcItem.Whole(headers, block, at, length);
                case WarcItem.Broken(String reason, String detail, _, _) ->
                    new WarcItem.Broken(reason, detail, at, length);
              });
        });
  }

  private static void plain(ByteWindow window, Consumer<WarcItem> items) throws IOException {
    long place = 0;
    while (true) {
      while (isLineEnd(window.at(place))) {
        place++;
        if ((place & 0xFFFF) == 0) {
          window.forget(place);
        }
      }
      if (window.at(place) < 0) {
        return;
      }
      window.forget(place);
      place =
          window.holds(place, VERSION) ? record(window, place, items) : gap(window, place, items);
    }
  }

  private static boolean isLineEnd(int value) {
    return value == '\r' || value == '\n';
  }

  private static long gap(ByteWindow window, long place, Consumer<WarcItem> items)
      throws IOException {
    long next = nextRecord(window, place);
    items.accept(new WarcItem.Broken("no-record", "no record starts here", place, next - place));
    return next;
  }

  /// The next line that begins a record, or the end.
  private static long nextRecord(ByteWindow window, long from) throws IOException {
    long place = from;
    while (window.at(place) >= 0) {
      if (window.holds(place, LINE_AND_VERSION)) {
        return place + 1;
      }
      place++;
      if ((place & 0xFFFF) == 0) {
        window.forget(place);
      }
    }
    return place;
  }

  /// Reads one record, good or not, and gives the place behind it.
  private static long record(ByteWindow window, long place, Consumer<WarcItem> items)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    long block = headers(window, place, headers);
    long length = block < 0 ? -1 : number(headers.get("content-length"));
    if (length < 0) {
      long next = nextRecord(window, place + VERSION.length);
      items.accept(
          new WarcItem.Broken(
              window.at(next) < 0 ? "truncated-record" : "no-record",
              "the headers of the record do not end, or state no length",
              place,
              next - place));
      return next;
    }
    long end = block + length;
    if (length > MAXIMUM_RECORD_BYTES) {
      // so great a length may be a lie, and what it skips could not be read again
      return broken(
          window,
          place,
          "record-too-long",
          "longer than " + MAXIMUM_RECORD_BYTES + " bytes",
          items);
    }
    if (length > 0 && window.at(end - 1) < 0) {
      return broken(window, place, "truncated-record", "the file ends inside the record", items);
    }
    long next = end;
    while (next - end < MAXIMUM_LINE_ENDS && isLineEnd(window.at(next))) {
      next++;
    }
    if (window.at(next) >= 0 && !isLineEnd(window.at(next)) && !window.holds(next, VERSION)) {
      return broken(
          window, place, "wrong-length", "no record follows after the stated length", items);
    }
    items.accept(new WarcItem.Whole(headers, window.copy(block, end), place, end - place));
    return next;
  }

  private static long broken(
      ByteWindow window, long place, String reason, String detail, Consumer<WarcItem> items)
      throws IOException {
    long next = nextRecord(window, place + VERSION.length);
    items.accept(new WarcItem.Broken(reason, detail, place, next - place));
    return next;
  }

  /// Fills in the headers and gives the place of the block, or -1.
  private static long headers(ByteWindow window, long start, Map<String, String> headers)
      throws IOException {
    long place = start;
    long line = start;
    while (place - start < MAXIMUM_HEADER_BYTES) {
      int next = window.at(place);
      if (next < 0) {
        return -1;
      }
      if (next == '\n') {
        String text = new String(window.copy(line, place), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
          return place + 1;
        }
        int colon = text.indexOf(':');
        if (colon > 0) {
          headers.putIfAbsent(
              text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
              text.substring(colon + 1).strip());
        }
        line = place + 1;
      }
      place++;
    }
    return -1;
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}
