package org.bloomery.serve;

/// A token with its log-probability and the likeliest tokens in its place.
///
/// @param logProb NaN for a first token, which has no context
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record TokenScore(int id, double logProb, int[] topIds, double[] topLogProbs) {}
