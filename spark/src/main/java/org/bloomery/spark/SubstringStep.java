package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.corpus.SubstringSettings;
import org.bloomery.curate.duplicate.RepeatedSubstrings;
import org.bloomery.curate.operator.Verdict;

/// Takes passages out that stand, byte by byte, in an earlier document of the language, or earlier
/// in the same one. The suffixes of each block of text are sorted; the blocks of a language are
/// then read side by side in the order of their suffixes, where equal ones follow each other.
///
/// @param minimumBytes length from which on a passage counts
/// @param blockBytes text that is sorted at once
/// @param intact sources that are not looked at
record SubstringStep(int minimumBytes, int blockBytes, ArrayList<String> intact)
    implements CorpusStep {
  static final String TEXTS = "texts";
  static final String BLOCKS = "blocks";

  static SubstringStep of(SubstringSettings settings, List<String> intact) {
    return new SubstringStep(
        settings.minimumBytes(), settings.blockBytes(), new ArrayList<>(intact));
  }

  @Override
  public String name() {
    return "duplicate-substrings";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void decide(StepEngine engine) throws IOException {
    UnitReader reader = UnitReader.after(engine);
    Path folder = engine.work().step(name());
    Path texts = folder.resolve(TEXTS);
    Path blocks = folder.resolve(BLOCKS);
    Files.createDirectories(texts);
    Files.createDirectories(blocks);
    SubstringTask task = new SubstringTask(this, reader, folder.toString(), engine.partitions());
    engine.run(
        "laying texts out",
        engine.units(),
        unit -> Files.exists(task.textsDone(unit)),
        task::layOut);
    List<List<String>> plan = plan(texts);
    engine.run(
        "sorting suffixes",
        plan.size(),
        block -> Files.exists(SuffixBlock.done(blocks, block)),
        block -> task.sort(block, plan.get(block)));
    List<List<Integer>> languages = languages(plan);
    engine.runRows(
        "finding repeated passages",
        StepEngine.decisions(engine.work(), this),
        engine.partitions(),
        partition -> task.merge(partition, languages));
  }

  /// Which pieces of text make a block: those of one language in the order of the sources, as many
  /// as fit. Follows from the texts alone. (Lists that Spark can send.)
  private List<List<String>> plan(Path texts) throws IOException {
    TreeMap<String, List<Path>> pieces = new TreeMap<>();
    try (Stream<Path> files = Files.list(texts)) {
      files
          .filter(file -> file.toString().endsWith(TextPiece.TEXT))
          .sorted()
          .forEach(file ->
              pieces.computeIfAbsent(TextPiece.language(file), _ -> new ArrayList<>()).add(file));
    }
    List<List<String>> blocks = new ArrayList<>();
    for (List<Path> ofLanguage : pieces.values()) {
      List<String> block = new ArrayList<>();
      long bytes = 0;
      for (Path piece : ofLanguage) {
        long size = Files.size(piece);
        if (!block.isEmpty() && bytes + size > blockBytes) {
          blocks.add(block);
          block = new ArrayList<>();
          bytes = 0;
        }
        block.add(piece.toString());
        bytes += size;
      }
      blocks.add(block);
    }
    return blocks;
  }

  /// The numbers of the blocks of each language.
  private static List<List<Integer>> languages(List<List<String>> plan) {
    TreeMap<String, List<Integer>> blocks = new TreeMap<>();
    for (int block = 0; block < plan.size(); block++) {
      String language = TextPiece.language(Path.of(plan.get(block).getFirst()));
      blocks.computeIfAbsent(language, _ -> new ArrayList<>()).add(block);
    }
    return new ArrayList<>(blocks.values());
  }

  @Override
  public int decisionColumns() {
    return 2;
  }

  @Override
  public Verdict apply(Document document, long[] decisions, DocumentIds ids) {
    int[] starts = new int[decisions.length / 2];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) decisions[2 * i + 1];
    }
    String text = RepeatedSubstrings.without(document.text(), starts, minimumBytes);
    return ChangedText.of(document, text, name());
  }
}
