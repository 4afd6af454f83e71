package org.bloomery.curate.crawl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Archives behind an address, asked for one at a time. A server that is busy or breaks off is
/// asked again after a pause that doubles, from the byte on that is missing; a `Retry-After` is
/// obeyed. (Common Crawl answers 503 and 403 to those who ask too fast.)
final class HttpArchives implements Archives {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private static final Set<Integer> ASK_AGAIN = Set.of(403, 408, 425, 429, 500, 502, 503, 504);

  /// Of a file that is read from beginning to end, asked for at a time.
  private static final int PART_BYTES = 4 << 20;

  private final String root;
  private final Map<String, Long> lengths = new HashMap<>();
  private final Patience patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(30))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /// How long to go on asking.
  ///
  /// @param firstPause before the second attempt; doubles up to the longest
  record Patience(int attempts, Duration firstPause, Duration longestPause, Duration timeout) {
    static final Patience USUAL =
        new Patience(9, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(2));
  }

  HttpArchives(String root, Patience patience) {
    this.root = root.endsWith("/") ? root : root + "/";
    this.patience = patience;
  }

  @Override
  public byte[] range(String file, long offset, long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(length));
    String trouble = "";
    int attempt = 0;
    while (attempt < patience.attempts()) {
      int before = bytes.size();
      OptionalLong wait;
      try {
        wait = ask(file, offset, length, bytes);
        trouble = "the answer broke off";
      } catch (Busy busy) {
        wait = busy.seconds;
        trouble = String.valueOf(busy.getMessage());
      }
      if (bytes.size() == length) {
        return bytes.toByteArray();
      }
      attempt = bytes.size() > before ? 1 : attempt + 1; // who gives something is asked on
      if (attempt < patience.attempts()) {
        pause(attempt, wait);
      }
    }
    throw new IOException(
        root + file + ": " + trouble + ", " + patience.attempts() + " times in a row");
  }

  /// Adds to the bytes what the server gives.
  ///
  /// @return what it asks to wait, if it does
  private OptionalLong ask(String file, long offset, long length, ByteArrayOutputStream bytes)
      throws IOException {
    long from = offset + bytes.size();
    HttpRequest request =
        HttpRequest.newBuilder(address(file))
            .timeout(patience.timeout())
            .header("Range", "bytes=" + from + "-" + (offset + length - 1))
            .build();
    HttpResponse<InputStream> response = send(request);
    try (InputStream body = response.body()) {
      check(response, file, from);
      byte[] buffer = new byte[1 << 14];
      for (int read; bytes.size() < length && (read = body.read(buffer)) >= 0; ) {
        bytes.write(buffer, 0, (int) Math.min(read, length - bytes.size()));
      }
    } catch (Refused | Busy e) {
      throw e;
    } catch (IOException e) {
      return OptionalLong.empty(); // what came before the break is kept
    }
    return OptionalLong.empty();
  }

  private void check(HttpResponse<InputStream> response, String file, long from)
      throws IOException {
    int status = response.statusCode();
    if (ASK_AGAIN.contains(status)) {
      String after = response.headers().firstValue("Retry-After").orElse("");
      throw new Busy(
          "the server answered " + status,
          after.matches("[0-9]{1,5}")
              ? OptionalLong.of(Long.parseLong(after))
              : OptionalLong.empty());
    }
    if (status != 206) {
      throw new Refused(
          root
              + file
              + (status == 200
                  ? ": the server gives no parts of files"
                  : ": the server answered " + status));
    }
    String range = response.headers().firstValue("Content-Range").orElse("");
    Matcher stated = CONTENT_RANGE.matcher(range);
    if (!stated.matches() || Long.parseLong(stated.group(1)) != from) {
      throw new Refused(root + file + ": asked for byte " + from + ", got \"" + range + "\"");
    }
    if (!stated.group(2).equals("*")) {
      lengths.put(file, Long.parseLong(stated.group(2)));
    }
  }

  @Override
  public long length(String file) throws IOException {
    if (!lengths.containsKey(file)) {
      range(file, 0, 1); // any answer states it
    }
    Long length = lengths.get(file);
    if (length == null) {
      throw new IOException(root + file + ": the server does not say how long the file is");
    }
    return length;
  }

  @Override
  public InputStream open(String file) throws IOException {
    return new ArchiveInput(this, file, PART_BYTES);
  }

  private URI address(String file) throws IOException {
    if (file.contains("://") || file.startsWith("/") || file.matches("(.*/)?\\.\\.(/.*)?")) {
      throw new Refused(file + " leads out of " + root);
    }
    try {
      return URI.create(root + file);
    } catch (IllegalArgumentException e) {
      throw new Refused(root + file + " is no address");
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + request.uri());
    } catch (IOException e) {
      throw new Busy(String.valueOf(e.getMessage()), OptionalLong.empty());
    }
  }

  private void pause(int attempt, OptionalLong seconds) throws IOException {
    Duration doubled = patience.firstPause().multipliedBy(1L << Math.min(attempt - 1, 20));
    Duration asked = Duration.ofSeconds(seconds.orElse(0));
    Duration wanted = doubled.compareTo(asked) > 0 ? doubled : asked;
    Duration longest = patience.longestPause();
    try {
      Thread.sleep(wanted.compareTo(longest) > 0 ? longest : wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two requests");
    }
  }

  /// The server may answer later.
  private static final class Busy extends IOException {
    private final transient OptionalLong seconds;

    Busy(String message, OptionalLong seconds) {
      super(message);
      this.seconds = seconds;
    }
  }

  /// The server will not answer otherwise.
  private static final class Refused extends IOException {
    Refused(String message) {
      super(message);
    }
  }
}
