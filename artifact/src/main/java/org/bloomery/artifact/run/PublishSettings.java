package org.bloomery.artifact.run;

/// What the model card says that no stage knows.
///
/// @param title name of the model
/// @param licence licence id of the weights
/// @param authors who answers for the model
public record PublishSettings(String title, String licence, String authors) {}
