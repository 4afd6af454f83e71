package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bloomery.artifact.Digests;

/// Sets a tenth of the texts aside, by a hash of the text: equal texts fall on the same side, and
/// nothing depends on their order.
///
/// @param threshold the largest hash that is set aside
record HeldOutTenth(Texts texts, long threshold) {
  static LanguageText of(String language, Texts texts) throws IOException {
    LongStream.Builder hashes = LongStream.builder();
    texts.forEach(text -> hashes.add(hash(text)));
    long[] sorted = hashes.build().sorted().distinct().toArray();
    long threshold = sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 10];
    HeldOutTenth split = new HeldOutTenth(texts, threshold);
    return new LanguageText(language, "corpus", split.side(true), split.side(false));
  }

  private Texts side(boolean heldOut) {
    return action ->
        texts.forEach(text -> {
          if (hash(text) <= threshold == heldOut) {
            action.accept(text);
          }
        });
  }

  private static long hash(String text) {
    byte[] digest = Digests.newSha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(Arrays.copyOf(digest, Long.BYTES)).getLong();
  }
}
