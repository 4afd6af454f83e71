package org.bloomery.publish;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.run.PublishSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.stage.StageName;

/// What has to be said about terms: those of the weights, and those of each source.
final class LicenceNotice {
  static final String FILE = "LICENSE.md";

  private LicenceNotice() {}

  static String of(RunFolder run, Run runFile) {
    PublishSettings settings = runFile.publish();
    Markdown notice = new Markdown().heading(1, "Terms");
    notice.paragraph(
        "The weights of "
            + settings.title()
            + " are offered by "
            + settings.authors()
            + " under `"
            + settings.licence()
            + "`. They were computed from the sources below, whose terms concern the texts"
            + " themselves; whoever publishes the weights answers for the choice of terms.");
    List<List<String>> rows = new ArrayList<>();
    for (CataloguedSource source : Catalogue.read(run.folder(StageName.CATALOGUE)).sources()) {
      SourceCard card = source.card();
      String note = card.licence().note();
      rows.add(
          List.of(
              card.title() + " (`" + card.id() + "`)",
              card.licence().id() + " " + card.licence().url(),
              String.join(", ", card.licence().allowed().stream().map(Use::word).toList()),
              note == null ? "" : note,
              card.custodian(),
              card.origin()));
    }
    for (OutsideSet set : OutsideSet.of(runFile)) {
      rows.add(
          List.of(
              set.title(), set.licence(), "", "as the run file declares them", "", set.source()));
    }
    return notice
        .textTable(
            List.of("source", "terms", "allowed", "note", "custodian", "origin of the text"), rows)
        .toString();
  }
}
