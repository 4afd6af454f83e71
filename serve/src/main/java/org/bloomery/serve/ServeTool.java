package org.bloomery.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bloomery.artifact.BloomeryException;

/// Serves a model until it is interrupted: `bloomery serve`.
public final class ServeTool {
  private static final int INTERRUPTED = 130;

  /// Held here, since the logging system forgets the settings of a logger that nobody holds.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private ServeTool() {}

  /// Takes one JSON object, see [ServeRequest].
  public static void main(String[] arguments) throws InterruptedException {
    HELIDON.setLevel(Level.WARNING); // the greeting says what there is to say
    ApiServer server;
    ServedModel served;
    try {
      ServeRequest request = ToolArguments.serve(arguments);
      served =
          ServedModel.open(
              Path.of(request.directory()), s -> System.err.println("bloomery serve: " + s));
      server = ApiServer.start(served, request.host(), request.port());
      System.out.print(greeting(served, server.address(request.host())));
      System.out.flush();
    } catch (BloomeryException e) {
      System.err.println("bloomery serve: " + e.getMessage());
      System.exit(e.exitCode());
      return;
    } catch (IOException e) {
      System.err.println("bloomery serve: the model cannot be read: " + e.getMessage());
      System.exit(5);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    awaitEndOfCommand();
    System.exit(INTERRUPTED);
  }

  /// Waits for ever, or until the process that started this one is gone: a server whose command was
  /// killed must not stay behind and hold the port.
  private static void awaitEndOfCommand() throws InterruptedException {
    Long command = Long.getLong("bloomery.parent");
    Optional<ProcessHandle> handle = command == null ? Optional.empty() : ProcessHandle.of(command);
    if (handle.isPresent()) {
      handle.get().onExit().join();
    } else {
      new CountDownLatch(1).await();
    }
  }

  /// The process ends here, whichever signal it was: by hand or by the system, this is the one way
  /// to end a server. The model's memory is left to the system, since a last answer may still use
  /// it.
  private static void stop(ApiServer server) {
    server.close();
    System.out.println("bloomery serve: stopped");
    System.out.flush();
    Runtime.getRuntime().halt(INTERRUPTED);
  }

  private static String greeting(ServedModel served, String address) {
    return String.format(
        Locale.ROOT,
        """
        bloomery serve: %s (%,d parameters, context %d) answers at %s
        bloomery serve: try  curl %s/v1/completions -H 'Content-Type: application/json' -d '{"prompt": "Hello", "max_tokens": 40}'
        bloomery serve: Ctrl-C stops it
        """,
        served.id(),
        served.config().parameters(),
        served.config().sequenceLength(),
        address,
        address);
  }
}
