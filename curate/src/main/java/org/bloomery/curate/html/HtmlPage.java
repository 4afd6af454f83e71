package org.bloomery.curate.html;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Parses pages of strangers within bounds of bytes, depth and time.
final class HtmlPage {
  static final int MAXIMUM_BYTES = 8 << 20;

  /// Elements that lie deeper become children of this depth, so that no page makes walks long.
  static final int MAXIMUM_DEPTH = 512;

  /// Of the thread's own computing, so that a busy machine changes nothing. Usual pages take
  /// milliseconds; only pages made to be slow come near this.
  private static final long MAXIMUM_SECONDS = 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private HtmlPage() {}

  static PageText read(
      byte[] page, @Nullable String contentType, Function<Document, String> extract) {
    return read(page, contentType, extract, TimeUnit.SECONDS.toNanos(MAXIMUM_SECONDS));
  }

  static PageText read(
      byte[] page,
      @Nullable String contentType,
      Function<Document, String> extract,
      long allowedNanos) {
    if (page.length > MAXIMUM_BYTES) {
      return new PageText.Unreadable("page-too-long", "longer than " + MAXIMUM_BYTES + " bytes");
    }
    String markup = PageCharset.decode(page, contentType);
    if (markup == null) {
      return new PageText.Unreadable(
          "unknown-charset",
          "the bytes are not valid in the character set that is stated, nor in UTF-8 or one that"
              + " could be detected");
    }
    Reader timed = new TimedReader(markup, THREADS.getCurrentThreadCpuTime() + allowedNanos);
    try {
      Document document = Parser.htmlParser().setMaxDepth(MAXIMUM_DEPTH).parseInput(timed, "");
      return new PageText.Found(extract.apply(document));
    } catch (UncheckedIOException e) {
      return new PageText.Unreadable("page-too-slow", String.valueOf(e.getMessage()));
    }
  }

  /// The parser asks for more now and then; after the deadline it gets no more.
  private static final class TimedReader extends Reader {
    private final StringReader markup;
    private final long deadline;

    TimedReader(String markup, long deadline) {
      this.markup = new StringReader(markup);
      this.deadline = deadline;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      if (THREADS.getCurrentThreadCpuTime() > deadline) {
        throw new IOException("the page could not be parsed in time");
      }
      return markup.read(buffer, offset, length);
    }

    @Override
    public void close() {
      markup.close();
    }
  }
}
