package org.bloomery.curate.operator;

/// Makes one line of a text.
final class NewlinesToSpaces implements Operator {
  @Override
  public String name() {
    return "newlines-to-spaces";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    return view.keep(view.document().text().replace('\n', ' '));
  }
}
