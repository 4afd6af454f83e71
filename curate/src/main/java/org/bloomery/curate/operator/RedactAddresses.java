package org.bloomery.curate.operator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.Document;

/// Replaces public IPv4 addresses by `PI:IP_ADDRESS`, the placeholder of ROOTS. Private, local and
/// reserved ranges (RFC 6890) say nothing about a person and stay, as do numbers with leading zeros
/// or with more than four parts (versions, dates, section numbers).
final class RedactAddresses implements Operator {
  static final String PLACEHOLDER = "PI:IP_ADDRESS";

  private static final Pattern FOUR_NUMBERS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_]|[\\p{N}]\\.|[.])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})"
              + "(?![\\p{L}\\p{N}_]|\\.\\p{N})");

  @Override
  public String name() {
    return "redact-ip-addresses";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(Document document) {
    Matcher matcher = FOUR_NUMBERS.matcher(document.text());
    String text =
        matcher.replaceAll(match ->
            isPublic(match.group(1), match.group(2), match.group(3), match.group(4))
                ? PLACEHOLDER
                : Matcher.quoteReplacement(match.group()));
    return new Verdict.Keep(Texts.withText(document, text));
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
