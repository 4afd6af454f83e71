package org.bloomery.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.HuggingFaceFolder;

/// Makes the release: a folder in the Hugging Face layout with card, lineage and terms. What was
/// written is read back before the stage counts as done.
public final class PublishStage implements Stage {

  public static void main(String[] arguments) {
    StageMain.main(new PublishStage(), arguments);
  }

  @Override
  public StageName name() {
    return StageName.RELEASE;
  }

  @Override
  public int formatVersion() {
    return 1;
  }

  @Override
  public List<StageName> reads() {
    return List.of(
        StageName.PLAN,
        StageName.CATALOGUE,
        StageName.CORPUS,
        StageName.TOKENIZER,
        StageName.SHARDS,
        StageName.TRAINING,
        StageName.EVALUATION);
  }

  @Override
  public Object settings(Run run) {
    List<OutsideSet> sets = OutsideSet.of(run);
    return sets.isEmpty() ? run.publish() : Map.of("publish", run.publish(), "sets", sets);
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    RunFolder run = new RunFolder(context.directory().root());
    Path model = context.folder(StageName.TRAINING).resolve("model");
    Path release = context.target();
    ReleasedModel.write(model, context.folder(StageName.TOKENIZER), release);
    ReleasedModel.check(model, release);
    Lineage lineage = Lineage.of(run);
    BloomConfig config = config(release);
    AtomicFiles.write(release.resolve(Lineage.FILE), Json.pretty(lineage));
    AtomicFiles.write(release.resolve(LicenceNotice.FILE), LicenceNotice.of(run, context.run()));
    AtomicFiles.write(
        release.resolve(ModelCard.FILE), new ModelCard(run, context.run(), config, lineage).text());
    context.console().line("read back: every weight and the tokenizer are as trained");
    return Map.of(
        "parameters", config.parameters(),
        "sources", lineage.sources().size());
  }

  private static BloomConfig config(Path release) throws IOException {
    try (HuggingFaceFolder folder = HuggingFaceFolder.open(release)) {
      return folder.config();
    }
  }
}
