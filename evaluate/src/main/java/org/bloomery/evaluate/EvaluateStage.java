package org.bloomery.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.file.UnfinishedTraining;
import org.bloomery.model.infer.Decoder;
import org.bloomery.model.infer.InferenceModel;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;

/// Scores the trained model on held-out text and lets it speak in each language.
public final class EvaluateStage implements Stage {
  static final String SCORES = "scores.json";
  static final String SAMPLES = "samples.json";

  public static void main(String[] arguments) {
    Path out = Path.of(arguments[1]);
    if (UnfinishedTraining.isIn(out)) {
      StageMain.exit("evaluate", () -> UnfinishedEvaluation.run(arguments));
    } else {
      StageMain.main(new EvaluateStage(), arguments);
    }
  }

  @Override
  public StageName name() {
    return StageName.EVALUATION;
  }

  @Override
  public int formatVersion() {
    return 2; // 2: samples begin with documents that may be shown
  }

  @Override
  public List<StageName> reads() {
    return List.of(StageName.CORPUS, StageName.TOKENIZER, StageName.TRAINING);
  }

  @Override
  public Object settings(Run run) {
    return run.evaluate();
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    Path training = context.folder(StageName.TRAINING);
    return make(context, training, training.resolve("model"));
  }

  /// Scores the model in the folder `model`.
  static Map<String, Object> make(StageContext context, Path training, Path model)
      throws IOException {
    Tokenizer tokenizer = TokenizerFiles.read(context.folder(StageName.TOKENIZER));
    int separator =
        tokenizer
            .idOfAdded(Evaluation.SEPARATOR)
            .orElseThrow(() ->
                new ArtifactException(
                    context.folder(StageName.TOKENIZER)
                        + "/tokenizer.json has no token </s>, which stands between documents;"
                        + " run the tokenize stage again"));
    try (InferenceModel opened = InferenceModel.open(model)) {
      Evaluation evaluation =
          new Evaluation(
              new Corpus(context.folder(StageName.CORPUS)),
              tokenizer,
              separator,
              opened.config().sequenceLength(),
              new ModelLikelihood(opened),
              UntrainedLosses.read(training),
              context.run().evaluate(),
              context.run().seed());
      Map<String, List<Document>> documents = evaluation.documents();
      if (documents.isEmpty()) {
        throw new InputException(
            context.folder(StageName.CORPUS)
                + " has no held-out document to evaluate on; raise curate.heldOutShare = "
                + context.run().curate().heldOutShare()
                + " or add text");
      }
      Scores scores = evaluation.score(documents, context.console());
      ShownText shown = new ShownText(new Corpus(context.folder(StageName.CORPUS)));
      List<Sample> samples = samples(evaluation, documents, shown, opened);
      write(context, scores, samples);
      return counts(scores);
    }
  }

  private static List<Sample> samples(
      Evaluation evaluation,
      Map<String, List<Document>> documents,
      ShownText shown,
      InferenceModel model) {
    Decoder decoder = new Decoder(model);
    List<Sample> samples = new ArrayList<>();
    for (List<Document> ofLanguage : documents.values()) {
      shown
          .firstOf(ofLanguage)
          .ifPresent(document ->
              samples.add(
                  Sample.draw(
                      document,
                      evaluation.settings(),
                      evaluation.seed(),
                      evaluation.tokenizer(),
                      evaluation.separator(),
                      decoder)));
    }
    return samples;
  }

  private static void write(StageContext context, Scores scores, List<Sample> samples)
      throws IOException {
    AtomicFiles.write(context.target().resolve(SCORES), Json.pretty(scores));
    AtomicFiles.write(context.target().resolve(SAMPLES), Json.pretty(Map.of("samples", samples)));
    ScoreTable.show(context.console(), scores);
    ScoreTable.show(context.console(), samples);
  }

  private static Map<String, Object> counts(Scores scores) {
    long documents = scores.languages().values().stream().mapToLong(s -> s.documents()).sum();
    return Map.of(
        "languages", scores.languages().size(),
        "documents", documents,
        "choiceItems", scores.choiceOfAll().items());
  }
}
