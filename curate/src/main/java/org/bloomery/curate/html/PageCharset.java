package org.bloomery.curate.html;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the character set of a page: the byte order mark, the HTTP header, the page's own `meta`,
/// UTF-8, and last what ICU detects (HTML Standard, "determining the character encoding"). The
/// first in which every byte is valid is taken. UTF-8 may be damaged here and there: then what is
/// wrong becomes U+FFFD.
final class PageCharset {
  /// How far into a page its own statement is looked for.
  private static final int PROLOGUE_BYTES = 4096;

  /// ICU gives from 0 to 100; below this it guesses.
  private static final int MINIMUM_CONFIDENCE = 10;

  private static final int DAMAGED_UTF8_RATIO = 10;

  /// No white space is tried twice, however much of it a header has.
  private static final Pattern STATED =
      Pattern.compile(
          "charset\\s*+=\\s*+[\"']?+\\s*+([A-Za-z0-9_:.\\-]{1,40})", Pattern.CASE_INSENSITIVE);

  /// Names that pages use for a larger set than their own (Encoding Standard, "names and labels").
  private static final Map<String, String> LARGER =
      Map.of(
          "iso-8859-1", "windows-1252",
          "latin1", "windows-1252",
          "us-ascii", "windows-1252",
          "ascii", "windows-1252",
          "iso-8859-9", "windows-1254",
          "gb2312", "GB18030",
          "gbk", "GB18030",
          "shift_jis", "windows-31j",
          "euc-kr", "x-windows-949",
          "tis-620", "x-windows-874");

  private PageCharset() {}

  /// The text of a page, or null when no character set fits.
  static @Nullable String decode(byte[] page, @Nullable String contentType) {
    Charset mark = mark(page);
    if (mark != null) {
      String text = decode(page, mark);
      if (text != null) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    }
    String prologue =
        new String(page, 0, Math.min(page.length, PROLOGUE_BYTES), StandardCharsets.ISO_8859_1);
    Set<Charset> candidates = new LinkedHashSet<>();
    add(candidates, stated(contentType == null ? "" : contentType));
    Charset own = named(stated(metas(prologue)));
    if (own != null) {
      // what could be read as ASCII to get here is not UTF-16
      candidates.add(own.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : own);
    }
    candidates.add(StandardCharsets.UTF_8);
    for (Charset candidate : candidates) {
      String text = decode(page, candidate);
      if (text != null) {
        return text;
      }
    }
    String mostly = mostlyUtf8(page);
    if (mostly != null) {
      return mostly;
    }
    CharsetMatch match = new CharsetDetector().setText(page).detect();
    Charset detected =
        match == null || match.getConfidence() < MINIMUM_CONFIDENCE ? null : named(match.getName());
    return detected == null ? null : decode(page, detected);
  }

  /// The text in UTF-8, if at least ten of eleven characters outside ASCII are valid in it; by
  /// chance hardly any is.
  private static @Nullable String mostlyUtf8(byte[] page) {
    String text = new String(page, StandardCharsets.UTF_8);
    int replaced = 0;
    int valid = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\uFFFD') {
        replaced++;
      } else if (c > 127) {
        valid++;
      }
    }
    return valid >= DAMAGED_UTF8_RATIO * replaced ? text : null;
  }

  private static void add(Set<Charset> candidates, @Nullable String name) {
    Charset charset = named(name);
    if (charset != null) {
      candidates.add(charset);
    }
  }

  private static @Nullable Charset mark(byte[] page) {
    int first = page.length > 1 ? ((page[0] & 0xFF) << 8) | (page[1] & 0xFF) : 0;
    if (first == 0xEFBB && page.length > 2 && (page[2] & 0xFF) == 0xBF) {
      return StandardCharsets.UTF_8;
    }
    return first == 0xFEFF
        ? StandardCharsets.UTF_16BE
        : first == 0xFFFE ? StandardCharsets.UTF_16LE : null;
  }

  /// The `meta` elements and the XML declaration, where a page may state its character set.
  private static String metas(String prologue) {
    StringBuilder found = new StringBuilder();
    Matcher matcher =
        Pattern.compile("<(meta|\\?xml)\\s[^>]{0,500}>", Pattern.CASE_INSENSITIVE)
            .matcher(prologue);
    while (matcher.find()) {
      found.append(matcher.group().replaceFirst("encoding(?=\\s*=)", "charset")).append('\n');
    }
    return found.toString();
  }

  private static @Nullable String stated(String header) {
    Matcher matcher = STATED.matcher(header);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable Charset named(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      return Charset.forName(LARGER.getOrDefault(name.toLowerCase(Locale.ROOT), name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null; // a name that nobody knows states nothing
    }
  }

  private static @Nullable String decode(byte[] page, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(page))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
