package org.bloomery.curate.ngram;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;
import org.jspecify.annotations.Nullable;

/// The text format of n-gram models that SRILM, KenLM and others share: a section for each length,
/// an n-gram a line with the logarithms to base 10 of its probability and of its back-off weight.
///
/// A file does not say what its tokens are: when all but those in `<>` are single characters, the
/// model is one of characters, else of words.
final class ArpaFile {
  /// The logarithm that stands for a probability of zero.
  static final float NEVER = -99;

  /// Of a line: a digit, a tab, a word, a line feed. Tables are laid out by the stated sizes.
  private static final int LEAST_BYTES = 4;

  private final Path file;
  private final BufferedReader lines;
  private final HeapTables tables = new HeapTables();
  private boolean characters = true;
  private long number;

  private ArpaFile(Path file, BufferedReader lines) {
    this.file = file;
    this.lines = lines;
  }

  static NgramModel read(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return new ArpaFile(file, lines).read();
    } catch (NoSuchFileException e) {
      throw new ResourceException(file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new ArtifactException(file + " is not UTF-8 text; convert it to UTF-8", e);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private NgramModel read() throws IOException {
    List<Integer> sizes = sizes();
    for (int length = 1; length <= sizes.size(); length++) {
      int size = sizes.get(length - 1);
      tables.addLength(size);
      expect("\\" + length + "-grams:");
      for (int i = 0; i < size; i++) {
        gram(length, length == sizes.size(), next());
      }
    }
    expect("\\end\\");
    return new NgramModel(characters ? Unit.CHARACTERS : Unit.WORDS, tables);
  }

  private List<Integer> sizes() throws IOException {
    expect("\\data\\");
    List<Integer> sizes = new ArrayList<>();
    String line;
    while ((line = raw()) != null && !line.isBlank()) {
      int equals = line.indexOf('=');
      String name = "ngram " + (sizes.size() + 1);
      if (equals < 0 || !line.substring(0, equals).strip().equals(name)) {
        throw broken("\"" + line + "\" stands where \"" + name + "=…\" must stand");
      }
      int size = whole(line.substring(equals + 1).strip());
      if (size < 0 || (long) size * LEAST_BYTES > Files.size(file)) {
        throw broken(
            "\"" + line + "\" are more n-grams than its bytes can hold, or fewer than none");
      }
      sizes.add(size);
    }
    if (sizes.isEmpty()) {
      throw broken("it counts no n-grams");
    }
    return sizes;
  }

  private void gram(int length, boolean longest, String line) {
    String[] cells = line.split("\t", -1);
    String[] words = cells.length < 2 ? new String[0] : cells[1].split(" ", -1);
    if (words.length != length || cells.length > 3) {
      throw broken("\"" + line + "\" is no " + length + "-gram with one or two numbers");
    }
    long key = 0;
    for (String word : words) {
      key = GramKeys.longer(key, Unit.key(word));
    }
    if (length == 1 && !words[0].startsWith("<")) {
      characters &= words[0].codePointCount(0, words[0].length()) == 1;
    }
    float backOff = cells.length == 3 && !longest ? number(cells[2]) : 0;
    tables.put(length, key, number(cells[0]), backOff);
  }

  private float number(String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw broken("\"" + text + "\" is no number", e);
    }
  }

  private int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw broken("\"" + text + "\" is no number of n-grams below 2^31", e);
    }
  }

  private void expect(String wanted) throws IOException {
    String line = next();
    if (!line.strip().equals(wanted)) {
      throw broken("\"" + line + "\" stands where \"" + wanted + "\" must stand");
    }
  }

  /// The next line that is not blank.
  private String next() throws IOException {
    String line = raw();
    while (line != null && line.isBlank()) {
      line = raw();
    }
    if (line == null) {
      throw broken("it ends too early");
    }
    return line;
  }

  private @Nullable String raw() throws IOException {
    number++;
    return lines.readLine();
  }

  private ArtifactException broken(String problem) {
    return new ArtifactException(sentence(problem));
  }

  private ArtifactException broken(String problem, Exception cause) {
    return new ArtifactException(sentence(problem), cause);
  }

  private String sentence(String problem) {
    return file + ":" + number + ": " + problem + "; this is not a whole ARPA file";
  }

  /// Writes a model.
  static final class Writer implements NgramTrainer.Visitor {
    private final Path file;
    private final StringBuilder sections = new StringBuilder();
    private final StringBuilder sizes = new StringBuilder("\\data\\\n");
    private int order;

    Writer(Path file) {
      this.file = file;
    }

    @Override
    public void length(int length, int order, int size) {
      this.order = order;
      sizes.append("ngram ").append(length).append('=').append(size).append('\n');
      sections.append("\n\\").append(length).append("-grams:\n");
    }

    @Override
    public void gram(int length, String[] words, float probability, float backOff) {
      sections.append(probability).append('\t').append(String.join(" ", words));
      if (length < order) {
        sections.append('\t').append(backOff);
      }
      sections.append('\n');
    }

    @Override
    public void end() throws IOException {
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        out.append(sizes).append(sections).append("\n\\end\\\n");
      }
    }
  }
}
