package org.bloomery.tensor.collective;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bloomery.artifact.RankException;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Scope;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.global.torch_gloo;

/// Where ranks meet: a small store of keys and values that one of them serves over TCP.
///
/// A read of a key that is not there waits, and nothing else gets through this connection
/// meanwhile; a thread that must not wait for another takes a connection of its own.
public final class Rendezvous implements AutoCloseable {
  private static final Queue<Store> NEVER_FREED_BY_JAVA = new ConcurrentLinkedQueue<>();

  private final Store store;
  private final String host;
  private final int port;

  private Rendezvous(Store store, String host, int port) {
    this.store = store;
    this.host = host;
    this.port = port;
  }

  /// Serves a store, at `port` or, where that is 0, at a free one.
  ///
  /// @throws RankException if the port is taken
  public static Rendezvous serve(String host, int port, Duration timeout) {
    return open(host, port, true, timeout);
  }

  /// Connects to a store, and waits for it to be served.
  ///
  /// @throws RankException if nobody serves it within `timeout`
  public static Rendezvous join(String host, int port, Duration timeout) {
    return open(host, port, false, timeout);
  }

  /// The same meeting place for ranks that were all started again: keys of earlier attempts are not
  /// seen.
  ///
  /// @param attempt counted from 0
  Rendezvous ofAttempt(int attempt) {
    return new Rendezvous(part("attempt " + attempt + "/"), host, port);
  }

  private static Rendezvous open(String host, int port, boolean serves, Duration timeout) {
    load();
    try (Scope _ = Scope.open()) {
      TCPStoreOptions options = new TCPStoreOptions();
      options.port((short) port);
      options.isServer(serves);
      options.waitWorkers(false);
      options.useLibUV(true);
      options.timeout().put(new Milliseconds(timeout.toMillis()));
      TCPStore store = new TCPStore(host, options);
      return new Rendezvous(counted(store), host, Short.toUnsignedInt(store.getPort()));
    } catch (RuntimeException e) {
      throw new RankException(
          serves
              ? "the meeting place of the ranks cannot be served at %s:%d; set MASTER_PORT to a free port"
                  .formatted(host, port)
              : "the meeting place of the ranks at %s:%d does not answer within %d seconds; start rank 0 there, or correct MASTER_ADDR and MASTER_PORT"
                  .formatted(host, port, timeout.toSeconds()),
          e);
    }
  }

  /// A meeting place in a file, for threads of one process: no network, no names to be looked up.
  static Rendezvous inFile(Path file) {
    load();
    try (Scope _ = Scope.open()) {
      return new Rendezvous(counted(new FileStore(file.toString(), -1)), "127.0.0.1", 1);
    }
  }

  /// A reference to `store` that C++ counts. What a Java constructor makes would be freed by Java
  /// and by C++ when both let go of it; so Java never does, and works with what C++ gives back.
  private static Store counted(Store store) {
    NEVER_FREED_BY_JAVA.add(Scope.keep(store));
    try (Scope _ = Scope.open()) {
      return Scope.keep(new PrefixStore("", store).getUnderlyingStore());
    }
  }

  /// Loads what collectives need beside libtorch.
  private static synchronized void load() {
    Libtorch.load();
    Loader.load(torch_gloo.class);
  }

  /// Sets a value.
  public void put(String key, String value) {
    store.set(key, value);
  }

  /// The value of a key; waits until somebody has set it.
  public String get(String key) {
    return store.get_to_str(key);
  }

  /// Whether a key has a value.
  public boolean has(String key) {
    try (Scope _ = Scope.open()) {
      return store.check(new StringVector(key));
    }
  }

  /// Adds to a counter, which starts at 0.
  ///
  /// @return its new value
  public long add(String key, long amount) {
    return store.add(key, amount);
  }

  /// Name or address of the host that serves it.
  public String host() {
    return host;
  }

  /// Its port.
  public int port() {
    return port;
  }

  /// The part of the store whose keys begin with `prefix`, over the same connection; C++ frees it.
  Store part(String prefix) {
    return counted(new PrefixStore(prefix, store));
  }

  @Override
  public void close() {
    Scope.release(store);
  }
}
