package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.LayoutSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandOverTest {
  @TempDir Path folder;

  private Run handedOver(Run run, Study study) throws IOException {
    Path file = folder.resolve("run.toml");
    Files.writeString(file, HandOver.write(run, study, folder));
    return RunFile.load(file, List.of()).run();
  }

  @Test
  void bloomsPlanIsARunFileThatASmallMachineRefusesToTrainInOneSentence() throws IOException {
    Run planned = handedOver(StudyFixture.run("bloom-176b.toml"), StudyFixture.bloom());
    assertEquals("bloom-176b-planned", planned.name());
    assertEquals(70, planned.model().layers());
    assertEquals(14_336, planned.model().hidden());
    assertEquals(112, planned.model().heads());
    assertEquals(250_880, OwnModel.shape(planned).vocabulary());
    assertEquals(6e-5, planned.train().learningRate());
    assertEquals(new LayoutSettings(4, 12, 8, 1, "1f1b", null), planned.train().layout());
    assertEquals(Math.round(StudyFixture.bloom().decision().tokens()), planned.train().tokens());
    assertTrue(Files.exists(planned.catalogue().cards().getFirst()));
    RunFileException refused =
        assertThrows(RunFileException.class, () -> planned.train().requireRanksOfOneMachine(2));
    assertTrue(refused.getMessage().contains("384 processes"), refused.getMessage());
  }

  @Test
  void anotherShapeThanTheRunFilesIsHandedOverWhole() throws IOException {
    Run run = StudyFixture.run("overnight.toml", "plan.deviceFlopsPerSecond=3e10");
    Study study = StudyMaker.of(run);
    Run planned = handedOver(run, study);
    Shape shape = study.decision().placed().shape();
    assertEquals(shape, OwnModel.shape(planned));
    assertEquals(study.decision().tokens(), (double) planned.train().tokens());
    assertEquals(
        Math.round(study.decision().tokens()),
        Objects.requireNonNull(planned.plan().tokens()).longValue());
    planned.train().requireRanksOfOneMachine(2);
  }
}
