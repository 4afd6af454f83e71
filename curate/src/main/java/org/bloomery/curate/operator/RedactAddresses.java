package org.bloomery.curate.operator;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.Document;

/// Replaces public IPv4 and IPv6 addresses by `PI:IP_ADDRESS`, the placeholder of ROOTS. Private,
/// local and reserved ranges (RFC 6890) say nothing about a person and stay, as do numbers with
/// leading zeros or with more than four parts (versions, dates, section numbers). Of IPv6 only
/// global unicast addresses (2000::/3) are public, so that `std::vector` and times of day stay.
final class RedactAddresses implements Operator {
  static final String PLACEHOLDER = "PI:IP_ADDRESS";

  private static final Pattern FOUR_NUMBERS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_]|[\\p{N}]\\.|[.])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})"
              + "(?![\\p{L}\\p{N}_]|\\.\\p{N})");

  /// Groups of hexadecimal digits between colons; whether they are an address is decided after.
  private static final Pattern GROUPS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_:.])[23][0-9A-Fa-f]{3}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\\p{L}\\p{N}_:])");

  @Override
  public String name() {
    return "redact-ip-addresses";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Document document = view.document();
    String text = document.text();
    if (holdsFourNumbers(text)) {
      text =
          FOUR_NUMBERS
              .matcher(text)
              .replaceAll(match ->
                  isPublic(match.group(1), match.group(2), match.group(3), match.group(4))
                      ? PLACEHOLDER
                      : Matcher.quoteReplacement(match.group()));
    }
    if (holdsGroups(text)) {
      text =
          GROUPS
              .matcher(text)
              .replaceAll(match ->
                  isPublicVersion6(match.group())
                      ? PLACEHOLDER
                      : Matcher.quoteReplacement(match.group()));
    }
    return view.keep(text);
  }

  /// Whether there are four numbers of one to three digits with full stops between; most texts need
  /// no other look.
  private static boolean holdsFourNumbers(String text) {
    for (int dot = text.indexOf('.', 1); dot > 0; dot = text.indexOf('.', dot + 1)) {
      if (isDigit(text, dot - 1)) {
        int at = dot;
        int numbers = 1;
        while (numbers < 4 && at < text.length() && text.charAt(at) == '.') {
          int end = at + 1;
          while (end < at + 4 && isDigit(text, end)) {
            end++;
          }
          if (end == at + 1) {
            break;
          }
          at = end;
          numbers++;
        }
        if (numbers == 4) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /// Whether a colon stands behind four hexadecimal digits of which the first is 2 or 3.
  private static boolean holdsGroups(String text) {
    for (int colon = text.indexOf(':', 4); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      char first = text.charAt(colon - 4);
      if ((first == '2' || first == '3')
          && HexFormat.isHexDigit(text.charAt(colon - 3))
          && HexFormat.isHexDigit(text.charAt(colon - 2))
          && HexFormat.isHexDigit(text.charAt(colon - 1))) {
        return true;
      }
    }
    return false;
  }

  /// Whether groups are an address: eight of them, or fewer with one "::" that stands for the rest
  /// (RFC 4291, section 2.2), and not of the range for documentation (RFC 3849).
  static boolean isPublicVersion6(String address) {
    String[] groups = address.split(":", -1);
    int empty = 0;
    for (int i = 1; i < groups.length; i++) {
      empty += groups[i].isEmpty() ? 1 : 0;
    }
    boolean shortened = address.contains("::");
    boolean endsShortened = address.endsWith("::");
    if (shortened ? empty != (endsShortened ? 2 : 1) || groups.length > 9 : empty > 0) {
      return false;
    }
    if (!shortened && groups.length != 8) {
      return false;
    }
    return !address.toLowerCase(Locale.ROOT).matches("2001:0?db8:.*");
  }

  static boolean isPublic(String... parts) {
    int[] octets = new int[4];
    for (int i = 0; i < 4; i++) {
      octets[i] = Integer.parseInt(parts[i]);
      if (octets[i] > 255 || (parts[i].length() > 1 && parts[i].startsWith("0"))) {
        return false;
      }
    }
    int a = octets[0];
    int b = octets[1];
    int c = octets[2];
    boolean reserved =
        a == 0
            || a == 10
            || a == 127
            || a >= 224
            || (a == 100 && b >= 64 && b < 128)
            || (a == 169 && b == 254)
            || (a == 172 && b >= 16 && b < 32)
            || (a == 192 && b == 168)
            || (a == 192 && b == 0 && (c == 0 || c == 2))
            || (a == 198 && (b == 18 || b == 19 || (b == 51 && c == 100)))
            || (a == 203 && b == 0 && c == 113);
    return !reserved;
  }
}
