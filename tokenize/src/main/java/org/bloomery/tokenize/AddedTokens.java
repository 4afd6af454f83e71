package org.bloomery.tokenize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Finds added tokens in raw text: the leftmost, and of those that start there the longest. Tokens
/// with the `normalized` mark are searched for in what the others leave, as Hugging Face tokenizers
/// does.
final class AddedTokens {
  /// What [#next] found.
  ///
  /// @param start first byte
  /// @param end byte after the last
  record Match(int start, int end, int id) {}

  private final byte[][] contents; // longest first
  private final int[] ids;
  private final boolean[] starts = new boolean[256];

  private AddedTokens(List<AddedToken> tokens) {
    contents = new byte[tokens.size()][];
    ids = new int[tokens.size()];
    for (int i = 0; i < ids.length; i++) {
      contents[i] = utf8(tokens.get(i));
      ids[i] = tokens.get(i).id();
      starts[contents[i][0] & 0xFF] = true;
    }
  }

  private static byte[] utf8(AddedToken token) {
    return token.content().getBytes(StandardCharsets.UTF_8);
  }

  /// The searches to make one after the other, each in what the earlier ones left.
  static List<AddedTokens> searches(List<AddedToken> tokens, boolean specialsAsText) {
    List<AddedTokens> searches = new ArrayList<>();
    for (boolean normalized : new boolean[] {false, true}) {
      List<AddedToken> candidates =
          tokens.stream()
              .filter(token -> token.normalized() == normalized)
              .filter(token -> !(specialsAsText && token.special()))
              .sorted((a, b) -> Integer.compare(utf8(b).length, utf8(a).length))
              .toList();
      if (!candidates.isEmpty()) {
        searches.add(new AddedTokens(candidates));
      }
    }
    return searches;
  }

  /// The first added token at or after `from`; its start is `to` if there is none.
  Match next(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (starts[text[at] & 0xFF]) {
        for (int c = 0; c < ids.length; c++) {
          if (matches(contents[c], text, at, to)) {
            return new Match(at, at + contents[c].length, ids[c]);
          }
        }
      }
    }
    return new Match(to, to, -1);
  }

  private static boolean matches(byte[] content, byte[] text, int at, int to) {
    if (at + content.length > to) {
      return false;
    }
    for (int i = 0; i < content.length; i++) {
      if (text[at + i] != content[i]) {
        return false;
      }
    }
    return true;
  }
}
