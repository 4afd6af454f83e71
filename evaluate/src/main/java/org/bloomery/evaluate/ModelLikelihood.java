package org.bloomery.evaluate;

import java.util.List;
import org.bloomery.model.infer.InferenceModel;
import org.bloomery.model.infer.ScoreRequest;
import org.bloomery.model.infer.Scorer;
import org.bloomery.model.infer.SequenceScores;

/// Asks a trained model, in fp32.
final class ModelLikelihood implements TokenLikelihood {
  private final Scorer scorer;

  ModelLikelihood(InferenceModel model) {
    this.scorer = new Scorer(model);
  }

  @Override
  public double[] sums(List<Passage> passages) {
    return scorer
        .score(passages.stream().map(p -> new ScoreRequest(p.ids(), p.from(), 0)).toList())
        .stream()
        .mapToDouble(SequenceScores::sum)
        .toArray();
  }
}
