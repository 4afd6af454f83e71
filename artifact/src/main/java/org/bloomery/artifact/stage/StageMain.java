package org.bloomery.artifact.stage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.jspecify.annotations.Nullable;

/// The main method that all stages share: arguments `RUN.toml OUT [section.key=value …]`.
///
/// A stage runs in a process of its own, so that it has only its own libraries and so that a
/// failure in native code cannot take the run's other stages along.
public final class StageMain {
  private static final int INTERRUPTED = 130;

  private StageMain() {}

  /// Runs the stage and ends the process with the exit code that the result calls for.
  public static void main(Stage stage, String[] arguments) {
    main(stage.name().verb(), () -> run(stage, arguments));
  }

  /// The same for a stage that takes part in its start.
  ///
  /// @param work gives the exit code
  public static void main(String verb, Callable<Integer> work) {
    exit(
        verb,
        () -> {
          Thread notice =
              new Thread(() ->
                  System.err.println(
                      "bloomery "
                          + verb
                          + ": interrupted; the same command goes on from what is"
                          + " finished"));
          Runtime.getRuntime().addShutdownHook(notice);
          try {
            return work.call();
          } finally {
            if (!isEnding()) {
              Runtime.getRuntime().removeShutdownHook(notice);
            }
          }
        });
  }

  /// Runs the stage in this process.
  ///
  /// @return the exit code
  public static int run(Stage stage, String[] arguments) throws IOException {
    Path out = Path.of(arguments[1]);
    Run run = load(arguments);
    try (RunDirectory directory = new RunDirectory(out)) {
      directory.lock();
      new StageRun(stage, run, directory, Console.standard(stage.name().verb())).execute();
    }
    return 0;
  }

  /// The run that the arguments of a stage name.
  public static Run load(String[] arguments) {
    return RunFile.load(
            Path.of(arguments[0]), Arrays.asList(arguments).subList(2, arguments.length))
        .run();
  }

  /// Ends the process: with the code that the work returns, or with the code and the sentence of
  /// its failure. Only a bug shows a stack trace.
  public static void exit(String command, Callable<Integer> work) {
    endWithParent();
    int code;
    try {
      code = work.call();
    } catch (Exception | Error failure) {
      // Spark stops at the signal that ends this process, and its work then fails under our hands.
      code = isEnding() ? INTERRUPTED : report(command, failure);
    }
    System.exit(code); // waits for the end, with the code of the signal, if there was one
  }

  /// Whether a signal, such as that of Ctrl-C, is ending the process. Java tells only who asks for
  /// a change.
  private static boolean isEnding() {
    Thread none = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(none);
      Runtime.getRuntime().removeShutdownHook(none);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /// Prints the sentence of a failure, or the trace of a bug.
  ///
  /// @return the exit code that it calls for
  public static int report(String command, Throwable failure) {
    String name = command.isEmpty() ? "bloomery" : "bloomery " + command;
    return switch (failure) {
      case RunFileException problems -> {
        problems.problems().forEach(System.err::println);
        yield problems.exitCode();
      }
      case BloomeryException known -> {
        System.err.println(name + ": " + known.getMessage());
        yield known.exitCode();
      }
      case OutOfMemoryError memory -> {
        System.err.println(
            name
                + ": out of memory ("
                + memory.getMessage()
                + "); make the work smaller, or give Java"
                + " more with BLOOMERY_JAVA_OPTIONS=-Xmx…");
        yield 5;
      }
      case Throwable other when fileTrouble(other) != null -> {
        System.err.println(
            name
                + ": reading or writing failed: "
                + fileTrouble(other)
                + "; free disk space or correct the permissions, and give the same command again");
        yield 5;
      }
      default -> {
        System.err.println(name + ": this is a bug; please report it with this trace");
        failure.printStackTrace();
        yield 1;
      }
    };
  }

  /// What the file system said, if that is why the work failed. A text that cannot be parsed is an
  /// `IOException` for Jackson, but no trouble of the file system. Spark hands on only the text of
  /// what failed in a task.
  private static @Nullable String fileTrouble(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      if (cause instanceof FileSystemException) {
        return cause.getClass().getSimpleName() + " " + text;
      }
      if (text.contains("No space left on device")) {
        return "no space left on device";
      }
      if (cause instanceof IOException && cause.getClass() == IOException.class) {
        return text;
      }
    }
    return null;
  }

  /// A stage whose command was killed must not go on alone: it would hold the run directory's lock.
  private static void endWithParent() {
    Long parent = Long.getLong("bloomery.parent");
    if (parent == null) {
      return;
    }
    Thread watch =
        new Thread(
            () -> {
              ProcessHandle.of(parent).ifPresent(handle -> handle.onExit().join());
              Runtime.getRuntime().halt(INTERRUPTED);
            },
            "watch the command");
    watch.setDaemon(true);
    watch.start();
  }
}
