package org.bloomery.curate.text;

/// Whether a piece without white space is a web address, which [TokenCut] leaves whole: perhaps a
/// scheme and a user, then a name with a lower-case last part or a public IPv4 address, perhaps a
/// port, a path. Every character is looked at a bounded number of times.
final class WebAddress {
  private static final int LONGEST_LABEL = 64;
  private static final int LONGEST_LAST_LABEL = 63;

  private WebAddress() {}

  static boolean matches(char[] text, int from, int to) {
    if (!mayMatch(text, from, to)) {
      return false;
    }
    if (host(text, from, to)) {
      return true;
    }
    int scheme = afterScheme(text, from, to);
    if (scheme > 0 && host(text, scheme, to)) {
      return true;
    }
    for (int i = from + 1; i < to; i++) { // whatever stands before an @ is a user
      if (text[i] == '@' && host(text, i + 1, to)) {
        return true;
      }
    }
    return false;
  }

  /// An address has a full stop with something on both sides.
  private static boolean mayMatch(char[] text, int from, int to) {
    for (int i = from + 1; i < to - 1; i++) {
      if (text[i] == '.') {
        return true;
      }
    }
    return false;
  }

  private static int afterScheme(char[] text, int from, int to) {
    int i = from;
    while (i < to && (Character.isLetterOrDigit(text[i]) || "_+-.".indexOf(text[i]) >= 0)) {
      i++;
    }
    boolean ends = i + 3 <= to && text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/';
    return ends && i - from >= 2 ? i + 3 : -1;
  }

  private static boolean host(char[] text, int from, int to) {
    int end = from;
    while (end < to && (isHost(text[end]) || text[end] == '.')) {
      end++;
    }
    return (isPublicAddress(text, from, end) || isName(text, from, end)) && rest(text, end, to);
  }

  /// Labels between full stops; the last one has lower-case letters alone.
  private static boolean isName(char[] text, int from, int to) {
    int label = from;
    for (int i = from; i < to; i++) {
      if (text[i] == '.') {
        boolean whole =
            i > label
                && i - label <= LONGEST_LABEL
                && isHostEnd(text[label])
                && isHostEnd(text[i - 1]);
        if (!whole) {
          return false;
        }
        label = i + 1;
      }
    }
    if (label == from || to - label < 2 || to - label > LONGEST_LAST_LABEL) {
      return false;
    }
    for (int i = label; i < to; i++) {
      if (!CharacterKinds.is(text[i], CharacterKinds.LOWER)) {
        return false;
      }
    }
    return true;
  }

  private static boolean rest(char[] text, int from, int to) {
    int at = from;
    if (at < to && text[at] == ':') {
      int digits = at + 1;
      while (digits < to && Character.isDigit(text[digits])) {
        digits++;
      }
      int length = digits - at - 1;
      if (length < 2 || length > 5) {
        return false;
      }
      at = digits;
    }
    return at == to || text[at] == '/' || text[at] == '?' || text[at] == '#';
  }

  private static boolean isHostEnd(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 0xA1 && !Character.isSurrogate(c));
  }

  private static boolean isHost(char c) {
    return isHostEnd(c) || c == '_' || c == '-';
  }

  /// Four numbers, none of a private or reserved range.
  private static boolean isPublicAddress(char[] text, int from, int to) {
    int[] parts = new int[4];
    int part = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c == '.') {
        if (digits == 0 || ++part == 4) {
          return false;
        }
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        boolean leadingZero = digits > 0 && parts[part] == 0 && (part == 0 || part == 3);
        if (leadingZero) {
          return false;
        }
        parts[part] = 10 * parts[part] + c - '0';
        digits++;
      } else {
        return false;
      }
    }
    int a = parts[0];
    int b = parts[1];
    return part == 3
        && digits > 0
        && a >= 1
        && a <= 223
        && b <= 255
        && parts[2] <= 255
        && parts[3] >= 1
        && parts[3] <= 254
        && a != 10
        && a != 127
        && !(a == 169 && b == 254)
        && !(a == 192 && b == 168)
        && !(a == 172 && b >= 16 && b <= 31);
  }
}
