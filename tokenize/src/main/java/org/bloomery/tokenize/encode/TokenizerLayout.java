package org.bloomery.tokenize.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.jspecify.annotations.Nullable;

/// What happens to a text before its pieces are merged, in this order.
///
/// @param added tokens that are found in the text
/// @param nfc whether what lies between them is brought into Unicode's normal form C
/// @param prefixSpace whether a space is put before each text that starts without one
/// @param preTokenizer cuts the rest into pieces
/// @param postProcessor what Hugging Face tokenizers does with the ids afterwards, such as `<s>` in
///   front; kept as it is for the file that we write, and not applied
public record TokenizerLayout(
    List<AddedToken> added,
    boolean nfc,
    boolean prefixSpace,
    PreTokenizer preTokenizer,
    @Nullable JsonNode postProcessor) {
  public TokenizerLayout {
    added = List.copyOf(added);
  }

  /// Whether the tokens' bytes are the text's, whatever it holds.
  public boolean keepsBytes() {
    return !nfc
        && !prefixSpace
        && added.stream().noneMatch(t -> t.takesSpaceBefore() || t.takesSpaceBehind());
  }

  /// A layout without normaliser, as BLOOM has it.
  static TokenizerLayout of(PreTokenizer preTokenizer, List<AddedToken> added) {
    return new TokenizerLayout(added, false, false, preTokenizer, null);
  }
}
