package org.bloomery.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.tensor.collective.World;

/// Makes sure that all ranks see the same run: a host with an older copy of the data or of the run
/// file is named before anything is computed. The first rank alone reads the samples, but every
/// rank makes its part of the model from what it sees itself.
final class SameInputs {
  private static final int SHOWN = 12;

  private SameInputs() {}

  /// Compares; all ranks call it together.
  ///
  /// @throws ArtifactException at every rank, naming the one that differs from the first
  static void require(World world, Run run, RunDirectory directory) {
    require(world, versions(run, directory));
  }

  /// @param own what this rank sees, by name
  static void require(World world, Map<String, String> own) {
    List<Map<String, String>> all = new ArrayList<>();
    for (String text : world.all().gather(Json.line(own))) {
      Map<String, String> versions = new LinkedHashMap<>();
      Json.parse(text, JsonNode.class)
          .properties()
          .forEach(version -> versions.put(version.getKey(), version.getValue().asText()));
      all.add(versions);
    }
    Map<String, String> first = all.getFirst();
    for (int rank = 1; rank < all.size(); rank++) {
      for (Map.Entry<String, String> version : first.entrySet()) {
        String other = all.get(rank).getOrDefault(version.getKey(), "missing");
        if (!other.equals(version.getValue())) {
          throw new ArtifactException(
              "%s sees another version of %s (%s) than %s (%s); let all hosts see the same run file and the same run directory"
                  .formatted(
                      world.describe(rank),
                      version.getKey(),
                      shown(other),
                      world.describe(0),
                      shown(version.getValue())));
        }
      }
    }
  }

  private static String shown(String version) {
    return version.substring(0, Math.min(SHOWN, version.length()));
  }

  private static Map<String, String> versions(Run run, RunDirectory directory) {
    Map<String, Object> settings = new TreeMap<>();
    if (new TrainStage().settings(run) instanceof Map<?, ?> all) {
      all.forEach((name, value) -> settings.put("" + name, value));
    }
    settings.remove("workers"); // of one process; a rank is one thread
    settings.put("layout", run.train().layout());
    settings.put("seed", run.seed());
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("the settings", Digests.sha256(Json.line(settings)));
    for (StageName stage : List.of(StageName.TOKENIZER, StageName.SHARDS)) {
      versions.put("the " + stage.folder(), version(directory.folder(stage)));
    }
    return versions;
  }

  /// What is missing is for the first rank to tell, as in one process.
  private static String version(Path folder) {
    return Files.exists(folder.resolve(Manifest.FILE))
        ? Manifest.read(folder).contentDigest()
        : "missing";
  }
}
