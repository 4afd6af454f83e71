package org.bloomery.artifact.run;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings with some of their values replaced, checked as settings of a file are.
public final class Changed {
  private Changed() {}

  /// A copy of a record.
  ///
  /// @param changes by the name of a component; null leaves it absent
  public static <T extends Record> T with(
      T record, Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> rest = new HashMap<>(changes);
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        types[i] = components[i].getType();
        values[i] =
            rest.containsKey(name) ? rest.get(name) : components[i].getAccessor().invoke(record);
        rest.remove(name);
      }
      if (!rest.isEmpty()) {
        throw new IllegalArgumentException(record.getClass() + " has no " + rest.keySet());
      }
      @SuppressWarnings("unchecked") // the class of a T makes Ts
      Constructor<T> constructor = (Constructor<T>) record.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IllegalArgumentException refused
          ? refused
          : new IllegalStateException(record.getClass() + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " cannot be copied", e);
    }
  }
}
