package org.bloomery.artifact.pipeline;

/// One pass of one micro-batch through one chunk of a stage.
///
/// @param microBatch counted from 0
/// @param chunk of the stage, counted from the embedding
/// @param forward or backward
public record Task(int microBatch, int chunk, boolean forward) {}
