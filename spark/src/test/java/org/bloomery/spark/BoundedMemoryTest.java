package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The memory of curation does not grow with its input: more text than the heap holds passes
/// through filters, near and exact duplicates and the last sort. `bench/curate-large` is the large
/// form.
class BoundedMemoryTest {
  private static final int HEAP_MEGABYTES = 256;

  @TempDir private Path folder;
  private final Random random = new Random(5);
  private long documents;

  @Test
  @Tag("long")
  void threeTimesTheHeapPassesThroughIt() throws Exception {
    TestCollection collection = new TestCollection(folder);
    List<String> lines = TestCollection.lines("en");
    long bytes = 0;
    for (int file = 0; bytes < (3L * HEAP_MEGABYTES) << 20; file++) {
      bytes += write(folder.resolve("large/" + file + ".jsonl.zst"), lines);
    }
    collection.card("large", "jsonl", "large/*.jsonl.zst");
    run(collection, "org.bloomery.catalogue.CatalogueStage");
    run(collection, CurateStage.class.getName());
    Path corpus = folder.resolve("run/corpus");
    Tally.Row all = Json.read(new Corpus(corpus).table(), Tally.class).total();
    assertEquals(documents, all.documents() + all.heldOutDocuments() + all.droppedDocuments());
  }

  /// About 32 MB of text; one in twenty documents is there twice.
  private long write(Path file, List<String> lines) throws IOException {
    long bytes = 0;
    try (OutputStream out = CompressedFiles.createZstd(file)) {
      String text = "";
      while (bytes < 32 << 20) {
        if (text.isEmpty() || random.nextInt(20) > 0) {
          text = text(lines);
        }
        out.write((Json.line(Map.of("text", text)) + "\n").getBytes(StandardCharsets.UTF_8));
        bytes += text.length();
        documents++;
      }
    }
    return bytes;
  }

  private String text(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      String line = lines.get(random.nextInt(lines.size()));
      text.append(line).append(" No. ").append(random.nextInt(1_000_000)).append('\n');
    }
    return text.toString();
  }

  private void run(TestCollection collection, String mainClass) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(TestCollection.ROOT.resolve("runs/tiny.toml").toAbsolutePath().toString());
    arguments.add(folder.resolve("run").toString());
    arguments.addAll(
        collection.sets("curate.duplicates.minhash={bands=8,rows=4,shingle=5,similarity=0.8}"));
    JavaProcess process =
        JavaProcess.start(
            folder.resolve("run.log"),
            // Spark wants 450 MB unless it is told that this is a test.
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Xmx" + HEAP_MEGABYTES + "m -Dspark.testing.reservedMemory=30000000"),
            mainClass,
            arguments);
    assertEquals(0, process.await(), process.output());
  }
}
