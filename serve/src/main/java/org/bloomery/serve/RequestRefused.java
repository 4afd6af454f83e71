package org.bloomery.serve;

import org.jspecify.annotations.Nullable;

/// A request that is answered with an error object of the OpenAI API.
final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final @Nullable String parameter;

  RequestRefused(int status, String type, @Nullable String parameter, String sentence) {
    super(sentence, null, true, false); // no trace: it is the client's
    this.status = status;
    this.type = type;
    this.parameter = parameter;
  }

  /// The request itself is wrong.
  static RequestRefused invalid(@Nullable String parameter, String sentence) {
    return new RequestRefused(400, "invalid_request_error", parameter, sentence);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  @Nullable String parameter() {
    return parameter;
  }
}
