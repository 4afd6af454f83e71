package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Spark standalone cluster of a master and two workers, each a process.
@Tag("long")
class ClusterTest {
  private static final String HOST = "127.0.0.1";

  @TempDir private Path folder;
  private final List<JavaProcess> processes = new ArrayList<>();

  @AfterEach
  void stopTheCluster() throws InterruptedException {
    for (JavaProcess process : processes) {
      process.kill();
    }
    System.clearProperty("spark.driver.host");
    System.clearProperty("spark.driver.bindAddress");
  }

  private JavaProcess start(String name, String mainClass, String... arguments) throws IOException {
    // Workers look for Spark's jars in its home; ours come from the class path of the driver.
    Path home = folder.resolve("spark-home");
    Files.createDirectories(home.resolve("jars"));
    JavaProcess process =
        JavaProcess.start(
            folder.resolve(name + ".log"),
            Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_LOCAL_IP",
                HOST,
                "SPARK_SCALA_VERSION",
                "2.13"),
            mainClass,
            List.of(arguments));
    processes.add(process);
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Waits for the master's port, or for a worker's executor.
  private static void await(BooleanSupplier sign, JavaProcess process) throws Exception {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!sign.getAsBoolean()) {
      assertTrue(process.isAlive() && System.nanoTime() < end, process.output());
      Thread.sleep(20);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aWorkerKilledInTheMiddleLosesNothing() throws Exception {
    TestCollection collection = DuplicateCollection.write(folder, 40);
    collection.curate("one", with("curate.master=\"local[1]\""));
    int port = freePort();
    String master = "spark://" + HOST + ":" + port;
    JavaProcess masterProcess =
        start(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            HOST,
            "--port",
            String.valueOf(port),
            "--webui-port",
            "0");
    await(() -> answers(port), masterProcess);
    List<JavaProcess> workers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      JavaProcess worker =
          start(
              "worker" + i,
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              HOST,
              "--cores",
              "1",
              "--memory",
              "2g",
              "--webui-port",
              "0",
              "--work-dir",
              folder.resolve("worker" + i).toString(),
              master);
      workers.add(worker);
    }
    System.setProperty("spark.driver.host", HOST);
    System.setProperty("spark.driver.bindAddress", HOST);
    CompletableFuture<Map<String, Object>> running =
        CompletableFuture.supplyAsync(() -> curate(collection, master));
    for (JavaProcess worker : workers) {
      await(worker::hasChildren, worker);
    }
    Path sketches = collection.target("cluster").resolve("work/steps/near-duplicate/keys");
    while (!Files.exists(sketches)) {
      assertTrue(!running.isDone(), () -> "done too early: " + running);
      Thread.sleep(5);
    }
    workers.getFirst().kill();
    running.join();
    assertEquals(collection.digests("one"), collection.digests("cluster"));
  }

  private static Map<String, Object> curate(TestCollection collection, String master) {
    try {
      return collection.curate("cluster", with("curate.master=\"" + master + "\""));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String[] with(String more) {
    List<String> sets = new ArrayList<>(List.of(DuplicateCollection.STEPS));
    sets.add(more);
    return sets.toArray(String[]::new);
  }
}
