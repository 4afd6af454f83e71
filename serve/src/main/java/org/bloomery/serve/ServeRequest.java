package org.bloomery.serve;

import org.bloomery.artifact.RunFileException;

/// What [ServeTool] is asked to do.
///
/// @param directory a run directory, a release or a model folder
/// @param host address to listen on
/// @param port 0 takes a free one
public record ServeRequest(String directory, String host, int port) {
  /// Refuses what cannot be done.
  public ServeRequest {
    if (port < 0 || port > 65535) {
      throw new RunFileException("--port " + port + " is not a port; give 0 to 65535.");
    }
  }
}
