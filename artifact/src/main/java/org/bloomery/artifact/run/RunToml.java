package org.bloomery.artifact.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes a run as a run file that states every value and needs no preset.
public final class RunToml {
  private final Path folder;
  private final Map<String, String> notes;

  private RunToml(Path folder, Map<String, String> notes) {
    this.folder = folder;
    this.notes = notes;
  }

  /// The run file.
  ///
  /// @param folder where the file will stand; paths in it start there
  /// @param head comment lines at the top
  /// @param notes comments by the full name of a setting or section, for example `model.layers`
  public static String write(Run run, Path folder, String head, Map<String, String> notes) {
    return ResolvedToml.write(new RunToml(folder.toAbsolutePath(), notes).table(run, ""), head);
  }

  private TomlNode.Table table(Record record, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (value != null) {
        values.put(component.getName(), value);
      }
    }
    return table(values, path);
  }

  private TomlNode.Table table(Map<?, ?> values, String path) {
    Map<String, TomlNode> entries = new LinkedHashMap<>();
    values.forEach((key, value) ->
        entries.put(
            String.valueOf(key), node(value, path.isEmpty() ? "" + key : path + "." + key)));
    return new TomlNode.Table(entries, note(path));
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private TomlNode node(Object value, String path) {
    return switch (value) {
      case Record record -> table(record, path);
      case Map<?, ?> map -> table(new TreeMap<>(map), path);
      case List<?> list -> {
        List<TomlNode> elements = new ArrayList<>();
        list.forEach(element -> elements.add(node(element, path)));
        yield new TomlNode.Array(elements, note(path));
      }
      case Path file ->
          leaf(folder.relativize(file.toAbsolutePath()).toString().replace('\\', '/'), path);
      case Enum<?> constant -> leaf(constant.toString().toLowerCase(Locale.ROOT), path);
      case Integer number -> leaf(number.longValue(), path);
      default -> leaf(value, path);
    };
  }

  private TomlNode.Leaf leaf(Object value, String path) {
    return new TomlNode.Leaf(value, note(path));
  }

  private String note(String path) {
    return notes.getOrDefault(path, "");
  }
}
