package org.bloomery.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.PublishSettings;
import org.junit.jupiter.api.Test;

class FrontMatterTest {
  private static final PublishSettings SETTINGS =
      new PublishSettings("A \"small\" model: first", "apache-2.0", "us");

  /// Loaded with PyYAML 6.0.3: name, task, metrics come out as written, and `no` as a string.
  @Test
  void writesTheKeysOfTheHub() throws JsonProcessingException {
    String scores =
        """
        {"languages": {
          "code": {"bitsPerByte": 1.25, "choice": {"items": 0}},
          "no": {"bitsPerByte": 1.5, "choice": {"items": 8, "byteAccuracy": 0.375}}}}
        """;
    assertEquals(
        """
        ---
        license: "apache-2.0"
        language:
        - "no"
        pipeline_tag: "text-generation"
        library_name: "transformers"
        tags:
        - "bloom"
        - "bloomery"
        - "code"
        model-index:
        - name: "A \\"small\\" model: first"
          results:
          - task:
              type: "text-generation"
              name: "Language modelling"
            dataset:
              type: "held-out-code"
              name: "Held-out text, code"
            metrics:
            - type: "bits_per_byte"
              name: "bits per byte"
              value: 1.25
          - task:
              type: "text-generation"
              name: "Language modelling"
            dataset:
              type: "held-out-no"
              name: "Held-out text, no"
            metrics:
            - type: "bits_per_byte"
              name: "bits per byte"
              value: 1.5
            - type: "accuracy"
              name: "which passage follows, by length in bytes"
              value: 0.375
        ---
        """,
        FrontMatter.of(SETTINGS, Json.MAPPER.readTree(scores)));
  }
}
