package org.bloomery.curate.html;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/// What the name of an element and the words that authors put into `class`, `id`, `role` and
/// `itemprop` say about its purpose, one bit a purpose. The words are English in pages of every
/// language. Caches by the attributes' text, so an instance serves one page.
final class ElementHints {
  /// Words by purpose; a purpose's bit is its position. A word counts wherever it stands.
  private static final List<List<String>> WORDS =
      List.of(
          List.of(
              "articlebody",
              "article-body",
              "article_body",
              "articletext",
              "article-text",
              "article-content",
              "article_content",
              "articlecontent",
              "entry-content",
              "entrycontent",
              "post-content",
              "post-body",
              "post_content",
              "postcontent",
              "story-body",
              "storybody",
              "story-content",
              "blog-post",
              "article__body",
              "article__content",
              "body-copy",
              "content-body",
              "content__body",
              "single-content",
              "td-post-content",
              "richtext"),
          List.of("article", "story", "entry", "post", "blog", "news"),
          List.of("content", "main", "body", "text", "paragraph", "page", "prose"),
          List.of("comment", "disqus", "repl", "respond", "discuss", "komment", "forum"),
          List.of(
              "share",
              "sharing",
              "social",
              "facebook",
              "twitter",
              "follow",
              "whatsapp",
              "pinterest",
              "tweet",
              "instagram"),
          List.of(
              "related",
              "recommend",
              "similar",
              "more",
              "readnext",
              "also",
              "popular",
              "trending",
              "mostread",
              "latest",
              "teaser",
              "recirc",
              "outbrain",
              "taboola",
              "next",
              "prev",
              "suggest",
              "carousel",
              "feed",
              "card",
              "list"),
          List.of(
              "advert",
              "sponsor",
              "promo",
              "banner",
              "adsense",
              "dfp",
              "-ad-",
              "ad-",
              "-ad",
              "ads",
              "werbung",
              "anzeige",
              "marketing"),
          List.of("nav", "menu", "breadcrumb", "toolbar", "pagination", "pager", "skip", "crumb"),
          List.of("foot", "copyright", "legal", "disclaimer", "license"),
          List.of(
              "sidebar", "side", "rail", "widget", "aside", "secondary", "column", "complementary"),
          List.of(
              "author", "byline", "date", "time", "meta", "info", "publish", "bio", "contributor"),
          List.of(
              "caption", "credit", "figure", "image", "photo", "gallery", "video", "media", "slide",
              "img", "picture", "player"),
          List.of(
              "newsletter",
              "subscri",
              "signup",
              "sign-up",
              "login",
              "register",
              "paywall",
              "donat",
              "member",
              "offer",
              "account",
              "shop",
              "cart",
              "product",
              "price"),
          List.of(
              "cookie",
              "consent",
              "gdpr",
              "popup",
              "modal",
              "overlay",
              "hidden",
              "alert",
              "notice",
              "lightbox",
              "tooltip",
              "dialog",
              "screen-reader",
              "sr-only",
              "visually",
              "print-only"),
          List.of("tag", "topic", "categor", "keyword", "label"),
          List.of("head", "title", "masthead", "logo", "hero", "top"),
          List.of(
              "print", "email", "tool", "button", "btn", "action", "rating", "vote", "like",
              "score"),
          List.of("quote", "pull"),
          List.of(
              "summary",
              "lead",
              "intro",
              "standfirst",
              "deck",
              "excerpt",
              "abstract",
              "subtitle",
              "description",
              "dek",
              "subhead",
              "kicker"));

  /// Names of elements by purpose; their bits follow those of the words.
  private static final List<List<String>> TAGS =
      List.of(
          List.of("article"),
          List.of("main"),
          List.of("nav", "menu"),
          List.of("aside"),
          List.of("footer"),
          List.of("header", "hgroup"),
          List.of("form", "fieldset", "button", "label", "select", "input", "textarea"),
          List.of("figure", "figcaption", "picture", "video"),
          List.of("table", "tbody", "tr", "td", "th"),
          List.of("ul", "ol", "li"),
          List.of("blockquote"),
          List.of("pre", "code"),
          List.of("h1"),
          List.of("h2", "h3", "h4", "h5", "h6"),
          List.of("dl", "dt", "dd"),
          List.of("section"),
          List.of("address"),
          List.of("p"));

  static final int COUNT = WORDS.size() + TAGS.size();
  private static final TermBits WORD_BITS = new TermBits(WORDS);
  private static final Map<String, Long> TAG_BITS = tagBits();

  private final Map<String, Long> cache = new HashMap<>();

  private static Map<String, Long> tagBits() {
    Map<String, Long> bits = new HashMap<>();
    for (int i = 0; i < TAGS.size(); i++) {
      long bit = 1L << (WORDS.size() + i);
      TAGS.get(i).forEach(tag -> bits.merge(tag, bit, (a, b) -> a | b));
    }
    return bits;
  }

  /// The bits of an element.
  long of(Element element) {
    long bits = TAG_BITS.getOrDefault(element.normalName(), 0L);
    if (element.attributesSize() == 0) {
      return bits;
    }
    return bits
        | attribute(element, "class")
        | attribute(element, "id")
        | attribute(element, "role")
        | attribute(element, "itemprop");
  }

  private long attribute(Element element, String name) {
    String value = element.attr(name);
    return value.isEmpty() ? 0 : cache.computeIfAbsent(value, WORD_BITS::of);
  }
}
