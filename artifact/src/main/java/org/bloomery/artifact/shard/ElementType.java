package org.bloomery.artifact.shard;

/// How wide an id is in a shard, with Megatron's code for it.
public enum ElementType {
  UINT16(8, 2),
  INT32(4, 4);

  /// Megatron's bound; a few ids below 2^16 are kept free there.
  private static final int LARGEST_SHORT_VOCABULARY = 65_500;

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /// The narrowest type for a vocabulary.
  public static ElementType forVocabulary(int vocabularySize) {
    return vocabularySize < LARGEST_SHORT_VOCABULARY ? UINT16 : INT32;
  }

  int code() {
    return code;
  }

  /// Bytes of an id.
  public int bytes() {
    return bytes;
  }
}
