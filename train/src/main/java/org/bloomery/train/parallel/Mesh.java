package org.bloomery.train.parallel;

import java.util.List;
import java.util.stream.IntStream;

/// Ranks along three axes. Neighbours along the tensor axis have neighbouring numbers, because they
/// exchange most; then come replicas, then stages of the pipeline (Megatron-LM's order of ranks).
///
/// @param tensor ranks that share each matrix
/// @param data replicas that share the batch
/// @param pipeline stages of layers
public record Mesh(int tensor, int data, int pipeline) {

  public Mesh {
    if (tensor < 1 || data < 1 || pipeline < 1) {
      throw new IllegalArgumentException(
          "a mesh of " + tensor + " × " + data + " × " + pipeline + " has no ranks");
    }
  }

  /// Where a rank sits on each axis.
  public record Place(int tensor, int data, int stage) {}

  /// Number of ranks.
  public int ranks() {
    return tensor * data * pipeline;
  }

  /// Where `rank` sits.
  public Place place(int rank) {
    return new Place(rank % tensor, rank / tensor % data, rank / (tensor * data));
  }

  /// Who sits there.
  public int rank(Place place) {
    return place.tensor + tensor * (place.data + data * place.stage);
  }

  /// The ranks with which the one at `place` shares matrices, itself included.
  public List<Integer> tensorGroup(Place place) {
    return IntStream.range(0, tensor)
        .mapToObj(t -> rank(new Place(t, place.data, place.stage)))
        .toList();
  }

  /// The ranks that hold the same parameters.
  public List<Integer> dataGroup(Place place) {
    return IntStream.range(0, data)
        .mapToObj(d -> rank(new Place(place.tensor, d, place.stage)))
        .toList();
  }

  /// The ranks that a micro-batch passes, from the first stage to the last.
  public List<Integer> pipelineGroup(Place place) {
    return IntStream.range(0, pipeline)
        .mapToObj(stage -> rank(new Place(place.tensor, place.data, stage)))
        .toList();
  }

  /// The ranks at both ends of the pipeline, which both hold the tied embedding.
  public List<Integer> endsGroup(Place place) {
    List<Integer> pipelineRanks = pipelineGroup(place);
    return pipeline == 1
        ? pipelineRanks
        : List.of(pipelineRanks.getFirst(), pipelineRanks.getLast());
  }
}
