package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.corpus.ContaminationSettings;
import org.bloomery.artifact.run.corpus.DuplicateSettings;
import org.bloomery.artifact.run.corpus.PassageSettings;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.LocatedCard;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.curate.SourceLedger;
import org.bloomery.curate.operator.Operators;
import org.bloomery.curate.operator.Unjudged;
import org.bloomery.curate.read.Readers;
import org.jspecify.annotations.Nullable;

/// Makes the corpus from the catalogued sources.
public final class CurateStage implements Stage {
  public static void main(String[] arguments) {
    StageMain.main(new CurateStage(), arguments);
  }

  @Override
  public StageName name() {
    return StageName.CORPUS;
  }

  @Override
  public int formatVersion() {
    return 7; // 7: operators.json knows steps over all documents; operators behind these;
    // work folders keep documents in another form
  }

  @Override
  public List<StageName> reads() {
    return List.of(StageName.CATALOGUE);
  }

  /// Everything except where the work is done.
  @Override
  public Object settings(Run run) {
    CurateSettings s = run.curate();
    Map<String, Object> settings = new TreeMap<>();
    settings.put("partitions", s.partitions());
    settings.put("languages", s.languages());
    settings.put("heldOutShare", s.heldOutShare());
    settings.put("minimumDocuments", s.minimumDocuments());
    settings.put("identifyCharacters", s.identifyCharacters());
    settings.put("share", s.shares());
    settings.put("operators", OperatorKey.of(s));
    settings.put("thresholds", s.languages().stream().map(s::thresholds).toList());
    settings.put("duplicates", s.duplicateSettings());
    if (s.contamination() != null) {
      settings.put("contamination", withoutPaths(s.contamination()));
    }
    if (s.licences() != null) {
      settings.put("licences", s.licences());
    }
    if (s.mix() != null) {
      settings.put("mix", s.mix());
    }
    return settings;
  }

  /// Where a task's file lies does not matter; what it holds is an input.
  private static Map<String, Object> withoutPaths(ContaminationSettings s) {
    return Map.of(
        "ngram", s.ngram(),
        "minimumTokens", s.minimumTokens(),
        "overlap", s.overlap(),
        "action", s.action(),
        "tasks", s.tasks().stream().map(task -> task.name() + " " + task.fieldNames()).toList());
  }

  @Override
  public Map<String, String> externalInputs(Run run) {
    Map<String, String> inputs = new TreeMap<>();
    ContaminationSettings contamination = run.curate().contamination();
    if (contamination != null) {
      for (ContaminationSettings.TaskFile task : contamination.tasks()) {
        inputs.put("task " + task.name(), Digests.sha256(task.file()));
      }
    }
    return inputs;
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    Run run = context.run();
    Catalogue catalogue = Catalogue.read(context.folder(StageName.CATALOGUE));
    List<SourceContext> sources = sources(run, catalogue);
    Unjudged.sentences(run.curate()).forEach(context.console()::line);
    List<WorkUnit> units = WorkUnit.of(catalogue);
    WorkFolder work = WorkFolder.in(context.target());
    Tally tally = new Tally();
    long start = System.nanoTime();
    try (SparkEngine engine = new SparkEngine(run.curate().master(), work.spark())) {
      context.measured().put("sparkStartSeconds", (System.nanoTime() - start) / 1e9);
      new UnitJob(engine.context(), work, context.console()).execute(units, sources);
      List<CorpusStep> steps = CorpusSteps.of(run.curate());
      new StepsJob(engine.context(), work, context.console()).execute(units, sources, steps);
      tally.add(new CorpusJob(engine.context(), work, run, !steps.isEmpty()).execute(units.size()));
    }
    OperatorLedgers ledgers = new OperatorLedgers(run.curate().operators().samples());
    for (WorkUnit unit : units) {
      ledgers.add(Json.read(WorkFolder.ledger(work.unit(unit.number())), SourceLedger.class));
      if (work.isApplied(unit.number())) {
        ledgers.add(Json.read(WorkFolder.ledger(work.applied(unit.number())), SourceLedger.class));
        tally.add(Json.read(WorkFolder.tally(work.applied(unit.number())), Tally.class));
      }
      tally.add(Json.read(WorkFolder.tally(work.unit(unit.number())), Tally.class));
    }
    CurationTable table = new CurationTable(tally, run.curate());
    table.print(context.console());
    table.check();
    Path target = context.target();
    new CorpusFolder(target, work).layOut(units.size(), run.curate().partitions());
    table.write(new Corpus(target));
    ledgers.write(new Corpus(target));
    new CorpusLedger(catalogue, run.curate().licencePolicy(), tally, ledgers)
        .write(new Corpus(target));
    if (run.curate().contamination() != null) {
      Files.copy(
          ContaminationStep.report(work),
          new Corpus(target).contamination(),
          StandardCopyOption.REPLACE_EXISTING);
    }
    work.delete();
    return table.counts();
  }

  /// The cards with the places that they were read from, in the order of the catalogue.
  static List<SourceContext> sources(Run run, Catalogue catalogue) {
    Map<String, LocatedCard> cards = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (LocatedCard card : LocatedCard.readAll(run.catalogue())) {
      cards.put(card.card().id(), card);
      Readers.problems(card.card().format(), List.of(ParquetRecords.NAME))
          .forEach(problem -> problems.add(card.file() + ": " + problem));
    }
    if (!problems.isEmpty()) {
      throw new RunFileException(problems);
    }
    List<SourceContext> contexts = new ArrayList<>();
    for (CataloguedSource source : catalogue.sources()) {
      LocatedCard card = cards.get(source.card().id());
      if (card == null || !card.card().equals(source.card())) {
        throw new InputException(
            "the card of source "
                + source.card().id()
                + " changed after it was catalogued; run `bloomery catalogue` again");
      }
      contexts.add(SourceContext.of(card, run.curate()));
      chainProblem(run.curate(), card.card()).ifPresent(problems::add);
    }
    for (Map.Entry<String, String> named : namedSources(run.curate()).entrySet()) {
      String source = named.getKey();
      if (!cards.containsKey(source)) {
        problems.add(
            named.getValue()
                + " names \""
                + source
                + "\", but the cards are those of "
                + new TreeSet<>(cards.keySet()));
      }
    }
    if (!problems.isEmpty()) {
      throw new RunFileException(problems.stream().distinct().toList());
    }
    return contexts;
  }

  /// The sources that settings speak of, with one of the places where they do.
  private static Map<String, String> namedSources(CurateSettings settings) {
    Map<String, String> named = new TreeMap<>();
    DuplicateSettings duplicates = settings.duplicateSettings();
    duplicates.intactSources().forEach(id -> named.put(id, "curate.duplicates.intact"));
    name(named, duplicates.lines(), "curate.duplicates.lines.sources");
    name(named, duplicates.paragraphs(), "curate.duplicates.paragraphs.sources");
    settings
        .operators()
        .sourceChains()
        .keySet()
        .forEach(id -> named.put(id, "curate.operators.sources"));
    return named;
  }

  private static void name(
      Map<String, String> named, @Nullable PassageSettings passages, String place) {
    if (passages != null) {
      passages.ofSources().keySet().forEach(id -> named.put(id, place));
    }
  }

  /// Makes the operators once here, so that a chain that cannot be is refused before any work.
  private static Optional<String> chainProblem(CurateSettings settings, SourceCard card) {
    try {
      Operators.chain(settings, card);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
