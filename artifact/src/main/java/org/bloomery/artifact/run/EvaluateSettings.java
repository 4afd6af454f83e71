package org.bloomery.artifact.run;

/// What the evaluation measures.
///
/// @param documentsPerLanguage held-out documents scored a language, at most
/// @param choiceItemsPerLanguage items of the multiple-choice task a language, at most
public record EvaluateSettings(int documentsPerLanguage, int choiceItemsPerLanguage) {}
