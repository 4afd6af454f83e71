package org.bloomery.tokenize.encode;

/// A token that is found in raw text before any pre-tokenisation, such as `</s>`.
///
/// @param normalized searched for only in what the others leave, after the normaliser if there is
///   one
/// @param special control token: it can be treated as plain text, and left out when decoding
/// @param singleWord found only where no word character stands beside it
/// @param takesSpaceBefore takes the white space before it along (`lstrip`)
/// @param takesSpaceBehind takes the white space behind it along (`rstrip`)
public record AddedToken(
    int id,
    String content,
    boolean normalized,
    boolean special,
    boolean singleWord,
    boolean takesSpaceBefore,
    boolean takesSpaceBehind) {

  /// A token that is found anywhere and takes nothing along.
  public AddedToken(int id, String content, boolean normalized, boolean special) {
    this(id, content, normalized, special, false, false, false);
  }
}
