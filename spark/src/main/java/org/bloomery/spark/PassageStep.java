package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Seeds;
import org.bloomery.artifact.run.corpus.PassageSettings;
import org.bloomery.artifact.run.corpus.PassageSettings.Remain;
import org.bloomery.artifact.run.corpus.PassageSettings.Within;
import org.bloomery.curate.duplicate.Mixing;
import org.bloomery.curate.duplicate.Passages;
import org.bloomery.curate.operator.Verdict;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.RowWriter;
import org.bloomery.spark.sorted.Rows;

/// Takes lines or paragraphs out that recur: templates, menus, cookie notices. A document of which
/// nothing is left is dropped.
///
/// @param rules the usual one first
/// @param ruleOfSource numbers of the rules of sources with one of their own
/// @param intact sources that are not looked at
record PassageStep(
    boolean paragraphs,
    ArrayList<Rule> rules,
    TreeMap<String, Integer> ruleOfSource,
    ArrayList<String> intact,
    Within within)
    implements CorpusStep {
  /// When passages go, in a form that Spark can send.
  record Rule(int minimumCharacters, int minimumOccurrences, Remain remain)
      implements Serializable {
    static Rule of(PassageSettings.Rule rule) {
      return new Rule(
          rule.minimumCharacters(), Math.toIntExact(rule.minimumOccurrences()), rule.remain());
    }
  }

  private static final String ROWS = "passages";

  /// Hash of the passage and of where it counts, address, number of the passage with its rule.
  private static final int COLUMNS = 3;

  static PassageStep of(boolean paragraphs, PassageSettings s, List<String> intact) {
    ArrayList<Rule> rules = new ArrayList<>(List.of(Rule.of(s.usual())));
    TreeMap<String, Integer> ruleOfSource = new TreeMap<>();
    new TreeMap<>(s.ofSources())
        .forEach((source, rule) -> {
          ruleOfSource.put(source, rules.size());
          rules.add(Rule.of(rule));
        });
    return new PassageStep(paragraphs, rules, ruleOfSource, new ArrayList<>(intact), s.within());
  }

  @Override
  public String name() {
    return paragraphs ? "duplicate-paragraphs" : "duplicate-lines";
  }

  @Override
  public String version() {
    return "1";
  }

  private Passages passages() {
    return paragraphs ? Passages.paragraphs() : Passages.lines();
  }

  @Override
  public void decide(StepEngine engine) throws IOException {
    UnitReader reader = UnitReader.after(engine);
    RowPartitions byHash = engine.byHash();
    RowPartitions byUnit = engine.byUnit();
    Path passages = StepEngine.folder(engine.work(), this, ROWS);
    Path decisions = StepEngine.decisions(engine.work(), this);
    String passageFolder = passages.toString();
    String decisionFolder = decisions.toString();
    int units = engine.units();
    engine.runRows(
        "finding " + name(),
        passages,
        units,
        unit -> spread(reader, unit, Path.of(passageFolder), byHash));
    engine.runRows(
        "counting " + name(),
        decisions,
        engine.partitions(),
        part ->
            settle(Path.of(passageFolder), units, byHash, part, Path.of(decisionFolder), byUnit));
  }

  private void spread(UnitReader reader, int unit, Path folder, RowPartitions partitions)
      throws IOException {
    Passages passages = passages();
    try (RowWriter rows = new RowWriter(folder, unit, COLUMNS, partitions)) {
      reader.forEach(
          unit,
          (address, document) -> {
            if (intact.contains(document.source())) {
              return;
            }
            int number = ruleOfSource.getOrDefault(document.source(), 0);
            Rule rule = rules.get(number);
            long place = place(document);
            passages.read(document.text());
            for (int i = 0; i < passages.count(); i++) {
              if (passages.characters(i) >= rule.minimumCharacters) {
                long passage = (long) i * rules.size() + number;
                rows.write(Mixing.mix(place, passages.hash(i)), address, passage);
              }
            }
          });
      rows.finish();
    }
  }

  private long place(Document document) {
    return switch (within) {
      case SOURCE -> Seeds.derive(1, document.source());
      case LANGUAGE -> Seeds.derive(2, document.language());
      case CORPUS -> 3;
    };
  }

  /// Copies come in the order of the sources. Up to the number from which on they count as
  /// recurring they wait, so memory is bounded however often a passage recurs.
  private void settle(
      Path passages,
      int units,
      RowPartitions byHash,
      int partition,
      Path decisions,
      RowPartitions byUnit)
      throws IOException {
    int waiting = rules.stream().mapToInt(Rule::minimumOccurrences).max().orElseThrow();
    long[] addresses = new long[waiting];
    long[] numbers = new long[waiting];
    try (Rows rows = new Rows(passages, units, COLUMNS, byHash, partition);
        RowWriter out = new RowWriter(decisions, partition, 2, byUnit)) {
      long hash = 0;
      long copies = 0;
      while (rows.next()) {
        copies = copies > 0 && rows.column(0) == hash ? copies + 1 : 1;
        hash = rows.column(0);
        // copies of one source have one rule; where they are counted together there is only one
        Rule rule = rules.get((int) (rows.column(2) % rules.size()));
        long passage = rows.column(2) / rules.size();
        if (copies > rule.minimumOccurrences) {
          out.write(rows.column(1), passage);
        } else {
          addresses[(int) copies - 1] = rows.column(1);
          numbers[(int) copies - 1] = passage;
          if (copies == rule.minimumOccurrences) {
            for (int i = rule.remain == Remain.FIRST ? 1 : 0; i < copies; i++) {
              out.write(addresses[i], numbers[i]);
            }
          }
        }
      }
      out.finish();
    }
  }

  @Override
  public int decisionColumns() {
    return 2;
  }

  @Override
  public Verdict apply(Document document, long[] decisions, DocumentIds ids) {
    int[] removed = new int[decisions.length / 2];
    for (int i = 0; i < removed.length; i++) {
      removed[i] = (int) decisions[2 * i + 1];
    }
    String text = document.text();
    return ChangedText.of(document, passages().read(text).without(text, removed), name());
  }
}
