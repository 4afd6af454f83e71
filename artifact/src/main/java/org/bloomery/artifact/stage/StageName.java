package org.bloomery.artifact.stage;

import java.util.Locale;

/// The stages of a run, in order. The folder of a stage is what it makes; its verb is the command.
public enum StageName {
  PLAN("plan"),
  CATALOGUE("catalogue"),
  CORPUS("curate"),
  TOKENIZER("tokenize"),
  SHARDS("pack"),
  TRAINING("train"),
  EVALUATION("evaluate"),
  RELEASE("publish");

  private final String verb;

  StageName(String verb) {
    this.verb = verb;
  }

  public String verb() {
    return verb;
  }

  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
