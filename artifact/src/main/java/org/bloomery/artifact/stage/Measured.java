package org.bloomery.artifact.stage;

import java.util.Map;
import java.util.TreeMap;

/// Values that differ from run to run (times, energy, speed), collected for `measured.json`.
public final class Measured {
  private final Map<String, Object> values = new TreeMap<>();

  public synchronized void put(String name, Object value) {
    values.put(name, value);
  }

  public synchronized Map<String, Object> values() {
    return new TreeMap<>(values);
  }
}
