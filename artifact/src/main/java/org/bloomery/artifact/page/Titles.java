package org.bloomery.artifact.page;

/// The words of a picture.
///
/// @param description what a person hears who does not see it: what is where, and what it shows
public record Titles(String title, String description) {
  String spoken() {
    return title + ". " + description;
  }
}
