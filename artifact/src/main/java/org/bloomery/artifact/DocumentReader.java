package org.bloomery.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a corpus file: JSONL, plain or `.gz` or `.zst`, a [Document] a line.
public final class DocumentReader implements AutoCloseable {
  private static final ObjectReader READER = Json.MAPPER.readerFor(Document.class);

  private final Path file;
  private final BufferedReader lines;
  private long line;

  public DocumentReader(Path file) {
    this.file = file;
    try {
      lines =
          new BufferedReader(
              new InputStreamReader(
                  CompressedFiles.open(file),
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)),
              1 << 16);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /// The next document, or null at the end of the file.
  public @Nullable Document next() {
    try {
      String json = lines.readLine();
      if (json == null) {
        return null;
      }
      line++;
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new ArtifactException(
          file + ":" + line + ": not a document record (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw new ArtifactException(
          file
              + " breaks off or is corrupt after line "
              + line
              + " ("
              + e.getMessage()
              + "); delete its folder and run the stage again",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
