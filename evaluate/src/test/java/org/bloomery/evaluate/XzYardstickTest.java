package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XzYardstickTest {
  @Test
  void noiseDoesNotShrinkAndRepetitionDoes() throws IOException {
    byte[] noise = new byte[50_000];
    new Random(1).nextBytes(noise);
    byte[] zeros = new byte[50_000];
    assertTrue(XzYardstick.size(new byte[][] {noise}) >= noise.length);
    assertTrue(XzYardstick.size(new byte[][] {zeros}) < 200);
  }

  /// `xz -9 --check=none` (XZ Utils 5.4.1) makes 32 bytes of an empty file.
  @Test
  void emptyFileHasTheHeaderOnly() throws IOException {
    assertEquals(32, XzYardstick.size(new byte[0][]));
  }

  @Test
  void trainingTextOfTheLanguageHelps(@TempDir Path folder) throws IOException {
    Corpus corpus = new Corpus(folder);
    List<Document> training = Texts.documents("en", 60, 1);
    List<Document> heldOut = Texts.documents("en", 20, 2);
    Texts.write(corpus.part("en", 0), training.subList(0, 30));
    Texts.write(corpus.part("en", 1), training.subList(30, 60));
    XzYardstick all = XzYardstick.measure(corpus, "en", heldOut, 1 << 20);
    XzYardstick none = XzYardstick.measure(corpus, "en", heldOut, 0);
    assertEquals(0, none.primingBytes());
    assertTrue(all.primed() < all.plain(), all.toString());
    assertEquals(all.plain(), none.plain());
    assertEquals(none.plain(), none.primed(), 8.0 * 40 / none.bytes());
  }
}
