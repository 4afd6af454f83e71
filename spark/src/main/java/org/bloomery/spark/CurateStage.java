package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.Run;
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
import org.bloomery.curate.read.Readers;

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
    return 3;
  }

  @Override
  public List<StageName> reads() {
    return List.of(StageName.CATALOGUE);
  }

  /// Everything except where the work is done.
  @Override
  public Object settings(Run run) {
    CurateSettings s = run.curate();
    return Map.of(
        "partitions", s.partitions(),
        "languages", s.languages(),
        "heldOutShare", s.heldOutShare(),
        "minimumDocuments", s.minimumDocuments(),
        "identifyCharacters", s.identifyCharacters(),
        "share", s.shares(),
        "operators", OperatorKey.of(s),
        "thresholds", s.languages().stream().map(s::thresholds).toList());
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    Run run = context.run();
    Catalogue catalogue = Catalogue.read(context.folder(StageName.CATALOGUE));
    List<SourceContext> sources = sources(run, catalogue);
    List<WorkUnit> units = WorkUnit.of(catalogue);
    WorkFolder work = WorkFolder.in(context.target());
    Tally tally = new Tally();
    try (SparkEngine engine = new SparkEngine(run.curate().master(), work.spark())) {
      new UnitJob(engine.context(), work, context.console()).execute(units, sources);
      tally.add(new CorpusJob(engine.context(), work, run).execute(units.size()));
    }
    OperatorLedgers ledgers = new OperatorLedgers(run.curate().operators().samples());
    for (WorkUnit unit : units) {
      ledgers.add(Json.read(WorkFolder.ledger(work.unit(unit.number())), SourceLedger.class));
      tally.add(Json.read(WorkFolder.tally(work.unit(unit.number())), Tally.class));
    }
    CurationTable table = new CurationTable(tally, run.curate());
    table.print(context.console());
    table.check();
    Path target = context.target();
    new CorpusFolder(target, work).layOut(units.size(), run.curate().partitions());
    table.write(new Corpus(target));
    ledgers.write(new Corpus(target));
    work.delete();
    return table.counts();
  }

  /// The cards with the places that they were read from, in the order of the catalogue.
  private static List<SourceContext> sources(Run run, Catalogue catalogue) {
    Map<String, LocatedCard> cards = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (LocatedCard card : LocatedCard.readAll(run.catalogue().cards())) {
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
    for (String source : run.curate().operators().sourceChains().keySet()) {
      if (!cards.containsKey(source)) {
        problems.add(
            "curate.operators.sources names \""
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
