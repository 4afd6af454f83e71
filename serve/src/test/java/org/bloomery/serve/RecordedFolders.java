package org.bloomery.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.bloomery.artifact.Json;

/// The tiny models that transformers saved (peers/record_bloom_folders.py), which lie with the
/// tests of the room model.
final class RecordedFolders {
  private RecordedFolders() {}

  static Path folder(int heads) {
    return Path.of(System.getProperty("bloomery.root", ".."))
        .resolve("model/src/test/resources/bloom-" + heads + "-heads");
  }

  static JsonNode recorded(int heads) {
    return Json.read(folder(heads).resolve("recorded.json"), JsonNode.class);
  }
}
