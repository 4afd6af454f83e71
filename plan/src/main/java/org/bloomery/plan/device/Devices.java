package org.bloomery.plan.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;

/// The catalogue of accelerators, `devices.json` beside this class.
public final class Devices {
  /// The key of the machine that the plan runs on; it is measured when asked for.
  public static final String THIS_MACHINE = "this-machine";

  /// Oldest first within a maker.
  public static final List<Device> KNOWN = read();

  private Devices() {}

  /// The device of a run file.
  ///
  /// @param place the setting that names it, for the sentence that refuses an unknown one
  public static Device of(String key, String place) {
    return find(key).orElseThrow(() -> new RunFileException(refusal(key, place)));
  }

  /// The device with this key, upper or lower case. The machine itself takes a second to measure.
  public static Optional<Device> find(String key) {
    String wanted = key.strip().toLowerCase(Locale.ROOT);
    return wanted.equals(THIS_MACHINE)
        ? Optional.of(ThisMachine.measure())
        : KNOWN.stream().filter(device -> device.key().equals(wanted)).findFirst();
  }

  /// The machine itself at a speed that is known, so that the plan does not depend on a
  /// measurement.
  ///
  /// @param source who says it
  public static Device thisMachine(double flopsPerSecond, String source) {
    return ThisMachine.of(flopsPerSecond, source);
  }

  private static String refusal(String key, String place) {
    String nearest =
        keys().min(Comparator.comparingInt(known -> distance(key, known))).orElseThrow();
    return place
        + " = \""
        + key
        + "\" is not a known device; did you mean \""
        + nearest
        + "\"? Known are "
        + keys().collect(Collectors.joining(", "))
        + "; others can be added to devices.json of the plan room";
  }

  private static Stream<String> keys() {
    return Stream.concat(KNOWN.stream().map(Device::key), Stream.of(THIS_MACHINE));
  }

  /// Letters and digits only. A name that contains the other whole counts only its length beyond.
  private static int distance(String asked, String known) {
    String a = plain(asked);
    String b = plain(known);
    int edits = edits(a, b);
    return a.contains(b) || b.contains(a) ? edits : edits + Math.max(a.length(), b.length());
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /// Levenshtein's distance, one row at a time.
  private static int edits(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static List<Device> read() {
    try (InputStream in = Devices.class.getResourceAsStream("devices.json")) {
      return List.of(Json.MAPPER.readValue(in, Device[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("devices.json of the plan room cannot be read", e);
    }
  }
}
