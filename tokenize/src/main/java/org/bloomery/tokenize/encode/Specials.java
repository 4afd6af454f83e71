package org.bloomery.tokenize.encode;

/// What to do with the characters of a special token, such as `</s>`, in a text.
public enum Specials {
  /// They become that token, as Hugging Face tokenizers does.
  RECOGNISED,
  /// They are text like any other: for text of strangers.
  AS_TEXT
}
