package org.bloomery.artifact.run;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.bloomery.artifact.run.TomlNode.Array;
import org.bloomery.artifact.run.TomlNode.Leaf;
import org.bloomery.artifact.run.TomlNode.Table;
import org.bloomery.artifact.run.filter.ByLanguage;
import org.jspecify.annotations.Nullable;

/// Binds TOML tables to records and collects every problem on the way, each with its place.
///
/// Components may be `String`, `Path` (relative to the file), `boolean`, `int`, `long`, `double`
/// and their boxes, an enum (written in lower case), a record, `List` and `Map<String, …>` of
/// these.
final class TomlBinder {
  private final List<String> problems = new ArrayList<>();
  private final Path folder;

  /// @param folder where relative paths start: the folder of the file that is bound
  TomlBinder(Path folder) {
    this.folder = folder;
  }

  List<String> problems() {
    return problems;
  }

  /// The record, or null when a problem was found.
  <T extends Record> @Nullable T bind(Table table, String path, Class<T> type) {
    return type.cast(bindRecord(table, path, type));
  }

  private @Nullable Object bindRecord(Table table, String path, Class<?> type) {
    int before = problems.size();
    RecordComponent[] components = type.getRecordComponents();
    reportUnknownKeys(table, path, components);
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      String key = component.getName();
      TomlNode node = table.entries().get(key);
      if (node != null) {
        values[i] = value(node, join(path, key), component.getGenericType());
      } else if (!isNullable(component.getAnnotatedType())) {
        problems.add(
            table.origin()
                + ": "
                + join(path, key)
                + " is missing; state it in the run file, its "
                + "preset, or with --set "
                + join(path, key)
                + "=…");
      }
    }
    return problems.size() > before ? null : construct(table, path, type, types, values);
  }

  private @Nullable Object construct(
      Table table, String path, Class<?> type, Class<?>[] types, @Nullable Object[] values) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true); // records of other rooms may be package-private
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        problems.add(
            table.origin() + ": " + (path.isEmpty() ? "" : path + ": ") + refused.getMessage());
        return null;
      }
      throw new IllegalStateException(type + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  private void reportUnknownKeys(Table table, String path, RecordComponent[] components) {
    List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (Map.Entry<String, TomlNode> entry : table.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            entry.getValue().origin()
                + ": "
                + join(path, entry.getKey())
                + " is not a known key; known keys here are "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private @Nullable Object value(TomlNode node, String path, Type type) {
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class ->
          node instanceof Array array
              ? list(array, path, generic.getActualTypeArguments()[0])
              : mismatch(node, path, "a list");
      case ParameterizedType generic when generic.getRawType() == Map.class ->
          node instanceof Table table
              ? map(table, path, generic.getActualTypeArguments()[1])
              : mismatch(node, path, "a table");
      case ParameterizedType generic when generic.getRawType() == ByLanguage.class ->
          node instanceof Table table && generic.getActualTypeArguments()[0] instanceof Class<?> raw
              ? byLanguage(table, path, raw.asSubclass(Record.class))
              : mismatch(node, path, "a table");
      case Class<?> raw when raw.isRecord() ->
          node instanceof Table table
              ? bindRecord(table, path, raw)
              : mismatch(node, path, "a table");
      case Class<?> raw when raw.isEnum() -> constant(node, path, raw);
      case Class<?> raw -> scalar(node, path, raw);
      default -> throw new IllegalStateException("no rule to bind " + type + " at " + path);
    };
  }

  /// The table without its replacements, and once with each of them laid over it.
  private <T extends Record> @Nullable ByLanguage<T> byLanguage(
      Table table, String path, Class<T> type) {
    int before = problems.size();
    Map<String, TomlNode> usual = new LinkedHashMap<>(table.entries());
    TomlNode replacements = usual.remove("language");
    Table without = new Table(usual, table.origin());
    T whole = bind(without, path, type);
    Map<String, T> languages = new LinkedHashMap<>();
    if (replacements instanceof Table each) {
      each.entries()
          .forEach((code, node) -> {
            String at = join(path, "language." + code);
            if (node instanceof Table own && whole != null) {
              T bound = bind(TomlNode.merge(without, own), at, type);
              if (bound != null) {
                languages.put(code, bound);
              }
            } else if (whole != null) {
              mismatch(node, at, "a table");
            }
          });
    } else if (replacements != null) {
      mismatch(replacements, join(path, "language"), "a table");
    }
    return whole == null || problems.size() > before ? null : new ByLanguage<>(whole, languages);
  }

  private List<Object> list(Array array, String path, Type elementType) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < array.elements().size(); i++) {
      Object value = value(array.elements().get(i), path + "[" + i + "]", elementType);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private Map<String, Object> map(Table table, String path, Type valueType) {
    Map<String, Object> values = new LinkedHashMap<>();
    table
        .entries()
        .forEach((key, node) -> {
          Object value = value(node, join(path, key), valueType);
          if (value != null) {
            values.put(key, value);
          }
        });
    return values;
  }

  private @Nullable Object constant(TomlNode node, String path, Class<?> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(c -> c.toString().toLowerCase(Locale.ROOT))
            .toList();
    if (node instanceof Leaf leaf && leaf.value() instanceof String name) {
      int index = names.indexOf(name);
      if (index >= 0) {
        return type.getEnumConstants()[index];
      }
    }
    return mismatch(node, path, "one of " + String.join(", ", names));
  }

  private @Nullable Object scalar(TomlNode node, String path, Class<?> type) {
    Object value = node instanceof Leaf leaf ? leaf.value() : null;
    if (type == Path.class) {
      return value instanceof String text ? folder.resolve(text) : mismatch(node, path, "a path");
    }
    if (type == String.class) {
      return value instanceof String ? value : mismatch(node, path, "a string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return value instanceof Boolean ? value : mismatch(node, path, "true or false");
    }
    if (type == double.class || type == Double.class) {
      return switch (value) {
        case Double number -> number;
        case Long number -> number.doubleValue();
        case null, default -> mismatch(node, path, "a number");
      };
    }
    if (type == long.class || type == Long.class) {
      return value instanceof Long ? value : mismatch(node, path, "a whole number");
    }
    if (type == int.class || type == Integer.class) {
      return value instanceof Long number && number == number.intValue()
          ? (Object) number.intValue()
          : mismatch(node, path, "a whole number below 2^31");
    }
    throw new IllegalStateException("no rule to bind " + type + " at " + path);
  }

  private @Nullable Object mismatch(TomlNode node, String path, String expected) {
    String found =
        switch (node) {
          case Table _ -> "a table";
          case Array _ -> "a list";
          case Leaf(String text, _) -> "\"" + text + "\"";
          case Leaf leaf -> leaf.value().toString();
        };
    problems.add(node.origin() + ": " + path + " = " + found + ", but it must be " + expected);
    return null;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
