package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.DataSettings;
import org.bloomery.artifact.run.ModelSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.BloomShape;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.CheckpointLayout;
import org.bloomery.model.file.ElementType;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.collective.Standing;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.checkpoint.CheckpointStore;
import org.bloomery.train.data.Samples;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.guard.PreFlight;
import org.bloomery.train.guard.StallWatch;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.log.MeasuredLog;
import org.jspecify.annotations.Nullable;

/// Trains the model of the run file on the run's shards.
public final class TrainStage implements Stage {
  private static final double LAYER_NORM_EPSILON = 1e-5;

  private final @Nullable World world;
  private boolean trained;

  /// Training in one process.
  public TrainStage() {
    this(null);
  }

  /// Training that this process leads.
  ///
  /// @param world the ranks, absent where there is one
  TrainStage(@Nullable World world) {
    this.world = world;
  }

  /// Whether other ranks were led.
  boolean hasTrained() {
    return trained;
  }

  public static void main(String[] arguments) {
    StageMain.main(StageName.TRAINING.verb(), () -> RankedTraining.run(arguments));
  }

  @Override
  public StageName name() {
    return StageName.TRAINING;
  }

  @Override
  public int formatVersion() {
    return 1;
  }

  @Override
  public List<StageName> reads() {
    return List.of(StageName.TOKENIZER, StageName.SHARDS);
  }

  @Override
  public boolean keepsUnfinishedWork() {
    return true;
  }

  /// Recomputation and the rhythm of checkpoints do not change a bit of the result, so they may be
  /// changed between an interruption and its resume.
  @Override
  public Object settings(Run run) {
    TrainSettings train = run.train();
    Map<String, Object> settings = new TreeMap<>();
    settings.put("model", run.model());
    settings.put("workers", train.resolvedWorkers());
    settings.put("precision", train.precision().resolved());
    settings.put("tokens", train.tokens());
    settings.put("microBatch", train.microBatch());
    settings.put("batch", train.batch());
    settings.put("learningRate", train.learningRate());
    settings.put("minimumLearningRate", train.minimumLearningRate());
    settings.put("warmUpSamples", train.warmUpSamples());
    settings.put("beta1", train.beta1());
    settings.put("beta2", train.beta2());
    settings.put("epsilon", train.epsilon());
    settings.put("weightDecay", train.weightDecay());
    settings.put("clip", train.clip());
    settings.put("evaluateEverySteps", train.evaluateEverySteps());
    settings.put("evaluateSamples", train.evaluateSamples());
    if (train.ramp() != null) {
      settings.put("ramp", train.ramp());
    }
    if (train.curriculum() != null) {
      settings.put("curriculum", train.curriculum());
    }
    settings.put("spike", train.spike());
    if (train.data() != null) {
      settings.put("data", weights(train.data()));
    }
    settings.put("keepEverySteps", train.keepEverySteps());
    return settings;
  }

  @Override
  public Map<String, String> externalInputs(Run run) {
    return OutsideData.digests(run.train().data());
  }

  /// Where the sets lie does not matter.
  private static Map<String, Object> weights(DataSettings data) {
    Map<String, Object> weights = new TreeMap<>();
    if (data.ownWeight() != null) {
      weights.put("ownWeight", data.ownWeight());
    }
    if (data.languages() != null) {
      weights.put("languages", data.languages());
    }
    data.weighted()
        .forEach(set ->
            weights.put(
                "set " + set.name(),
                Map.of("weight", set.weight(), "heldOut", set.heldOutShare())));
    return weights;
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    Run run = context.run();
    TokenizerFacts tokenizer = TokenizerFacts.read(context.folder(StageName.TOKENIZER));
    BloomShape shape = shape(run.model(), tokenizer);
    Precision precision = RankedTraining.precision(run);
    TrainingPlan plan =
        TrainingPlan.of(
            run.train(),
            run.model().sequence(),
            run.seed(),
            precision.settingName(),
            settingsDigest(context));
    announce(context, shape, plan);
    checkRoom(context, shape, precision, plan);
    writeDescription(context, shape, precision, tokenizer);
    try (TrainingData data =
            TrainingData.open(
                context.folder(StageName.SHARDS), run.train().data(), tokenizer.vocabulary());
        Learner learner = learner(context, shape, precision)) {
      Samples samples =
          data.samples(plan.sequence(), plan.samples(plan.steps()), run.seed(), context.console());
      List<HeldOutSet> heldOut = data.heldOut(plan.sequence(), run.train().evaluateSamples());
      MeasuredLog.describe(context.target().resolve("measured"), settings(run));
      TrainingLoop.Outcome outcome = train(context, plan, learner, samples, heldOut);
      writeModel(context);
      measure(context, plan, outcome);
      learner.measured().forEach(context.measured()::put);
      learner.gauges().ifPresent(gauges -> measure(context, plan, outcome, gauges));
      return counts(shape, plan, outcome);
    }
  }

