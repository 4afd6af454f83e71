package org.bloomery.plan.study;

import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;

/// Studies of the shipped run files, each made once: they take some seconds.
public final class StudyFixture {
  private StudyFixture() {}

  /// A shipped run file with changes.
  public static Run run(String name, String... sets) {
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    return RunFile.load(root.resolve("runs").resolve(name), List.of(sets)).run();
  }

  private static final class Bloom {
    static final Study STUDY = StudyMaker.of(run("bloom-176b.toml"));
  }

  private static final class Night {
    static final Study STUDY =
        StudyMaker.of(run("overnight.toml", "plan.deviceFlopsPerSecond=3e10"));
  }

  public static Study bloom() {
    return Bloom.STUDY;
  }

  public static Study night() {
    return Night.STUDY;
  }

  /// The night with further changes, made each time.
  public static Study night(String set) {
    return StudyMaker.of(run("overnight.toml", "plan.deviceFlopsPerSecond=3e10", set));
  }
}
