package org.bloomery.curate.operator;

import java.util.List;

/// Takes fixed strings out of a text, at each place the first of the list that stands there.
final class StripSubstrings implements Operator {
  /// Notices to the editors of the English Wiktionary, as its pages begin or end with them.
  static final List<String> WIKTIONARY_NOTICES =
      List.of(
          "This entry needs pronunciation information",
          "Please try to find a suitable image on Wikimedia Commons or upload one there yourself!",
          "You may continue to edit this entry while the discussion proceeds, but please mention"
              + " significant edits at the RFD discussion and ensure that the intention of votes"
              + " already cast is not left unclear",
          "This entry is part of the phrasebook project, which presents criteria for inclusion"
              + " based on utility, simplicity and commonality",
          "If you are a native speaker with a microphone, please record some and upload them",
          "If you are familiar with the IPA then please add some!",
          "If you are familiar with the IPA or enPR then please add some!",
          "Feel free to edit this entry as normal, but do not remove {{rfv}} until the request has"
              + " been resolved",
          "A user has added this entry to requests for verification(+) If it cannot be verified"
              + " that this term meets our attestation criteria, it will be deleted",
          "This entry needs quotations to illustrate usage",
          "This entry needs audio files",
          "Please see that page for discussion and justifications",
          "This entry needs a photograph or drawing for illustration",
          "A user has added this entry to requests for deletion(+)",
          "Do not remove the {{rfd}} until the debate has finished",
          "If you come across any interesting, durably archived quotes then please add them!",
          "(For audio required quickly, visit WT:APR)");

  private final String name;
  private final List<String> parts;

  StripSubstrings(String name, List<String> parts) {
    this.name = name;
    this.parts = parts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    String text = view.document().text();
    for (String part : parts) { // no part holds another, so their order does not matter
      text = text.replace(part, "");
    }
    return view.keep(text);
  }
}
