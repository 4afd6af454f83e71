package org.bloomery.curate.operator;

/// Drops documents without a character that can be seen.
final class NotEmpty implements Operator {
  @Override
  public String name() {
    return "not-empty";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    return view.document().text().isBlank()
        ? view.drop("empty", "there is nothing but white space")
        : view.keep();
  }
}
