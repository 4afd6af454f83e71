package org.bloomery.curate.warc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// One member of a gzip file (RFC 1952), unpacked within bounds.
final class GzipMember {
  static final byte[] MAGIC = {0x1F, (byte) 0x8B, 8};

  /// Names and comments of members are short; one without an end must not fill memory.
  private static final int MAXIMUM_HEADER_BYTES = 1 << 17;

  private static final int PROBE_BYTES = 512;

  /// A member that unpacks to this many times its size and is too long was made to harm.
  private static final int BOMB_RATIO = 100;

  private GzipMember() {}

  /// What came of a member.
  sealed interface Result {
    /// The first byte after what was read.
    long end();

    @SuppressWarnings("ArrayRecordComponent") // bytes to be read once, never compared
    record Unpacked(byte[] bytes, long end) implements Result {}

    /// The member could not be unpacked.
    ///
    /// @param before what was unpacked before a file broke off; empty after other damage, which may
    ///   have spoilt it
    @SuppressWarnings("ArrayRecordComponent") // bytes to be read once, never compared
    record Bad(String reason, String detail, byte[] before, long end) implements Result {}
  }

  /// Unpacks the member that starts at a place of the window.
  static Result unpack(ByteWindow window, long offset, int maximumBytes) throws IOException {
    long place = headerEnd(window, offset, MAXIMUM_HEADER_BYTES);
    if (place < 0) {
      return window.at(-place) < 0
          ? bad("truncated-record", "the file ends inside a gzip header", -place)
          : bad("bad-gzip", "the header of a gzip member does not end", -place);
    }
    Inflater inflater = new Inflater(true);
    CRC32 crc = new CRC32();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 15];
    try {
      while (!inflater.finished()) {
        int available = window.available(place);
        if (available == 0) {
          return new Result.Bad(
              "truncated-record", "the file ends inside a gzip member", out.toByteArray(), place);
        }
        if (place - offset > maximumBytes) {
          return tooLong(out.size(), place, offset);
        }
        inflater.setInput(window.bytes(), window.index(place), available);
        int unpacked;
        while ((unpacked = inflater.inflate(buffer)) > 0) {
          crc.update(buffer, 0, unpacked);
          out.write(buffer, 0, unpacked);
          if (out.size() > maximumBytes) {
            return tooLong(out.size(), place + available - inflater.getRemaining(), offset);
          }
        }
        if (inflater.needsDictionary()) {
          return bad("bad-gzip", "a gzip member asks for a dictionary", place);
        }
        place += available - inflater.getRemaining();
      }
      return checked(window, place, out, crc);
    } catch (DataFormatException e) {
      return bad("bad-gzip", "a gzip member is corrupt: " + e.getMessage(), place);
    } finally {
      inflater.end();
    }
  }

  /// Whether a member that unpacks to something that begins so stands at a place, and not three
  /// bytes that look so. Looks no further than a few hundred bytes, however often it is asked.
  ///
  /// @param probe unpacks raw; what it did before does not matter
  static boolean begins(ByteWindow window, long offset, byte[] wanted, Inflater probe)
      throws IOException {
    long place = headerEnd(window, offset, PROBE_BYTES);
    if (place < 0 || place - offset > PROBE_BYTES) {
      return false;
    }
    int more = window.at(place + PROBE_BYTES) < 0 ? window.available(place) : PROBE_BYTES;
    byte[] found = new byte[wanted.length];
    probe.reset();
    probe.setInput(window.bytes(), window.index(place), more);
    try {
      int count = 0;
      for (int n = 1; n > 0 && count < found.length; count += n) {
        n = probe.inflate(found, count, found.length - count);
      }
      return Arrays.equals(found, wanted);
    } catch (DataFormatException e) {
      return false;
    }
  }

  private static Result checked(ByteWindow window, long place, ByteArrayOutputStream out, CRC32 crc)
      throws IOException {
    if (window.at(place + 7) < 0) {
      return new Result.Bad(
          "truncated-record", "the file ends inside a gzip member", out.toByteArray(), place);
    }
    if (number(window, place) != crc.getValue()
        || number(window, place + 4) != (out.size() & 0xFFFFFFFFL)) {
      return bad("bad-gzip", "the checksum of a gzip member is wrong", place + 8);
    }
    return new Result.Unpacked(out.toByteArray(), place + 8);
  }

  private static Result tooLong(int unpacked, long place, long offset) {
    long packed = place - offset;
    boolean bomb = unpacked / BOMB_RATIO > packed;
    return bad(
        bomb ? "zip-bomb" : "record-too-long",
        packed + " bytes of gzip unpack to more than " + unpacked,
        place);
  }

  private static Result bad(String reason, String detail, long end) {
    return new Result.Bad(reason, detail, new byte[0], end);
  }

  /// The first byte after the header; where it does not end within the limit or before the end of
  /// the file, minus the place where looking ended.
  private static long headerEnd(ByteWindow window, long offset, int limit) throws IOException {
    int flags = window.at(offset + 3);
    long place = offset + 10;
    if (window.at(place - 1) < 0) {
      return -place;
    }
    if ((flags & 4) != 0) { // extra field
      if (window.at(place + 1) < 0) {
        return -(place + 2);
      }
      place += 2 + (window.at(place) | (window.at(place + 1) << 8));
    }
    for (int text = 8; text <= 16; text *= 2) { // name and comment, ended by zero
      if ((flags & text) != 0) {
        int next;
        while ((next = window.at(place++)) != 0) {
          if (next < 0 || place - offset > limit) {
            return -place;
          }
        }
      }
    }
    return (flags & 2) != 0 ? place + 2 : place;
  }

  private static long number(ByteWindow window, long place) throws IOException {
    long number = 0;
    for (int i = 3; i >= 0; i--) {
      number = (number << 8) | window.at(place + i);
    }
    return number;
  }
}
