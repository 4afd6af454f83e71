package org.bloomery.curate.operator;

import org.bloomery.curate.text.Lines;

/// Twelve characters that stand for a space become one, and white space at both ends goes (ac_dc,
/// `uniform_whitespace`).
final class UniformWhiteSpace implements Operator {
  private static final String SPACES =
      " \u2009\u200A\u202F\u2005\u3000\u2002\u00A0\u2008\u2003\uFFFC\u0084";

  @Override
  public String name() {
    return "uniform-white-space";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    char[] text = view.text().characters();
    int from = Lines.skipSpace(text, 0, text.length);
    int to = Lines.skipSpaceBack(text, from, text.length);
    char[] out = null;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c >= 0x80 && SPACES.indexOf(c) >= 0) {
        out = out == null ? text.clone() : out;
        out[i] = ' ';
      }
    }
    if (out == null && from == 0 && to == text.length) {
      return view.keep();
    }
    return view.keep(new String(out == null ? text : out, from, to - from));
  }
}
