package org.bloomery.plan.law;

/// How a law would spend a budget.
///
/// @param law its name, with the data set of constants
/// @param parameters N
/// @param tokens D
/// @param loss predicted loss in nats a token, NaN where the law gives none
/// @param source paper and equation
/// @param caution what the reader should know before believing it
public record Allocation(
    String law, double parameters, double tokens, double loss, String source, String caution) {

  public double tokensPerParameter() {
    return tokens / parameters;
  }
}
