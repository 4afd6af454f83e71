package org.bloomery.artifact;

/// An artefact of ours or of a peer that is corrupt or does not belong here. Exit code 4.
public final class ArtifactException extends BloomeryException {
  public ArtifactException(String sentence) {
    super(sentence, null, 4);
  }

  public ArtifactException(String sentence, Throwable cause) {
    super(sentence, cause, 4);
  }
}
