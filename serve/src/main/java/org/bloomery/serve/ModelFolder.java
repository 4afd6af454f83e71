package org.bloomery.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.model.file.UnfinishedTraining;
import org.bloomery.tokenize.file.TokenizerFiles;

/// Where model and tokenizer lie below a directory that somebody named.
///
/// @param name what to call the model: the run's name where it is one
record ModelFolder(String name, Path model, Path tokenizer) {

  /// Looks for a model in the directory itself, then in the release and in the training of a run. A
  /// release of an earlier training is passed over: the answer is always the newest model.
  ///
  /// @throws ResourceException when there is none
  /// @throws ArtifactException when a file is not as its manifest says
  static ModelFolder find(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new ResourceException(
          "There is no directory " + directory + "; give a run directory, a release or a model.");
    }
    Map<Path, List<Path>> places = new LinkedHashMap<>();
    Path release = directory.resolve(StageName.RELEASE.folder());
    Path training = directory.resolve(StageName.TRAINING.folder()).resolve("model");
    Path tokenizer = directory.resolve(StageName.TOKENIZER.folder());
    places.put(
        directory, List.of(directory, directory.resolve("../../../" + tokenizer.getFileName())));
    places.put(release, List.of(release, tokenizer));
    places.put(training, List.of(training, tokenizer));
    for (Map.Entry<Path, List<Path>> place : places.entrySet()) {
      if (HuggingFaceFolder.isOne(place.getKey())
          && !(place.getKey().equals(release) && isOutdated(directory))) {
        verify(place.getKey());
        verify(place.getKey().resolveSibling(""));
        return new ModelFolder(
            name(directory), place.getKey(), tokenizerIn(place.getValue(), directory));
      }
    }
    throw new ResourceException(
        "No model lies in %s: there is no config.json with model.safetensors in it, in %s or in %s; finish a run there first, or name a folder in the Hugging Face layout."
            .formatted(directory, directory.relativize(release), directory.relativize(training)));
  }

  /// The model of a training that has not ended.
  static ModelFolder of(UnfinishedTraining.Checkpoint checkpoint, Path directory) {
    Path tokenizer = directory.resolve(StageName.TOKENIZER.folder());
    return new ModelFolder(
        "%s-step-%d".formatted(name(directory), checkpoint.step()),
        checkpoint.folder(),
        tokenizerIn(List.of(tokenizer), directory));
  }

  /// Compares the files of a stage's folder with its manifest; other folders have none.
  private static void verify(Path folder) {
    if (Files.exists(folder.resolve(Manifest.FILE))
        && Files.exists(folder.resolve(Manifest.MEASURED_FILE))) {
      Manifest.read(folder).verify(folder);
    }
  }

  /// Whether the model was trained again since the release was made.
  private static boolean isOutdated(Path directory) {
    Path release = directory.resolve(StageName.RELEASE.folder());
    Path training = directory.resolve(StageName.TRAINING.folder());
    return Files.exists(release.resolve(Manifest.FILE))
        && Files.exists(training.resolve(Manifest.FILE))
        && !Manifest.read(training)
            .contentDigest()
            .equals(Manifest.read(release).inputs().get(StageName.TRAINING.folder()));
  }

  private static Path tokenizerIn(List<Path> folders, Path directory) {
    for (Path folder : folders) {
      if (Files.isRegularFile(folder.resolve(TokenizerFiles.TOKENIZER))) {
        return folder;
      }
    }
    throw new ResourceException(
        "The model in " + directory + " has no " + TokenizerFiles.TOKENIZER + " beside it.");
  }

  /// A release in a run directory is called as the run is.
  private static String name(Path directory) {
    List<String> names = new ArrayList<>();
    directory.toAbsolutePath().normalize().forEach(part -> names.add(part.toString()));
    String last = names.isEmpty() ? "model" : names.getLast();
    return last.equals(StageName.RELEASE.folder()) && names.size() > 1
        ? names.get(names.size() - 2)
        : last;
  }
}
