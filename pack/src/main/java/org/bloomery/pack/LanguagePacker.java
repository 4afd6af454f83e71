package org.bloomery.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.shard.ShardWriter;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;

/// Writes one shard: reads documents in order, encodes batches of them on a pool, and writes the
/// results in order. What is in flight is bounded, and the bytes do not depend on the pool.
final class LanguagePacker {
  private static final int BATCH_CHARACTERS = 1 << 18;

  private final Tokenizer tokenizer;
  private final int endOfText;
  private final ExecutorService pool;
  private final int maxBatches;

  /// @param threads of the pool
  LanguagePacker(Tokenizer tokenizer, int endOfText, ExecutorService pool, int threads) {
    this.tokenizer = tokenizer;
    this.endOfText = endOfText;
    this.pool = pool;
    this.maxBatches = 2 * threads + 1;
  }

  /// One line of the index of documents.
  ///
  /// @param document its number in the shard
  /// @param offset tokens before it in the shard
  /// @param length its tokens, `</s>` included
  record Place(long document, String id, String source, long offset, int length) {}

  private record Batch(List<Document> documents, Future<List<int[]>> ids) {}

  /// Packs the documents of some files into `folder/name.*`.
  ShardTotals pack(List<Path> files, Path folder, String name) throws IOException {
    Path places = folder.resolve(name + ".documents.jsonl.zst");
    try (ShardWriter shard = new ShardWriter(folder.resolve(name), tokenizer.size());
        OutputStream out = CompressedFiles.createZstd(places)) {
      Deque<Batch> inFlight = new ArrayDeque<>();
      List<Document> pending = new ArrayList<>();
      int[] characters = {0};
      for (Path file : files) {
        Corpus.forEach(
            file,
            document -> {
              pending.add(document);
              characters[0] += document.text().length();
              if (characters[0] >= BATCH_CHARACTERS) {
                submit(pending, inFlight);
                characters[0] = 0;
                if (inFlight.size() >= maxBatches) {
                  write(inFlight.remove(), shard, out);
                }
              }
            });
      }
      submit(pending, inFlight);
      while (!inFlight.isEmpty()) {
        write(inFlight.remove(), shard, out);
      }
      shard.finish();
      return new ShardTotals(shard.documents(), shard.tokens());
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void submit(List<Document> pending, Deque<Batch> inFlight) {
    List<Document> documents = List.copyOf(pending);
    pending.clear();
    inFlight.add(
        new Batch(documents, pool.submit(() -> documents.stream().map(this::ids).toList())));
  }

  /// A special token written out in a document is text: it must not end the document.
  private int[] ids(Document document) {
    byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
    int[] ids = tokenizer.encode(text, Specials.AS_TEXT);
    int[] ended = Arrays.copyOf(ids, ids.length + 1);
    ended[ids.length] = endOfText;
    return ended;
  }

  private static void write(Batch batch, ShardWriter shard, OutputStream out) {
    try {
      List<int[]> ids = batch.ids().get();
      for (int i = 0; i < ids.size(); i++) {
        Document document = batch.documents().get(i);
        Place place =
            new Place(
                shard.documents(),
                document.id(),
                document.source(),
                shard.tokens(),
                ids.get(i).length);
        shard.add(ids.get(i));
        out.write((Json.line(place) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a batch could not be encoded", e);
    }
  }
}
