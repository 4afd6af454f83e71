package org.bloomery.curate.operator;

import org.jspecify.annotations.Nullable;

/// Drops pages about users of a wiki, by their title.
final class WikiUserPages implements Operator {
  @Override
  public String name() {
    return "wiki-user-pages";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    @Nullable String title = view.fields().get("title");
    return title != null && title.startsWith("User ")
        ? view.drop("wiki-user-page", title)
        : view.keep();
  }
}
