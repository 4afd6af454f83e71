package org.bloomery.model;

import java.util.List;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Token lookup in some of the embedding's rows: vectors of tokens whose rows lie elsewhere are
/// zero, so that the sum over all shares is the whole (Shoeybi et al., "Megatron-LM",
/// arXiv:1909.08053, section 3). Reads master weights, as [EmbeddingSegment] does.
final class TokenLookupSegment implements Segment {
  private final Parameter tokens;
  private final long first;

  /// @param first token of the first row that is held
  TokenLookupSegment(Parameter tokens, long first) {
    this.tokens = tokens;
    this.first = first;
  }

  @Override
  public String name() {
    return "token lookup";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(tokens);
  }

  @Override
  public boolean readsMasters() {
    return true;
  }

  @Override
  public Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    int[] ids = pass.batch().inputs();
    long rows = weights.get(0).size(0);
    long[] held = new long[ids.length];
    double[] counts = new double[ids.length];
    for (int i = 0; i < ids.length; i++) {
      boolean own = ids[i] >= first && ids[i] < first + rows;
      held[i] = own ? ids[i] - first : 0;
      counts[i] = own ? 1 : 0;
    }
    Tensor vectors = torch.embedding(weights.get(0), Tensors.of(held, ids.length));
    Tensor mask = Tensors.of(counts, ids.length, 1).to(vectors.scalar_type());
    return vectors.mul(mask); // (tokens, hidden), partial
  }
}
