package org.bloomery.curate.crawl;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;
import org.jspecify.annotations.Nullable;

/// Step two keeps what it fetched here: the records as they came, behind each other in a WARC file
/// a seed, and a line for each in a ledger. The ledger is written after the record, so that
/// whatever was cut off by a kill is fetched again and nothing else.
final class PageStore implements AutoCloseable {
  private static final String LEDGER = "fetched.jsonl";

  private final Path folder;
  private final Map<String, Page> pages = new HashMap<>();
  private final Map<String, FileChannel> open = new HashMap<>();
  private final FileChannel ledger;

  /// A fetched record, or why there is none.
  ///
  /// @param offset where it lies in `pages/SEED.warc.gz`
  record Page(String seed, String url, long offset, long length, @Nullable String failure) {}

  PageStore(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("pages"));
    Map<String, Long> ends = new HashMap<>();
    Path file = folder.resolve(LEDGER);
    long whole = 0;
    if (Files.exists(file)) {
      String text = Files.readString(file);
      int end = text.lastIndexOf('\n') + 1; // a line that was cut off does not count
      for (String line : text.substring(0, end).lines().toList()) {
        Page page = Json.parse(line, Page.class);
        pages.put(page.url(), page);
        ends.merge(page.seed(), page.offset() + page.length(), Math::max);
      }
      whole = text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
    ledger = append(file, whole);
    for (Map.Entry<String, Long> seed : ends.entrySet()) {
      open.put(seed.getKey(), append(pages(seed.getKey()), seed.getValue()));
    }
  }

  private static FileChannel append(Path file, long length) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(length);
    channel.position(length);
    return channel;
  }

  private Path pages(String seed) {
    return folder.resolve("pages").resolve(seed + ".warc.gz");
  }

  /// What is known about an address, or null. A failure is there to be tried again.
  @Nullable Page page(String url) {
    return pages.get(url);
  }

  void keep(String seed, String url, byte[] record) throws IOException {
    FileChannel channel = open.get(seed);
    if (channel == null) {
      channel = append(pages(seed), 0);
      open.put(seed, channel);
    }
    long offset = channel.position();
    write(channel, record);
    note(new Page(seed, url, offset, record.length, null));
  }

  void fail(String seed, String url, String failure) throws IOException {
    note(new Page(seed, url, 0, 0, failure));
  }

  private void note(Page page) throws IOException {
    write(ledger, (Json.line(page) + "\n").getBytes(StandardCharsets.UTF_8));
    pages.put(page.url(), page);
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /// The record of a page that was fetched.
  byte[] record(Page page) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(page.length())];
    try (RandomAccessFile file = new RandomAccessFile(pages(page.seed()).toFile(), "r")) {
      file.seek(page.offset());
      file.readFully(bytes);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
    ledger.close();
    AtomicFiles.force(folder);
  }
}
