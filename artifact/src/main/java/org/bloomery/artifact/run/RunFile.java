package org.bloomery.artifact.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/// A loaded run file: the settings, and where each value came from.
///
/// Values come from the presets that the file names with `preset = "…"` or `preset = ["…", "…"]`,
/// then from the file, then from `--set section.key=value`; the last one wins.
public final class RunFile {
  private static final String PRESET = "preset";

  private final Run run;
  private final TomlNode.Table values;

  private RunFile(Run run, TomlNode.Table values) {
    this.run = run;
    this.values = values;
  }

  /// Reads and checks everything; all problems are reported together.
  ///
  /// @param sets `section.key=value`, the value in TOML or as a bare string
  public static RunFile load(Path file, List<String> sets) {
    TomlNode.Table own = parse(readFile(file), file.toString());
    List<String> problems = new ArrayList<>();
    TomlNode.Table table = withPreset(own, file);
    for (String set : sets) {
      table = TomlNode.merge(table, parseSet(set));
    }
    TomlBinder binder = new TomlBinder(folderOf(file));
    TomlNode.Table named = resolvePrecision(new TomlNode.Table(table.entries(), file.toString()));
    Run run = binder.bind(named, "", Run.class);
    problems.addAll(binder.problems());
    if (run != null) {
      PerplexityLimits.problem(run, named).ifPresent(problems::add);
    }
    if (run == null || !problems.isEmpty()) {
      throw new RunFileException(problems);
    }
    return new RunFile(run, named);
  }

  /// Binds any TOML file to a record, with the same checks and messages as a run file.
  public static <T extends Record> T bind(Path file, Class<T> type) {
    TomlBinder binder = new TomlBinder(folderOf(file));
    T record = binder.bind(parse(readFile(file), file.toString()), "", type);
    if (record == null) {
      throw new RunFileException(binder.problems());
    }
    return record;
  }

  public Run run() {
    return run;
  }

  /// Every value with its origin, as TOML.
  public String resolved() {
    return ResolvedToml.write(values);
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static TomlNode.Table withPreset(TomlNode.Table own, Path file) {
    TomlNode preset = own.entries().get(PRESET);
    Map<String, TomlNode> rest = new LinkedHashMap<>(own.entries());
    rest.remove(PRESET);
    TomlNode.Table merged = new TomlNode.Table(Map.of(), own.origin());
    List<TomlNode> names =
        switch (preset) {
          case null -> List.of();
          case TomlNode.Array(List<TomlNode> several, _) -> several;
          default -> List.of(preset);
        };
    for (TomlNode name : names) {
      merged = TomlNode.merge(merged, preset(name));
    }
    merged = TomlNode.merge(merged, new TomlNode.Table(rest, own.origin()));
    return new TomlNode.Table(merged.entries(), file.toString());
  }

  private static TomlNode.Table preset(TomlNode node) {
    if (!(node instanceof TomlNode.Leaf(String name, _))) {
      throw new RunFileException(
          node.origin()
              + ": preset must be a string, or a list of strings to be laid over another");
    }
    String text = presetText(name);
    if (text == null) {
      throw new RunFileException(
          node.origin()
              + ": preset = \""
              + name
              + "\" is not shipped; see the folder presets/ "
              + "of the artifact room, or remove the line and state every value");
    }
    return parse(text, "preset " + name);
  }

  /// Replaces `precision = "auto"` by what it means on this device, so that the run states it.
  private static TomlNode.Table resolvePrecision(TomlNode.Table table) {
    if (table.entries().get("train") instanceof TomlNode.Table train
        && train.entries().get("precision") instanceof TomlNode.Leaf(Object value, String origin)
        && value.equals("auto")) {
      String name = Precision.AUTO.resolved().name().toLowerCase(Locale.ROOT);
      TomlNode.Leaf leaf = new TomlNode.Leaf(name, origin + ", auto on this device");
      TomlNode.Table one = new TomlNode.Table(Map.of("precision", leaf), train.origin());
      return TomlNode.merge(table, new TomlNode.Table(Map.of("train", one), table.origin()));
    }
    return table;
  }

  private static @Nullable String presetText(String name) {
    if (!name.matches("[a-z0-9-]+")) {
      return null;
    }
    try (InputStream in = RunFile.class.getResourceAsStream("/presets/" + name + ".toml")) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ResourceException("preset " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static TomlNode.Table parseSet(String set) {
    int equals = set.indexOf('=');
    if (equals <= 0) {
      throw new RunFileException(
          "--set "
              + set
              + ": write --set section.key=value, for example --set train.tokens=100000");
    }
    String origin = "--set " + set.substring(0, equals);
    TomlParseResult result = Toml.parse(set);
    if (result.hasErrors()) { // bare words are strings, so that a shell needs no second quotes
      String value = set.substring(equals + 1).replace("\\", "\\\\").replace("\"", "\\\"");
      result = Toml.parse(set.substring(0, equals) + " = \"" + value + "\"");
    }
    return checked(result, origin);
  }

  private static TomlNode.Table parse(String text, String name) {
    return checked(Toml.parse(text), name);
  }

  private static TomlNode.Table checked(TomlParseResult result, String name) {
    if (result.hasErrors()) {
      List<String> problems = new ArrayList<>();
      for (TomlParseError error : result.errors()) {
        problems.add(
            name
                + ":"
                + error.position().line()
                + ":"
                + error.position().column()
                + ": "
                + error.getMessage());
      }
      throw new RunFileException(problems);
    }
    return TomlNode.of(result, name, name);
  }

  private static String readFile(Path file) {
    if (!Files.exists(file)) {
      throw new ResourceException(
          file + " does not exist; shipped run files are in the folder runs/");
    }
    if (Files.isDirectory(file)) {
      throw new RunFileException(file + " is a folder; name the TOML file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new RunFileException(file + " is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
