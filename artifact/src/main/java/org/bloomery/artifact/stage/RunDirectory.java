package org.bloomery.artifact.stage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bloomery.artifact.ResourceException;
import org.jspecify.annotations.Nullable;

/// The folder of a run: one finished folder per stage, and a lock that keeps a second run out.
public final class RunDirectory implements AutoCloseable {
  private final Path root;
  private @Nullable FileChannel lockFile;

  public RunDirectory(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /// The finished folder of a stage; it exists only when the stage is done.
  public Path folder(StageName stage) {
    return root.resolve(stage.folder());
  }

  /// Where a stage works until it is done.
  public Path partial(StageName stage) {
    return root.resolve(stage.folder() + ".partial");
  }

  /// Takes the directory for this stage until [#close()] or the end of the process, however it
  /// ends: the operating system releases the lock.
  public void lock() throws IOException {
    lock(".lock");
  }

  /// Takes the directory for a command that starts several stages, so that no other command comes
  /// between two of them.
  public void lockForCommand() throws IOException {
    lock(".command.lock");
  }

  private void lock(String name) throws IOException {
    Files.createDirectories(root);
    FileChannel channel =
        FileChannel.open(root.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new ResourceException(
          root + " is in use by another run; wait for it to end, or give this run another --out");
    }
    lockFile = channel;
  }

  @Override
  public void close() throws IOException {
    if (lockFile != null) {
      lockFile.close();
    }
  }
}
