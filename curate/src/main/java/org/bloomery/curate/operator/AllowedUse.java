package org.bloomery.curate.operator;

import java.util.List;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.corpus.LicencePolicy;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.SourceCard;

/// Keeps what may be trained on: by the card of its source, and by the run's policy for its
/// licence. Where a run states a policy, this operator begins every chain, named or not.
final class AllowedUse implements Operator {
  static final String NAME = "allowed-use";

  private final LicencePolicy policy;
  private final List<Use> card;

  AllowedUse(CurateSettings settings, SourceCard card) {
    policy = settings.licencePolicy();
    this.card = card.licence().allowed();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    String licence = view.document().licence();
    return policy.uses(card, licence).contains(Use.TRAIN)
        ? view.keep()
        : view.drop("training-not-allowed", licence);
  }
}
