package org.bloomery.tokenize.encode;

import java.util.Arrays;
import org.bloomery.tokenize.text.Utf8;

/// Where runs of tokens start in a text: all else follows from the lengths of the tokens.
final class TokenMarks {
  private static final int FIELDS = 4;

  private int[] marks = new int[16 * FIELDS]; // first token, first byte, end or -1, spaces before
  private int size;

  void clear() {
    size = 0;
  }

  /// An added token, whose text may be longer than the token is.
  void added(int token, int start, int end) {
    put(token, start, end, 0);
  }

  /// Tokens whose bytes are the text, perhaps with a space that is not in it.
  void text(int token, int start, boolean prefixSpace) {
    put(token, start, -1, prefixSpace ? 1 : 0);
  }

  private void put(int token, int start, int end, int spaces) {
    if (size + FIELDS > marks.length) {
      marks = Arrays.copyOf(marks, 2 * marks.length);
    }
    marks[size++] = token;
    marks[size++] = start;
    marks[size++] = end;
    marks[size++] = spaces;
  }

  /// The first and the last byte plus one of each token, one after the other.
  int[] byteOffsets(byte[] text, IdBuffer ids, int[] lengthOfId) {
    int[] offsets = new int[2 * ids.size()];
    int at = 0;
    for (int mark = 0; mark < size; mark += FIELDS) {
      int first = marks[mark];
      int last = mark + FIELDS < size ? marks[mark + FIELDS] : ids.size();
      int floor = marks[mark + 1];
      at = floor - marks[mark + 3];
      for (int i = first; i < last; i++) {
        int end = marks[mark + 2] >= 0 ? marks[mark + 2] : at + lengthOfId[ids.get(i)];
        offsets[2 * i] = Math.max(at, floor);
        // A token that is only the space before the text stands on the first character.
        offsets[2 * i + 1] = end > floor ? end : floor + Utf8.width(text, floor, text.length);
        at = end;
      }
    }
    return offsets;
  }
}