  private TrainingLoop.Outcome train(
      StageContext context,
      TrainingPlan plan,
      Learner learner,
      Samples samples,
      List<HeldOutSet> heldOut)
      throws IOException {
    Path dump = context.target().resolve("measured/stall.txt");
    Duration limit = Duration.ofSeconds(context.run().train().stallSeconds());
    Switches switches = new Switches(context.directory().root());
    World ranks = world;
    Supplier<Standing> standing = ranks == null ? () -> Standing.UNKNOWN : ranks::standing;
    try (StallWatch watch = new StallWatch(limit, dump, standing, TrainStage::endHungProcess);
        TrainingLoop loop =
            new TrainingLoop(
                plan,
                learner,
                samples,
                heldOut,
                context.target(),
                context.console(),
                switches,
                watch::beat)) {
      return loop.run();
    }
  }

  /// A hung native call cannot be interrupted, and shutdown hooks may wait for it.
  private static void endHungProcess(String sentence) {
    RankException failure =
        new RankException(sentence + "; give the same command to go on from the last checkpoint");
    Runtime.getRuntime().halt(StageMain.report("train", failure));
  }

  static BloomShape shape(ModelSettings model, TokenizerFacts tokenizer) {
    return shape(model, tokenizer.vocabulary());
  }

  /// @param vocabulary entries, without padding
  static BloomShape shape(ModelSettings model, int vocabulary) {
    return new BloomShape(
        model.paddedVocabulary(vocabulary),
        model.hidden(),
        model.layers(),
        model.heads(),
        model.sequence(),
        LAYER_NORM_EPSILON,
        model.dropout());
  }

  private Learner learner(StageContext context, BloomShape shape, Precision precision) {
    Run run = context.run();
    World ranks = world;
    if (ranks != null) {
      trained = true;
      return ParallelLearner.lead(
          ranks,
          run.seed(),
          () -> RankedTraining.engine(ranks, run, shape, precision, context.target()),
          RankOptions.of(run),
          context.console()::line);
    }
    return SingleProcess.learner(
        run, shape, precision, context.target().resolve("measured"), context.console()::line);
  }

  private void checkRoom(
      StageContext context, BloomShape shape, Precision precision, TrainingPlan plan)
      throws IOException {
    long master = precision == Precision.FP64 ? 8 : 4;
    PreFlight.checkMemory(
        world == null
            ? SingleProcess.stateBytes(context.run(), shape, precision)
            : LayoutTable.of(context.run(), shape, precision).print(context.console()).mostState());
    long forGood = plan.keepEverySteps() == 0 ? 0 : plan.steps() / plan.keepEverySteps();
    PreFlight.checkDisk(
        context.target().resolve(CheckpointLayout.CHECKPOINTS),
        shape.parameterCount() * 3 * master,
        Math.min(
            plan.keepCheckpoints() + 1 + forGood,
            1 + Math.ceilDiv(plan.steps(), context.run().train().checkpointEverySteps())));
  }

