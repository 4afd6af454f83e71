package org.bloomery.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a completion that can be shown.
///
/// @param tokens those that became part of the completion since the piece before
/// @param finishReason in the last piece: `stop` or `length`
record Piece(String text, List<TokenScore> tokens, @Nullable String finishReason) {
  Piece {
    tokens = List.copyOf(tokens);
  }
}
