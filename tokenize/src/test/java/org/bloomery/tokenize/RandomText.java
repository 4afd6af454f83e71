package org.bloomery.tokenize;

import java.util.Random;

/// Random strings that are likely to hit corners: separators, controls, all scripts, joined emoji.
public final class RandomText {
  private static final String[] CORNERS = {
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u0000",
    "\u0085",
    "\u00A0",
    "\u001C",
    "\u007F",
    "(",
    ")",
    "|",
    ".",
    ",",
    "!",
    "?",
    "…",
    "。",
    "，",
    "、",
    "।",
    "۔",
    "،",
    "\u1680",
    "\u2000",
    "\u200A",
    "\u200B",
    "\u2028",
    "\u2029",
    "\u202F",
    "\u205F",
    "\u3000",
    "\u180E",
    "\uFEFF",
    "[",
    "]",
    "^",
    "\\",
    "'",
    "'s",
    "a",
    "aa",
    "the",
    " the",
    "é",
    "e\u0301",
    "ß",
    "你好",
    "नमस्ते",
    "سلام",
    "שלום",
    "ไทย",
    "👩‍👩‍👧",
    "🏳️‍🌈",
    "🇫🇷",
    "1",
    "2²",
    "</s>",
    "<s>",
    "<",
    "𝒜",
    "\uFFFD",
    "\uE000"
  };

  private final Random random;

  public RandomText(long seed) {
    random = new Random(seed);
  }

  public int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /// A string without unpaired surrogates.
  public String next(int maxParts) {
    StringBuilder out = new StringBuilder();
    int parts = random.nextInt(maxParts + 1);
    for (int i = 0; i < parts; i++) {
      switch (random.nextInt(4)) {
        case 0 -> out.appendCodePoint(anyCodePoint());
        case 1 -> out.append((char) ('a' + random.nextInt(4)));
        default -> out.append(CORNERS[random.nextInt(CORNERS.length)]);
      }
    }
    return out.toString();
  }

  private int anyCodePoint() {
    int limit = random.nextBoolean() ? 0x3100 : 0x110000;
    int codePoint = random.nextInt(limit);
    return codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0x20 : codePoint;
  }
}
