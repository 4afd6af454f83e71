package org.bloomery.artifact.run.filter;

/// What counts as a special character, and what becomes of lines that lose a word.
public enum Definitions {
  /// As BigScience published them for ROOTS, with what they contain by accident: letters and vowel
  /// signs among the special characters, blank lines that vanish.
  PUBLISHED,
  /// Letters, marks and joiners of every script are no special characters; only lines that lose a
  /// word are joined anew.
  CORRECTED
}
