package org.bloomery.artifact.run.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// An SPDX licence expression: licences with AND, OR, WITH and brackets (SPDX 2.3, annex D). OR
/// leaves a choice, AND asks for both, and an exception behind WITH only permits more.
public final class LicenceExpression {
  private final List<String> words = new ArrayList<>();
  private final Predicate<String> allowed;
  private int at;

  private LicenceExpression(String expression, Predicate<String> allowed) {
    this.allowed = allowed;
    for (String word : expression.replace("(", " ( ").replace(")", " ) ").split("[ \t]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
  }

  /// Whether an expression leaves a way to use a text under licences that are allowed. What cannot
  /// be read allows nothing.
  ///
  /// @param allowed whether a single licence is
  public static boolean allows(String expression, Predicate<String> allowed) {
    LicenceExpression read = new LicenceExpression(expression, allowed);
    return read.either() && read.at == read.words.size();
  }

  private boolean either() {
    boolean isAllowed = all();
    while (isAt("OR")) {
      at++;
      isAllowed |= all();
    }
    return isAllowed;
  }

  private boolean all() {
    boolean isAllowed = one();
    while (isAt("AND")) {
      at++;
      isAllowed &= one();
    }
    return isAllowed;
  }

  private boolean one() {
    if (at >= words.size()) {
      return false;
    }
    String word = words.get(at++);
    boolean isAllowed;
    if (word.equals("(")) {
      isAllowed = either();
      isAllowed &= isAt(")");
      at++;
    } else {
      isAllowed = allowed.test(word);
    }
    if (isAt("WITH") && at + 1 < words.size()) {
      at += 2;
    }
    return isAllowed;
  }

  private boolean isAt(String word) {
    return at < words.size() && words.get(at).equalsIgnoreCase(word);
  }
}
