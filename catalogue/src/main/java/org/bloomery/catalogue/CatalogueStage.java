package org.bloomery.catalogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.LocatedCard;
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
    return 1;
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

  private static List<LocatedCard> cards(Run run) {
    return LocatedCard.readAll(run.catalogue().cards());
  }
}
