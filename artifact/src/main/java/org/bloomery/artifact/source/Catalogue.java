package org.bloomery.artifact.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;

/// The sources of a run, in the order of the run file. When two sources hold the same text, the
/// earlier one keeps it.
public record Catalogue(List<CataloguedSource> sources) {
  private static final String FILE = "catalogue.json";

  public Catalogue {
    sources = List.copyOf(sources);
  }

  /// Reads what the catalogue stage wrote into its finished folder.
  public static Catalogue read(Path folder) {
    return Json.read(folder.resolve(FILE), Catalogue.class);
  }

  public void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(FILE), Json.pretty(this));
  }
}
