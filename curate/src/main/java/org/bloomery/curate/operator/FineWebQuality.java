package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.ByLanguage;
import org.bloomery.artifact.run.filter.FineWebSettings;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.Keys;
import org.bloomery.curate.text.Lines;
import org.bloomery.curate.text.Sentences;

/// Drops lists and menus: the filter of FineWeb (Penedo et al. 2024, arXiv 2406.17557, section
/// 3.6), with datatrove's verdicts and order.
final class FineWebQuality implements Operator {
  private final ByLanguage<FineWebSettings> settings;
  private final KeyCounter counter = new KeyCounter();

  FineWebQuality(CurateSettings settings) {
    this.settings =
        SourceParameters.stated(settings.operators().fineWeb(), name(), "fineWeb", "fineweb");
  }

  @Override
  public String name() {
    return "fineweb-quality";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    FineWebSettings limits = settings.of(view.language());
    Counts counts = new Counts(view.text().characters(), limits.shortLineCharacters());
    if (counts.lines == 0) {
      return view.drop("empty", "there is no line with text");
    }
    double ended = (double) counts.ended / counts.lines;
    if (ended < limits.minimumTerminalLines()) {
      return view.drop("line-punct-ratio", ended + " < " + limits.minimumTerminalLines());
    }
    double shortOnes = (double) counts.shortOnes / counts.lines;
    if (shortOnes > limits.maximumShortLines()) {
      return view.drop("short-line-ratio", shortOnes + " > " + limits.maximumShortLines());
    }
    double repeated = (double) counts.repeated / (view.text().length() - counts.lineFeeds);
    if (repeated > limits.maximumDuplicateLineCharacters()) {
      return view.drop(
          "char-dup-ratio", repeated + " > " + limits.maximumDuplicateLineCharacters());
    }
    double ends = (double) counts.lineFeeds / view.text().tokens().size();
    if (ends > limits.maximumLineEndsPerWord()) {
      return view.drop("list-ratio", ends + " > " + limits.maximumLineEndsPerWord());
    }
    return view.keep();
  }

  /// What the lines of a text are like; empty ones do not count.
  private final class Counts {
    private int lineFeeds = -1;
    private int lines;
    private int ended;
    private int shortOnes;
    private int repeated;

    Counts(char[] text, int shortLine) {
      counter.clear(0);
      Lines.forEachBetweenLineFeeds(
          text,
          (from, to) -> {
            lineFeeds++;
            if (Lines.skipSpace(text, from, to) < to) {
              line(text, from, to, shortLine);
            }
            return true;
          });
    }

    private void line(char[] text, int from, int to, int shortLine) {
      lines++;
      ended += Sentences.ends(Character.codePointBefore(text, to, from)) ? 1 : 0;
      int length = Lines.length(text, from, to);
      shortOnes += length <= shortLine ? 1 : 0;
      repeated += counter.add(Keys.of(text, from, to)) > 0 ? length : 0;
    }
  }
}
