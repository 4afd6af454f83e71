package org.bloomery.artifact;

/// Something is missing outside: a file, a port, memory, a device, disk space. Exit code 5.
public final class ResourceException extends BloomeryException {
  public ResourceException(String sentence) {
    super(sentence, null, 5);
  }

  public ResourceException(String sentence, Throwable cause) {
    super(sentence, cause, 5);
  }
}
