package org.bloomery.curate.warc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.bloomery.curate.html.Extraction;
import org.bloomery.curate.html.PageText;
import org.jspecify.annotations.Nullable;

/// The text of a record. Requests, crawl notes and metadata hold no page and give nothing.
public final class WarcPage {
  private static final int OK = 200;

  private WarcPage() {}

  /// The text, or why there is none; empty for records that are not there to hold a page.
  public static Optional<PageText> text(WarcItem.Whole record, Extraction extraction) {
    return switch (record.type()) {
      case "response" -> Optional.of(response(record, extraction));
      case "resource" ->
          Optional.of(page(record.header("content-type"), record.block(), extraction));
      case "conversion" -> Optional.of(plain(record.block()));
      case "revisit" ->
          Optional.of(
              new PageText.Unreadable("revisit", "the page is stored at an earlier visit only"));
      case "" -> Optional.of(new PageText.Unreadable("no-record", "the record states no type"));
      default -> Optional.empty();
    };
  }

  private static PageText response(WarcItem.Whole record, Extraction extraction) {
    HttpMessage message = HttpMessage.parse(record.block());
    String url = String.valueOf(record.url()).toLowerCase(Locale.ROOT);
    if (!url.startsWith("http:") && !url.startsWith("https:")) {
      return new PageText.Unreadable("not-http", "the address is " + record.url());
    }
    if (message.status() != OK) {
      return new PageText.Unreadable("http-status", "the status is " + message.status());
    }
    if (message.problem() != null) {
      return new PageText.Unreadable("content-encoding", message.problem());
    }
    return page(contentType(record, message), message.body(), extraction);
  }

  /// The type that the server stated, with the character set that the crawler found (Common Crawl's
  /// `WARC-Identified-Content-Charset`) where the server stated none.
  private static @Nullable String contentType(WarcItem.Whole record, HttpMessage message) {
    String stated = message.headers().get("content-type");
    String found = record.header("warc-identified-content-charset");
    boolean isSilent =
        stated != null && found != null && !stated.toLowerCase(Locale.ROOT).contains("charset");
    return isSilent ? stated + "; charset=" + found : stated;
  }

  private static PageText page(@Nullable String contentType, byte[] body, Extraction extraction) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "text/html", "application/xhtml+xml" -> extraction.of(body, contentType);
      default ->
          new PageText.Unreadable(
              "not-html", type.isEmpty() ? "no content type is stated" : "the content is " + type);
    };
  }

  /// WET files are UTF-8 by definition.
  private static PageText plain(byte[] block) {
    try {
      return new PageText.Found(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(block)).toString().strip());
    } catch (CharacterCodingException e) {
      return new PageText.Unreadable("invalid-utf-8", "the bytes are not valid UTF-8");
    }
  }
}
