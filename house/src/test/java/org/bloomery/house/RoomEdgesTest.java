package org.bloomery.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The edges between rooms, read from the compiled classes.
class RoomEdgesTest {
  /// Whom each room may use, apart from itself. This table is the floor plan of ARCHITECTURE.md.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("artifact", Set.of()),
          Map.entry("plan", Set.of("artifact")),
          Map.entry("catalogue", Set.of("artifact")),
          Map.entry("curate", Set.of("artifact")),
          Map.entry("tokenize", Set.of("artifact")),
          Map.entry("spark", Set.of("artifact", "curate", "tokenize")),
          Map.entry("pack", Set.of("artifact", "tokenize")),
          Map.entry("tensor", Set.of("artifact")),
          Map.entry("model", Set.of("artifact", "tensor")),
          Map.entry("train", Set.of("artifact", "tensor", "model")),
          Map.entry("evaluate", Set.of("artifact", "tokenize", "model")),
          Map.entry("publish", Set.of("artifact", "tokenize", "model")),
          Map.entry("serve", Set.of("artifact", "tokenize", "model", "curate")),
          Map.entry("cli", Set.of("artifact")),
          Map.entry("bench", Set.of("artifact", "curate", "tokenize", "tensor", "model", "train")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              Checkout.rooms().stream()
                  .filter(room -> !room.equals("house"))
                  .map(room -> Checkout.ROOT.resolve(room).resolve("target/classes"))
                  .toArray(Path[]::new));

  private static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 && parts[1].equals("bloomery") ? parts[2] : "";
  }

  @Test
  void everyRoomWasRead() {
    Set<String> seen = CLASSES.stream().map(RoomEdgesTest::room).collect(Collectors.toSet());
    assertEquals(new TreeSet<>(MAY_USE.keySet()), new TreeSet<>(seen));
  }

  @Test
  void roomsUseOnlyWhomTheFloorPlanNames() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String from = room(type);
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> room(dependency.getTargetClass().getBaseComponentType()))
          .filter(to -> !to.isEmpty() && !to.equals(from))
          .filter(to -> !MAY_USE.getOrDefault(from, Set.of()).contains(to))
          .forEach(to -> wrong.add(from + " uses " + to + " in " + type.getName()));
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test
  void onlyTheSparkRoomSeesSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.bloomery.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "org.apache.hadoop..")
        .check(CLASSES);
  }

  @Test
  void onlyTensorModelAndTrainSeeLibtorch() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.bloomery.tensor..", "org.bloomery.model..", "org.bloomery.train..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.bloomery.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
