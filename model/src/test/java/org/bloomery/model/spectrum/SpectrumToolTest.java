package org.bloomery.model.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.model.file.SafetensorsFile;
import org.bloomery.model.file.SafetensorsWriter;
import org.bloomery.model.file.TensorSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectrumToolTest {
  private static final int COLUMNS = 120;
  private static final int ROWS = 300;

  @TempDir Path folder;

  /// Eigenvalues at the quantiles of a Pareto distribution of exponent 3, largest first.
  private static double[] eigenvalues() {
    return IntStream.range(0, COLUMNS)
        .mapToDouble(i -> Math.pow((i + 0.5) / COLUMNS, -1 / 2.0))
        .toArray();
  }

  /// A matrix with these eigenvalues of WᵀW/N: a diagonal between products of random reflections.
  private static float[] matrix(double[] eigenvalues, long seed) {
    Random random = new Random(seed);
    double[][] weight = new double[ROWS][COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      weight[i][i] = Math.sqrt(eigenvalues[i] * ROWS);
    }
    for (int times = 0; times < 3; times++) {
      reflectColumns(weight, random.doubles(ROWS, -1, 1).toArray());
      reflectRows(weight, random.doubles(COLUMNS, -1, 1).toArray());
    }
    float[] flat = new float[ROWS * COLUMNS];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) weight[i / COLUMNS][i % COLUMNS];
    }
    return flat;
  }

  private static void reflectColumns(double[][] weight, double[] axis) {
    double square = Arrays.stream(axis).map(a -> a * a).sum();
    for (int c = 0; c < COLUMNS; c++) {
      double dot = 0;
      for (int r = 0; r < ROWS; r++) {
        dot += weight[r][c] * axis[r];
      }
      for (int r = 0; r < ROWS; r++) {
        weight[r][c] -= 2 * dot / square * axis[r];
      }
    }
  }

  private static void reflectRows(double[][] weight, double[] axis) {
    double square = Arrays.stream(axis).map(a -> a * a).sum();
    for (double[] row : weight) {
      double dot = 0;
      for (int c = 0; c < COLUMNS; c++) {
        dot += row[c] * axis[c];
      }
      for (int c = 0; c < COLUMNS; c++) {
        row[c] -= 2 * dot / square * axis[c];
      }
    }
  }

  private void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    SafetensorsWriter.write(
        file,
        List.of(
            TensorSource.of("a.weight", List.of(300L, 120L), matrix(eigenvalues(), 1)),
            TensorSource.of("a.bias", List.of(3L), new float[] {1, 2, 3})),
        SafetensorsWriter.PYTORCH);
  }

  @Test
  void findsTheSpectrumThatAMatrixWasMadeWith() throws IOException {
    Path file = folder.resolve("w.safetensors");
    write(file);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      assertArrayEquals(eigenvalues(), Spectrum.of(weights, "a.weight"), 1e-4);
    }
  }

  @Test
  void showsTheExponentOfEveryMatrix() throws IOException {
    write(folder.resolve("training.partial/checkpoints/step-000004/weights.safetensors"));
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "inspect");
    List<MatrixSpectrum> found = SpectrumTool.run(folder, console);
    assertEquals(1, found.size(), "a bias has no spectrum");
    assertEquals(3, SpectrumTool.meanAlpha(found), 0.15);
    String text = shown.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("step-000004"), text);
    assertTrue(text.contains("300×120"), text);
  }

  @Test
  void saysWhatItTakesWhenThereAreNoWeights() {
    InputException refused = assertThrows(InputException.class, () -> SpectrumTool.files(folder));
    assertTrue(refused.toString().contains("holds no weights"));
  }
}
