package org.bloomery.curate.warc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// An HTTP response as a crawler stored it.
///
/// @param status 0 where the first line states none
/// @param headers by lower-case name
/// @param body without transfer and content encodings, unless `problem` says that it has them
/// @param problem what stands in the way of using the body, or null
@SuppressWarnings("ArrayRecordComponent") // bytes to be read once, never compared
public record HttpMessage(
    int status, Map<String, String> headers, byte[] body, @Nullable String problem) {
  /// More than any page may have.
  private static final int MAXIMUM_BODY_BYTES = (8 << 20) + 1;

  /// Takes the block of a response record apart.
  public static HttpMessage parse(byte[] block) {
    Map<String, String> headers = new HashMap<>();
    int status = 0;
    int place = 0;
    for (boolean first = true; place < block.length; first = false) {
      int end = place;
      while (end < block.length && block[end] != '\n') {
        end++;
      }
      String line = new String(block, place, end - place, StandardCharsets.ISO_8859_1).strip();
      place = Math.min(end + 1, block.length);
      if (line.isEmpty()) {
        break;
      }
      if (first && line.startsWith("HTTP/")) {
        String[] words = line.split("\\s+", 3);
        status = words.length > 1 && words[1].matches("[0-9]{3}") ? Integer.parseInt(words[1]) : 0;
      } else if (line.indexOf(':') > 0) {
        int colon = line.indexOf(':');
        headers.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return decoded(status, headers, Arrays.copyOfRange(block, place, block.length));
  }

  private static HttpMessage decoded(int status, Map<String, String> headers, byte[] stored) {
    byte[] body = stored;
    if (headers
        .getOrDefault("transfer-encoding", "")
        .toLowerCase(Locale.ROOT)
        .contains("chunked")) {
      byte[] joined = joinChunks(stored);
      body = joined == null ? stored : joined; // crawlers keep the header of bodies they joined
    }
    String encoding = headers.getOrDefault("content-encoding", "").toLowerCase(Locale.ROOT).strip();
    try {
      return switch (encoding) {
        case "", "identity", "none", "utf-8" -> new HttpMessage(status, headers, body, null);
        case "gzip", "x-gzip" -> {
          boolean packed = body.length > 1 && body[0] == 0x1F && body[1] == (byte) 0x8B;
          yield new HttpMessage(
              status,
              headers,
              packed ? unpack(new GZIPInputStream(new ByteArrayInputStream(body))) : body,
              null);
        }
        case "deflate" ->
            new HttpMessage(
                status,
                headers,
                unpack(new InflaterInputStream(new ByteArrayInputStream(body))),
                null);
        default -> new HttpMessage(status, headers, body, "the content encoding is " + encoding);
      };
    } catch (IOException e) {
      return new HttpMessage(
          status, headers, body, "the " + encoding + " body is corrupt: " + e.getMessage());
    }
  }

  private static byte[] unpack(InputStream packed) throws IOException {
    try (packed) {
      return packed.readNBytes(MAXIMUM_BODY_BYTES);
    }
  }

  /// The body of chunks, or null where these are none.
  private static byte @Nullable [] joinChunks(byte[] stored) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(stored.length);
    int place = 0;
    while (place < stored.length) {
      int end = place;
      while (end < stored.length && stored[end] != '\n') {
        end++;
      }
      String line = new String(stored, place, end - place, StandardCharsets.ISO_8859_1).strip();
      String size = line.contains(";") ? line.substring(0, line.indexOf(';')).strip() : line;
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        return null;
      }
      int length = Integer.parseInt(size, 16);
      if (length == 0) {
        return body.toByteArray();
      }
      place = end + 1;
      int there = Math.min(length, stored.length - place);
      if (there < 0) {
        return null;
      }
      body.write(stored, place, there);
      place += there;
      while (place < stored.length && (stored[place] == '\r' || stored[place] == '\n')) {
        place++;
      }
    }
    return body.toByteArray();
  }
}
