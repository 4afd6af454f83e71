package org.bloomery.serve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A completion while it is made, and when it is there.
final class Completion {
  private final StringBuilder text = new StringBuilder();
  private final List<TokenScore> tokens = new ArrayList<>();
  private @Nullable String finishReason;
  private double meanLogProb;

  void add(Piece piece) {
    text.append(piece.text());
    tokens.addAll(piece.tokens());
    finishReason = piece.finishReason();
  }

  void meanLogProb(double value) {
    meanLogProb = value;
  }

  double meanLogProb() {
    return meanLogProb;
  }

  int generated() {
    return tokens.size();
  }

  Piece piece() {
    return new Piece(text.toString(), tokens, finishReason);
  }
}
