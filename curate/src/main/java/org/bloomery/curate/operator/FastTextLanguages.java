package org.bloomery.curate.operator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.bloomery.curate.fasttext.FastTextModel;

/// A fastText model whose labels are languages: `en`, `eng` or `eng_Latn`, as lid.176 and its
/// successors have them. Opened once in a process.
final class FastTextLanguages {
  private static final ConcurrentHashMap<Path, FastTextLanguages> OPEN = new ConcurrentHashMap<>();

  private final FastTextModel model;
  private final List<String> codes;

  private FastTextLanguages(FastTextModel model) {
    this.model = model;
    codes = model.labels().stream().map(FastTextLanguages::code).toList();
  }

  static FastTextLanguages of(Path file) {
    return OPEN.computeIfAbsent(file, path -> new FastTextLanguages(FastTextModel.open(path)));
  }

  static String code(String label) {
    int script = label.indexOf('_');
    if (label.equals("als")) {
      return "gsw"; // lid.176 has the codes of Wikipedias, there Alemannic; als_Latn is Albanian
    }
    return LanguageCodes.of(script < 0 ? label : label.substring(0, script));
  }

  /// ISO 639-1 code (else 639-3) of a label; labels may share one.
  String code(int label) {
    return codes.get(label);
  }

  /// Whether a label stands for a language.
  boolean knows(String code) {
    return codes.contains(code);
  }

  /// Probability of each label.
  double[] predict(String line) {
    return model.predict(line);
  }
}
