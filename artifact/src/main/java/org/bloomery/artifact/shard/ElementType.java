package org.bloomery.artifact.shard;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How wide an id is in a shard, with Megatron's code for it. Megatron writes its own shards in
/// [#UINT16] or [#INT32], and so do we; other producers use the others.
public enum ElementType {
  UINT8(1, 1),
  INT8(2, 1),
  INT16(3, 2),
  INT32(4, 4),
  INT64(5, 8),
  UINT16(8, 2);

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Megatron's bound; a few ids below 2^16 are kept free there.
  private static final int LARGEST_SHORT_VOCABULARY = 65_500;

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /// The narrowest type that Megatron takes for a vocabulary.
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

  /// The id that begins at byte `at`; one that is no Java integer becomes −1, which is no id.
  int get(MemorySegment data, long at) {
    return switch (this) {
      case UINT8 -> Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, at));
      case INT8 -> data.get(ValueLayout.JAVA_BYTE, at);
      case INT16 -> data.get(SHORT, at);
      case UINT16 -> Short.toUnsignedInt(data.get(SHORT, at));
      case INT32 -> data.get(INT, at);
      case INT64 -> {
        long id = data.get(LONG, at);
        yield id == (int) id ? (int) id : -1;
      }
    };
  }

  void put(ByteBuffer buffer, int id) {
    switch (this) {
      case UINT8, INT8 -> buffer.put((byte) id);
      case INT16, UINT16 -> buffer.putShort((short) id);
      case INT32 -> buffer.putInt(id);
      case INT64 -> buffer.putLong(id);
    }
  }
}
