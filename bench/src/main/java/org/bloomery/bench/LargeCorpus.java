package org.bloomery.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Json;

/// Writes a corpus of any size for `bench/curate-large`: made-up words, as frequent as Zipf's law
/// has it, in sentences and paragraphs, with planted copies and near copies of documents from
/// anywhere before. The same seed gives the same files.
///
/// Arguments: the folder, the bytes of text, the seed. Prints one JSON line: documents, bytes, and
/// planted copies.
public final class LargeCorpus {
  private static final int BYTES_PER_FILE = 64_000_000;
  private static final int WORDS = 30_000;
  private static final int REMEMBERED = 4096;
  private static final double COPIES = 0.05;
  private static final double NEAR_COPIES = 0.05;
  private static final String[] SYLLABLES =
      "ba be bi bo bra ca co cri da de dro e fa fi ga gle ha hi ja ka ki la lo lu ma me mi na ne no o pa pe po"
          .split(" ", -1);

  private final SplittableRandom random;
  private final byte[][] words = new byte[WORDS][];
  private final short[] frequent =
      new short[1 << 16]; // numbers of words, as often as they are used
  private final byte[][] earlier = new byte[REMEMBERED][];
  private byte[] text = new byte[1 << 14];
  private int length;
  private long documents;
  private long bytes;
  private long copies;
  private long nearCopies;

  private LargeCorpus(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int s = random.nextInt(1, 5); s > 0; s--) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      words[i] = word.toString().getBytes(StandardCharsets.US_ASCII);
    }
    for (int i = 0; i < frequent.length; i++) { // a share of log(n) goes to the first n words
      frequent[i] = (short) (Math.pow(WORDS, (i + 0.5) / frequent.length) - 0.5);
    }
  }

  public static void main(String[] arguments) throws IOException {
    LargeCorpus corpus = new LargeCorpus(Long.parseLong(arguments[2]));
    corpus.write(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    System.out.println(
        Json.line(
            Map.of(
                "documents", corpus.documents,
                "bytes", corpus.bytes,
                "copies", corpus.copies,
                "nearCopies", corpus.nearCopies)));
  }

  private void write(Path folder, long wanted) throws IOException {
    for (int file = 0; bytes < wanted; file++) {
      long end = Math.min(wanted, bytes + BYTES_PER_FILE);
      Path path = folder.resolve(String.format(Locale.ROOT, "%05d.jsonl.zst", file));
      try (OutputStream out = CompressedFiles.createZstd(path)) {
        while (bytes < end) {
          document();
          String url = "https://site" + documents % 5000 + ".example/" + documents;
          out.write("{\"text\":\"".getBytes(StandardCharsets.US_ASCII));
          out.write(text, 0, length);
          out.write(("\",\"url\":\"" + url + "\"}\n").getBytes(StandardCharsets.US_ASCII));
          documents++;
          bytes += length;
        }
      }
    }
  }

  /// The next document as it stands in JSON: its line feeds are written as two characters.
  private void document() {
    byte[] old = earlier[random.nextInt(REMEMBERED)];
    double kind = random.nextDouble();
    length = 0;
    if (old != null && kind < COPIES) {
      append(old);
      copies++;
    } else if (old != null && kind < COPIES + NEAR_COPIES) {
      nearCopy(old);
      nearCopies++;
    } else {
      fresh();
    }
    if (documents < REMEMBERED || random.nextInt(64) == 0) {
      earlier[random.nextInt(REMEMBERED)] = Arrays.copyOf(text, length);
    }
  }

  private void fresh() {
    for (int sentence = random.nextInt(8, 56); sentence > 0; sentence--) {
      for (int word = random.nextInt(5, 20); word > 0; word--) {
        append(words[frequent[random.nextInt(frequent.length)]]);
        append(' ');
      }
      text[length - 1] = '.';
      append(sentence == 1 ? "" : random.nextInt(5) == 0 ? "\\n" : " ");
    }
  }

  /// One space in 150 is followed by a word more.
  private void nearCopy(byte[] old) {
    for (byte b : old) {
      append(b);
      if (b == ' ' && random.nextInt(150) == 0) {
        append(words[frequent[random.nextInt(frequent.length)]]);
        append(' ');
      }
    }
  }

  private void append(String part) {
    append(part.getBytes(StandardCharsets.US_ASCII));
  }

  private void append(int character) {
    if (length == text.length) {
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = (byte) character;
  }

  private void append(byte[] part) {
    for (byte b : part) {
      append(b);
    }
  }
}
