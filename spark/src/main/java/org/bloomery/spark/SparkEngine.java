package org.bloomery.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.RunFileException;

/// Spark without its web pages and without its chatter.
final class SparkEngine implements AutoCloseable {
  /// Above the priority of Spark's own hook, and hooks are run by falling priority.
  private static final int FIRST = 1000;

  private final JavaSparkContext context;
  private final Path scratch;
  private final Runnable silence = this::silence;

  /// Starts Spark, or connects to a cluster.
  ///
  /// @param master as Spark names it, for example `local[2]`
  /// @param scratch a folder for Spark alone; what an interrupted run left in it is deleted
  SparkEngine(String master, Path scratch) throws IOException {
    this.scratch = scratch;
    AtomicFiles.deleteTree(scratch);
    Files.createDirectories(scratch);
    SparkConf configuration =
        new SparkConf()
            .setMaster(master)
            .setAppName("bloomery curate")
            .set("spark.ui.enabled", "false")
            .set("spark.local.dir", scratch.toString());
    if (master.startsWith("local")) {
      configuration
          .set("spark.driver.host", "localhost")
          .set("spark.driver.bindAddress", "127.0.0.1");
    } else {
      // The machines of a cluster see the checkout as well as the run directory.
      configuration
          .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
          .set("spark.executor.extraJavaOptions", String.join(" ", doors()));
    }
    context = start(configuration);
    ShutdownHookManager.get().addShutdownHook(silence, FIRST);
  }

  /// When a signal ends the process, Spark stops under the tasks and reports each of them as
  /// failed. The stage says in one sentence that it was interrupted.
  private void silence() {
    context.setLogLevel("OFF");
  }

  /// The doors that this process' Java was opened by, for the executors.
  private static List<String> doors() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--") || option.startsWith("-Djdk."))
        .toList();
  }

  private static JavaSparkContext start(SparkConf configuration) {
    try {
      return new JavaSparkContext(configuration);
    } catch (Exception e) {
      if (e instanceof SparkException) { // Scala hides that this checked exception is thrown
        throw new RunFileException(
            "curate.master = \""
                + configuration.get("spark.master")
                + "\" does not start Spark ("
                + e.getMessage()
                + "); use local[*] or the address of a cluster");
      }
      throw e;
    }
  }

  JavaSparkContext context() {
    return context;
  }

  @Override
  public void close() throws IOException {
    context.close();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(silence);
    }
    AtomicFiles.deleteTree(scratch);
  }
}
