package org.bloomery.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The layout of a curated corpus.
///
/// - `LANG/part-NNNNN.jsonl.zst`: the training documents of a language in fixed partitions
/// - `heldout/LANG.jsonl.zst`: documents that no stage before evaluation learns from
/// - `rejected/`: dropped documents with their reasons
/// - `contamination.json`: what of evaluation tasks was found, if it was looked for
/// - `table.json`: documents, bytes and drops by language and reason
/// - `operators.json`: what each operator did to each source, with samples
/// - `ledger.json`: the account of each source, from its card to what stays under which licence
public final class Corpus {
  private static final String HELD_OUT = "heldout";
  private static final String REJECTED = "rejected";

  private final Path folder;

  public Corpus(Path folder) {
    this.folder = folder;
  }

  /// The languages with training documents, in order of their codes.
  public List<String> languages() {
    return list(folder).stream()
        .filter(Files::isDirectory)
        .map(path -> path.getFileName().toString())
        .filter(name -> !name.equals(HELD_OUT) && !name.equals(REJECTED))
        .toList();
  }

  /// The training files of a language, in the order in which everybody reads them.
  public List<Path> parts(String language) {
    return list(folder.resolve(language)).stream()
        .filter(path -> path.getFileName().toString().endsWith(".jsonl.zst"))
        .toList();
  }

  public Path part(String language, int number) {
    return folder
        .resolve(language)
        .resolve(String.format(java.util.Locale.ROOT, "part-%05d.jsonl.zst", number));
  }

  public Path heldOutPath(String language) {
    return folder.resolve(HELD_OUT).resolve(language + ".jsonl.zst");
  }

  /// The held-out documents of a language, if there are any.
  public Optional<Path> heldOut(String language) {
    return Optional.of(heldOutPath(language)).filter(Files::exists);
  }

  public Path operators() {
    return folder.resolve("operators.json");
  }

  public Path ledger() {
    return folder.resolve("ledger.json");
  }

  public Path rejected() {
    return folder.resolve(REJECTED);
  }

  /// What of evaluation tasks was found, if it was looked for.
  public Path contamination() {
    return folder.resolve("contamination.json");
  }

  public Path table() {
    return folder.resolve("table.json");
  }

  /// Reads all training documents of a language in order.
  public void forEachTrainingDocument(String language, Consumer<Document> action) {
    for (Path part : parts(language)) {
      forEach(part, action);
    }
  }

  /// Reads the documents of one file in order.
  public static void forEach(Path file, Consumer<Document> action) {
    try (DocumentReader reader = new DocumentReader(file)) {
      for (Document document; (document = reader.next()) != null; ) {
        action.accept(document);
      }
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be closed: " + e.getMessage(), e);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new ArtifactException(
          folder + " is not a corpus folder: " + e.getMessage() + "; run the curate stage", e);
    }
  }
}
