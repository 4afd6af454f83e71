package org.bloomery.catalogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.corpus.LicencePolicy;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.LocatedCard;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;

/// Reads the source cards, refuses incomplete ones, and records what their locations hold.
public final class CatalogueStage implements Stage {
  public static void main(String[] arguments) {
    StageMain.main(new CatalogueStage(), arguments);
  }

  @Override
  public StageName name() {
    return StageName.CATALOGUE;
  }

  @Override
  public int formatVersion() {
    return 2; // 2: more fields of cards
  }

  @Override
  public List<StageName> reads() {
    return List.of();
  }

  @Override
  public Object settings(Run run) {
    return cards(run).stream().map(LocatedCard::card).toList();
  }

  /// The files of the sources: a changed file makes a new catalogue, and a new corpus after it.
  @Override
  public Map<String, String> externalInputs(Run run) {
    Map<String, String> digests = new TreeMap<>();
    cards(run).forEach(card -> digests.put(card.card().id(), card.resolve().digest()));
    return digests;
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    List<CataloguedSource> sources =
        cards(context.run()).stream().map(LocatedCard::resolve).toList();
    new Catalogue(sources).write(context.target());
    List<List<String>> rows = new ArrayList<>();
    for (CataloguedSource source : sources) {
      rows.add(
          List.of(
              source.card().id(),
              String.join(" ", source.card().languages()),
              source.card().licence().id(),
              String.format(Locale.ROOT, "%,d", source.files().size()),
              String.format(Locale.ROOT, "%,d", source.bytes())));
    }
    context.console().table(List.of("source", "languages", "licence", "files", "bytes"), rows);
    return Map.of(
        "sources", sources.size(),
        "files", sources.stream().mapToInt(s -> s.files().size()).sum(),
        "bytes", sources.stream().mapToLong(CataloguedSource::bytes).sum());
  }

  /// The cards; those of sources that nothing may be trained on are refused before any work.
  private static List<LocatedCard> cards(Run run) {
    List<LocatedCard> cards = LocatedCard.readAll(run.catalogue());
    List<String> problems = new ArrayList<>();
    LicencePolicy policy = run.curate().licencePolicy();
    for (LocatedCard located : cards) {
      SourceCard card = located.card();
      String licence = card.licence().id();
      if (!card.licence().allowed().contains(Use.TRAIN)) {
        problems.add(
            located.file()
                + ": the source does not allow training (licence.allowed = "
                + words(card.licence().allowed())
                + "); ask the custodian, or take the card out of catalogue.cards");
      } else if (card.format().licence() == null
          && !policy.uses(card.licence().allowed(), licence).contains(Use.TRAIN)) {
        problems.add(
            located.file()
                + ": the run does not allow training on licence \""
                + licence
                + "\"; take the card out of catalogue.cards, or allow it with curate.licences.\""
                + licence
                + "\" = [\"train\"]");
      }
    }
    if (!problems.isEmpty()) {
      throw new RunFileException(problems);
    }
    return cards;
  }

  private static String words(List<Use> uses) {
    return uses.stream().map(Use::word).toList().toString();
  }
}
