package org.bloomery.model;

/// What a forward pass needs beside tensors: the tokens, and which activations are dropped.
///
/// @param dropout [Dropout#NONE] outside training
public record Pass(TokenBatch batch, Dropout dropout) {}