  /// What a checkpoint must agree with: the settings, the seed and the data.
  private String settingsDigest(StageContext context) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("settings", settings(context.run()));
    parts.put("seed", context.run().seed());
    parts.putAll(externalInputs(context.run()));
    for (StageName stage : reads()) {
      parts.put(stage.folder(), Manifest.read(context.folder(stage)).contentDigest());
    }
    return Digests.sha256(Json.line(parts));
  }

  private static void announce(StageContext context, BloomShape shape, TrainingPlan plan) {
    context
        .console()
        .line(
            String.format(
                Locale.ROOT,
                "%,d parameters (%d layers, hidden %d, vocabulary %,d) in %s, %,d tokens in %,d steps of %d × %d, %d workers",
                shape.parameterCount(),
                shape.layers(),
                shape.hidden(),
                shape.vocabulary(),
                plan.precision(),
                plan.tokens(plan.steps()),
                plan.steps(),
                plan.portions().batch(plan.steps()),
                plan.sequence(),
                context.run().train().resolvedWorkers()));
  }

  /// The weights of the last checkpoint beside their description: a folder that transformers could
  /// read, but for the tokenizer, which publishing adds.
  private static void writeModel(StageContext context) throws IOException {
    Path model = context.target().resolve(CheckpointLayout.MODEL);
    Path last =
        new CheckpointStore(
                context.target().resolve(CheckpointLayout.CHECKPOINTS), context.console()::line)
            .newest()
            .orElseThrow()
            .folder();
    Files.copy(
        last.resolve(RunCheckpoints.WEIGHTS),
        model.resolve(HuggingFaceFolder.WEIGHTS),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// Written first, so that others can read checkpoints while training goes on.
  private static void writeDescription(
      StageContext context, BloomShape shape, Precision precision, TokenizerFacts tokenizer)
      throws IOException {
    Path model = Files.createDirectories(context.target().resolve(CheckpointLayout.MODEL));
    HuggingFaceFolder.writeConfig(
        model,
        new BloomConfig(
            shape.vocabulary(),
            shape.hidden(),
            shape.layers(),
            shape.heads(),
            shape.layerNormEpsilon(),
            tokenizer.bos(),
            tokenizer.eos(),
            tokenizer.pad(),
            shape.sequence(),
            precision == Precision.FP64 ? ElementType.F64 : ElementType.F32));
    AtomicFiles.write(model.resolve("shape.json"), Json.pretty(shape));
  }

  private static void measure(
      StageContext context, TrainingPlan plan, TrainingLoop.Outcome outcome) {
    double seconds = outcome.energy().seconds();
    context.measured().put("energyJoules", outcome.energy().joules());
    context.measured().put("energyMethod", outcome.energy().method());
    context.measured().put("trainingSeconds", seconds);
    context.measured().put("tokensPerSecond", plan.tokens(plan.steps()) / seconds);
    context.measured().put("libtorch", Libtorch.version());
    context.measured().put("cpuCapability", Libtorch.cpuCapability());
    context.measured().put("workers", context.run().train().resolvedWorkers());
    PeakMemory.bytes().ifPresent(bytes -> context.measured().put("peakMemoryBytes", bytes));
  }

  private static void measure(
      StageContext context, TrainingPlan plan, TrainingLoop.Outcome outcome, Gauges gauges) {
    double flops = 0;
    for (long step = 1; step <= plan.steps(); step++) {
      long tokens = plan.tokens(step) - plan.tokens(step - 1);
      flops += tokens * gauges.work(plan.portions().length(step)).modelFlopsPerToken();
    }
    double rate = gauges.work(plan.sequence()).matrixFlopsPerSecond();
    double flopsPerSecond = flops / outcome.energy().seconds();
    context.measured().put("modelFlopsPerSecond", flopsPerSecond);
    context.measured().put("matrixFlopsPerSecond", rate);
    context.measured().put("modelFlopsUtilisation", flopsPerSecond / rate);
  }

  private static Map<String, Object> counts(
      BloomShape shape, TrainingPlan plan, TrainingLoop.Outcome outcome) {
    Map<String, Object> counts = new TreeMap<>();
    counts.put("parameters", shape.parameterCount());
    counts.put("steps", plan.steps());
    counts.put("samples", plan.samples(plan.steps()));
    counts.put("tokens", plan.tokens(plan.steps()));
    counts.put("heldOutLoss", outcome.heldOutLoss());
    return counts;
  }
}
