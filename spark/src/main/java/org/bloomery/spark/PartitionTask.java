package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.TreeMap;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentWriter;
import org.bloomery.artifact.Seeds;
import org.bloomery.curate.ContentHash;
import org.bloomery.curate.Rejection;
import scala.Tuple2;

/// The second phase for one partition: documents come in the order of their keys, duplicates beside
/// each other.
///
/// @param heldOutSeed names the random numbers of the held-out split
record PartitionTask(WorkFolder work, long heldOutSeed, double heldOutShare, LanguageLimits limits)
    implements Serializable {
  static final String TRAINING = "training";
  static final String HELD_OUT = "heldout";
  static final String REJECTED = "rejected.jsonl.zst";

  /// Runs on a worker and writes `training/LANG.jsonl.zst`, `heldout/LANG.jsonl.zst` and
  /// `rejected.jsonl.zst` into the partition's folder.
  Tally run(int partition, Iterator<Tuple2<String, byte[]>> sorted) throws IOException {
    Path target = work.partition(partition);
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    AtomicFiles.deleteTree(partial);
    Files.createDirectories(partial);
    Tally tally = new Tally();
    try (Writers writers = new Writers(partial);
        JsonLinesWriter<Rejection> rejected =
            new JsonLinesWriter<>(partial.resolve(REJECTED), Rejection.class)) {
      String hash = "";
      String keeper = "";
      while (sorted.hasNext()) {
        Tuple2<String, byte[]> next = sorted.next();
        Document document = CuratedFile.parse(next._2());
        if (Curated.hash(next._1()).equals(hash)) {
          drop(document, "duplicate", "same text as " + keeper, tally, rejected);
          continue;
        }
        hash = Curated.hash(next._1());
        keeper = document.id();
        int copies = limits.copies(document.language(), hash);
        if (copies == 0) {
          drop(document, "over-share", "its language has its share", tally, rejected);
        } else if (isHeldOut(hash)) {
          writers.to(HELD_OUT, document.language()).write(document);
          tally.addHeldOut(document);
        } else {
          for (int copy = 1; copy <= copies; copy++) {
            // Ids are unique in a corpus, so repeats have their own.
            Document written = copy == 1 ? document : document.withId(document.id() + "~" + copy);
            writers.to(TRAINING, document.language()).write(written);
            tally.addTraining(written, copy > 1);
          }
        }
      }
    }
    AtomicFiles.deleteTree(target);
    AtomicFiles.move(partial, target);
    return tally;
  }

  private boolean isHeldOut(String hash) {
    return Seeds.uniform(heldOutSeed, ContentHash.bits(hash)) < heldOutShare;
  }

  private static void drop(
      Document document,
      String reason,
      String detail,
      Tally tally,
      JsonLinesWriter<Rejection> rejected)
      throws IOException {
    tally.addDropped(document, reason, Tally.bytes(document));
    rejected.write(
        new Rejection(
            reason, detail, document.language(), document.source(), document.origin(), document));
  }

  /// The open files of a partition, one for each part and language.
  private static final class Writers implements AutoCloseable {
    private final Path folder;
    private final TreeMap<String, DocumentWriter> open = new TreeMap<>();

    Writers(Path folder) {
      this.folder = folder;
    }

    DocumentWriter to(String part, String language) throws IOException {
      String path = part + "/" + language + ".jsonl.zst";
      DocumentWriter writer = open.get(path);
      if (writer == null) {
        writer = new DocumentWriter(folder.resolve(path));
        open.put(path, writer);
      }
      return writer;
    }

    @Override
    public void close() throws IOException {
      for (DocumentWriter writer : open.values()) {
        writer.close();
      }
    }
  }
}
