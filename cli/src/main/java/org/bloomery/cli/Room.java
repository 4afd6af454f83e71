package org.bloomery.cli;

import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.artifact.stage.StageName;

/// The rooms that run as processes of their own, with their main classes.
enum Room {
  PLAN("plan", "org.bloomery.plan.PlanStage"),
  PLAN_TOOL("plan", "org.bloomery.plan.PlanTool"),
  CATALOGUE("catalogue", "org.bloomery.catalogue.CatalogueStage"),
  CRAWL_TOOL("spark", "org.bloomery.spark.CrawlTool"),
  CURATE("spark", "org.bloomery.spark.CurateStage"),
  CURATE_TOOL("curate", "org.bloomery.curate.CurateTool"),
  FORECAST_TOOL("spark", "org.bloomery.spark.ForecastTool"),
  TOKENIZE("tokenize", "org.bloomery.tokenize.TokenizeStage"),
  TOKENIZE_ON_SPARK("spark", "org.bloomery.spark.TokenizeOnSpark"),
  PACK("pack", "org.bloomery.pack.PackStage"),
  TRAIN("train", "org.bloomery.train.TrainStage"),
  LAYOUT_TOOL("train", "org.bloomery.train.LayoutTool"),
  SWEEP_TOOL("train", "org.bloomery.train.SweepTool"),
  EVALUATE("evaluate", "org.bloomery.evaluate.EvaluateStage"),
  PUBLISH("publish", "org.bloomery.publish.PublishStage"),
  TOKENIZER_TOOL("tokenize", "org.bloomery.tokenize.TokenizerTool"),
  JUDGE_TOOL("tokenize", "org.bloomery.tokenize.judge.JudgeTool"),
  SPECTRUM_TOOL("model", "org.bloomery.model.spectrum.SpectrumTool"),
  REPORT_TOOL("publish", "org.bloomery.publish.report.ReportTool"),
  GENERATE_TOOL("serve", "org.bloomery.serve.GenerateTool"),
  SERVE_TOOL("serve", "org.bloomery.serve.ServeTool");

  private final String module;
  private final String mainClass;

  Room(String module, String mainClass) {
    this.module = module;
    this.mainClass = mainClass;
  }

  String module() {
    return module;
  }

  String mainClass() {
    return mainClass;
  }

  /// The room of a stage in this run.
  static Room of(StageName stage, Run run) {
    boolean onSpark = run.tokenize().countOn() == TokenizeSettings.CountOn.SPARK;
    return switch (stage) {
      case PLAN -> PLAN;
      case CATALOGUE -> CATALOGUE;
      case CORPUS -> CURATE;
      case TOKENIZER -> onSpark ? TOKENIZE_ON_SPARK : TOKENIZE;
      case SHARDS -> PACK;
      case TRAINING -> TRAIN;
      case EVALUATION -> EVALUATE;
      case RELEASE -> PUBLISH;
    };
  }
}
