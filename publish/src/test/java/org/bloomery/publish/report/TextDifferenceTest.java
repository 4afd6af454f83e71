package org.bloomery.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextDifferenceTest {
  /// The pieces as one line: what went in [], what came in {}.
  private static String of(String before, String after) {
    StringBuilder out = new StringBuilder();
    for (TextDifference.Piece piece : TextDifference.of(before, after)) {
      out.append(
          switch (piece.kind()) {
            case BOTH -> piece.text();
            case WENT -> "[" + piece.text() + "]";
            case CAME -> "{" + piece.text() + "}";
          });
    }
    return out.toString();
  }

  @Test
  void wordsChangeAsWholes() {
    assertEquals("the [smith]{smiths} laid", of("the smith laid", "the smiths laid"));
    assertEquals(
        "write to [a@b.org]{PI:EMAIL} now", of("write to a@b.org now", "write to PI:EMAIL now"));
    assertEquals(
        "[e\u0301te\u0301]{été}", of("e\u0301te\u0301", "été"), "a mark goes with its letter");
    assertEquals("حديد [خام]{جديد}", of("حديد خام", "حديد جديد"));
  }

  @Test
  void charactersOfScriptsWithoutSpacesChangeAlone() {
    assertEquals("我们[炼]{锻}铁", of("我们炼铁", "我们锻铁"));
    assertEquals("[ดี]{ดู}มาก", of("ดีมาก", "ดูมาก"));
  }

  @Test
  void changesWithOnlyWhiteSpaceBetweenThemAreOne() {
    assertEquals("a [b c d]{x y z} e", of("a b c d e", "a x y z e"));
    assertEquals("a[  ]{ }b", of("a  b", "a b"));
  }

  @Test
  void theEndBeyondTheCutOfTheOtherTextIsNoChange() {
    assertEquals("a [spam ]b c de", of("a spam b c", "a b c de"));
    assertEquals("a {spam }b c ", of("a b c dexyz", "a spam b c "));
    assertEquals("a b{ c}", of("a b", "a b c"), "a first change is one");
    assertEquals("[x]{y} a[ b]", of("x a b", "y a"), "it is shorter, so something went");
  }

  @Test
  void equalTextsAreOnePiece() {
    assertEquals("a b", of("a b", "a b"));
    assertEquals("", of("", ""));
  }
}
