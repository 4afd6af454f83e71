package org.bloomery.artifact.page;

import java.util.Locale;
import java.util.function.Consumer;

/// Writes an SVG picture of a fixed size that scales with the page.
public final class Svg {
  private final StringBuilder out = new StringBuilder();

  private Svg() {}

  public Svg(double width, double height, String description) {
    out.append("<svg class=\"chart\" viewBox=\"0 0 ").append(number(width)).append(' ');
    out.append(number(height)).append("\" role=\"img\" aria-label=\"");
    out.append(Html.escape(description)).append("\">");
  }

  /// Markup to be used inside a picture.
  static String part(Consumer<Svg> drawing) {
    Svg part = new Svg();
    drawing.accept(part);
    return part.out.toString();
  }

  /// A path with a tooltip.
  public Svg named(String type, String name, String data) {
    return curve(type, "none", name, data);
  }

  /// A path of a class of the style sheet.
  public Svg path(String type, String data) {
    out.append("<path class=\"").append(type).append("\" d=\"").append(data).append("\"/>");
    return this;
  }

  /// A path filled with the accent.
  ///
  /// @param share of its full strength
  Svg shade(String data, double share) {
    out.append("<path class=\"shade\" fill-opacity=\"");
    out.append(String.format(Locale.ROOT, "%.3f", share)).append("\" d=\"").append(data);
    out.append("\"/>");
    return this;
  }

  /// A path with dashes and a tooltip.
  public Svg curve(String type, String dashes, String name, String data) {
    out.append("<path class=\"").append(type).append("\" stroke-dasharray=\"").append(dashes);
    out.append("\" d=\"").append(data).append("\"><title>").append(Html.escape(name));
    out.append("</title></path>");
    return this;
  }

  /// A text.
  ///
  /// @param anchor start, middle or end: which part of the text is at x
  public Svg text(String type, String anchor, double x, double y, String text) {
    return text(type, anchor, "translate(" + number(x) + " " + number(y) + ")", text);
  }

  /// Text that is read from below.
  public Svg uprightText(String type, double x, double y, String text) {
    return text(type, "middle", "translate(" + number(x) + " " + number(y) + ") rotate(-90)", text);
  }

  private Svg text(String type, String anchor, String transform, String text) {
    out.append("<text class=\"").append(type).append("\" text-anchor=\"").append(anchor);
    out.append("\" transform=\"").append(transform).append("\">").append(Html.escape(text));
    out.append("</text>");
    return this;
  }

  /// Markup of our own making, moved to a place.
  public Svg at(double x, double y, String markup) {
    out.append("<g transform=\"translate(").append(number(x)).append(' ').append(number(y));
    out.append(")\">").append(markup).append("</g>");
    return this;
  }

  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  public String close() {
    return out.append("</svg>\n").toString();
  }
}
