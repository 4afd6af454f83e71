package org.bloomery.artifact.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The style sheet's colours by day, in the dark and on paper, by WCAG 2.2's contrast ratio, which
/// is to be 4.5 and more for text (success criterion 1.4.3).
class ContrastTest {
  private static List<Map<String, double[]>> themes() throws Exception {
    List<Map<String, double[]>> themes = new ArrayList<>();
    try (InputStream pictures = Page.class.getResourceAsStream("/page/picture.css");
        InputStream rest = Page.class.getResourceAsStream("/page/page.css")) {
      assertNotNull(pictures);
      assertNotNull(rest);
      String css =
          new String(pictures.readAllBytes(), StandardCharsets.UTF_8)
              + new String(rest.readAllBytes(), StandardCharsets.UTF_8);
      Matcher roots = Pattern.compile(":root \\{([^}]*)}").matcher(css);
      while (roots.find()) {
        Map<String, double[]> colours = new TreeMap<>();
        Matcher each = Pattern.compile("--(\\w+): #([0-9a-f]+);").matcher(roots.group(1));
        while (each.find()) {
          colours.put(each.group(1), colour(each.group(2)));
        }
        themes.add(colours);
      }
    }
    assertEquals(3, themes.size());
    return themes;
  }

  private static double[] colour(String digits) {
    String six = digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
    double[] colour = new double[3];
    for (int i = 0; i < 3; i++) {
      colour[i] = Integer.parseInt(six.substring(2 * i, 2 * i + 2), 16) / 255.0;
    }
    return colour;
  }

  private static double light(double[] colour) {
    double[] linear = new double[3];
    for (int i = 0; i < 3; i++) {
      linear[i] =
          colour[i] <= 0.04045 ? colour[i] / 12.92 : Math.pow((colour[i] + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  private static double contrast(double[] one, double[] other) {
    double high = Math.max(light(one), light(other));
    return (high + 0.05) / (Math.min(light(one), light(other)) + 0.05);
  }

  private static double[] mixed(double[] below, double[] above, double share) {
    double[] mixed = new double[3];
    for (int i = 0; i < 3; i++) {
      mixed[i] = (1 - share) * below[i] + share * above[i];
    }
    return mixed;
  }

  @Test
  void textIsReadableOnEveryGround() throws Exception {
    for (Map<String, double[]> theme : themes()) {
      double[] paper = theme.getOrDefault("paper", new double[3]);
      double[] ink = theme.getOrDefault("ink", new double[3]);
      double[] quiet = theme.getOrDefault("quiet", new double[3]);
      double[] accent = theme.getOrDefault("accent", new double[3]);
      assertTrue(contrast(ink, paper) >= 7);
      assertTrue(contrast(quiet, paper) >= 4.5, "also numbers on dark parts of bars");
      assertTrue(contrast(accent, paper) >= 4.5);
      assertTrue(contrast(ink, mixed(paper, accent, HeatMap.DARKEST)) >= 4.5, "cells");
    }
  }
}
