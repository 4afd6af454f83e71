package org.bloomery.curate.operator;

import org.jspecify.annotations.Nullable;

/// Drops what a wiki's dump says is no text: redirects, lists, templates. A document whose source
/// names no type is none.
final class WikiTextPages implements Operator {
  @Override
  public String name() {
    return "wiki-text-pages";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    @Nullable String type = view.fields().get("type");
    return "text".equals(type)
        ? view.keep()
        : view.drop("wiki-not-text", type == null ? "no field \"type\"" : "type = " + type);
  }
}
