package org.bloomery.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentReader;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/// What a compressor makes of the same text: XZ at level 9, plain and primed.
///
/// A language model is a compressor, and bits per byte is the size it would reach. Plain XZ sees
/// the held-out text alone. Primed XZ has seen training text of the language first: the size of
/// both together, less that of the training text. XZ may look back from one held-out document to
/// the one before, which the model may not, so the comparison leans towards XZ.
///
/// @param bytes held-out text
/// @param primingBytes training text that was put before it
/// @param plain bits per byte
/// @param primed bits per byte
record XzYardstick(long bytes, long primingBytes, double plain, double primed) {
  private static final int LEVEL = 9;

  /// @param primingLimit bytes of training text at most
  static XzYardstick measure(
      Corpus corpus, String language, List<Document> heldOut, long primingLimit)
      throws IOException {
    byte[][] text =
        heldOut.stream()
            .map(document -> document.text().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    byte[][] training = training(corpus, language, primingLimit);
    long bytes = total(text);
    long primingBytes = total(training);
    long plain = size(text);
    long primed = size(training, text) - size(training);
    return new XzYardstick(bytes, primingBytes, 8.0 * plain / bytes, 8.0 * primed / bytes);
  }

  private static byte[][] training(Corpus corpus, String language, long limit) throws IOException {
    java.util.ArrayList<byte[]> texts = new java.util.ArrayList<>();
    long bytes = 0;
    for (var part : corpus.parts(language)) {
      try (DocumentReader reader = new DocumentReader(part)) {
        for (Document document; bytes < limit && (document = reader.next()) != null; ) {
          byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
          texts.add(text);
          bytes += text.length;
        }
      }
    }
    return texts.toArray(byte[][]::new);
  }

  /// Bytes of the XZ file that holds all texts end to end.
  static long size(byte[][]... groups) throws IOException {
    long length = 0;
    for (byte[][] group : groups) {
      length += total(group);
    }
    LZMA2Options options = new LZMA2Options(LEVEL);
    // Level 9 looks back 64 MiB; less text needs less memory, and more text a longer memory.
    options.setDictSize(
        (int) Math.clamp(length, LZMA2Options.DICT_SIZE_MIN, (long) LZMA2Options.DICT_SIZE_MAX));
    CountingStream counter = new CountingStream();
    try (XZOutputStream out = new XZOutputStream(counter, options, XZ.CHECK_NONE)) {
      for (byte[][] group : groups) {
        for (byte[] text : group) {
          out.write(text);
        }
      }
    }
    return counter.bytes;
  }

  private static long total(byte[][] texts) {
    long bytes = 0;
    for (byte[] text : texts) {
      bytes += text.length;
    }
    return bytes;
  }

  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
