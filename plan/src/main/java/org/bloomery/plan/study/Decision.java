package org.bloomery.plan.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.PipelinePlan;
import org.jspecify.annotations.Nullable;

/// What is to be trained, and why.
///
/// @param parameters of the model
/// @param tokens of the training
/// @param placed the shape in its layout
/// @param pipeline of that layout with few micro-batches, for a picture; absent with one stage
/// @param kept whether it is the run file's own shape
/// @param reasons one sentence each, in the order of the path
public record Decision(
    double parameters,
    double tokens,
    PlacedShape placed,
    @JsonIgnore @Nullable PipelinePlan pipeline,
    boolean kept,
    List<String> reasons) {
  public Layout layout() {
    return placed.layout();
  }
}
