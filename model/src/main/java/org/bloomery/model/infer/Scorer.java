package org.bloomery.model.infer;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Log-probabilities of given tokens.
///
/// Logits exist for one tile of [FullPass#ROWS] positions at a time on each thread, never for a
/// whole sequence: with 250,880 tokens in the vocabulary those of 2,048 positions would be 2 GB.
/// Scores are the same bits whatever else is scored in the same call.
public final class Scorer {
  /// Tiles that go through the layers together; bounds the memory for activations.
  private static final int TILES_AT_ONCE = 256;

  private final FullPass pass;
  private final BloomConfig config;

  public Scorer(InferenceModel model) {
    this.pass = new FullPass(model);
    this.config = model.config();
  }

  /// Scores every sequence; the answers come in the order of the requests.
  ///
  /// @throws InputException when an id is not in the vocabulary
  public List<SequenceScores> score(List<ScoreRequest> requests) {
    requests.forEach(request -> Vocabulary.check(request.ids(), config));
    List<SequenceScores> answers = new ArrayList<>();
    int from = 0;
    while (from < requests.size()) {
      int tiles = 0;
      int to = from;
      while (to < requests.size() && (to == from || tiles < TILES_AT_ONCE)) {
        tiles += requests.get(to).ids().length / FullPass.ROWS + 1;
        to++;
      }
      answers.addAll(scoreTogether(requests.subList(from, to)));
      from = to;
    }
    return answers;
  }

  private List<SequenceScores> scoreTogether(List<ScoreRequest> requests) {
    int[][] ids = requests.stream().map(ScoreRequest::ids).toArray(int[][]::new);
    List<SequenceScores> answers =
        requests.stream().map(r -> new SequenceScores(r.ids().length, r.from())).toList();
    pass.run(
        ids,
        (_, _) -> {},
        tile -> {
          int index = tile.sequence().index;
          scoreTile(tile, requests.get(index), answers.get(index));
        });
    return answers;
  }

  private void scoreTile(FullPass.Tile tile, ScoreRequest request, SequenceScores scores) {
    int[] ids = request.ids();
    int first = Math.max(tile.first() + 1, scores.from()); // first target of this tile
    int known = request.top() > 0 ? ids.length + 1 : ids.length; // with the token to come, or not
    int end = Math.min(tile.first() + FullPass.ROWS + 1, known);
    if (first >= end) {
      return;
    }
    long[] targets = new long[FullPass.ROWS];
    for (int target = first; target < Math.min(end, ids.length); target++) {
      targets[target - 1 - tile.first()] = ids[target];
    }
    Tensor logits = pass.logits(tile); // (rows, vocabulary)
    float[] normaliser = Tensors.floats(torch.logsumexp(logits, 1));
    float[] chosen = Tensors.floats(torch.gather(logits, 1, Tensors.of(targets, FullPass.ROWS, 1)));
    int top = Math.min(request.top(), config.vocabularySize());
    float[] likeliest = new float[0];
    long[] likeliestIds = new long[0];
    if (top > 0) {
      T_TensorTensor_T best = torch.topk(logits, top, 1, true, true);
      likeliest = Tensors.floats(best.get0());
      likeliestIds = Tensors.longs(best.get1());
    }
    for (int target = first; target < end; target++) {
      int row = target - 1 - tile.first();
      int[] topIds = new int[top];
      double[] topLogProbs = new double[top];
      for (int k = 0; k < top; k++) {
        topIds[k] = (int) likeliestIds[row * top + k];
        topLogProbs[k] = (double) likeliest[row * top + k] - normaliser[row];
      }
      double logProb = target < ids.length ? (double) chosen[row] - normaliser[row] : Double.NaN;
      scores.set(target, logProb, topIds, topLogProbs);
    }
  }
}
