package org.bloomery.evaluate;

import java.util.List;

/// One question of the multiple-choice task: which passage follows?
///
/// @param id of the document that the context comes from
/// @param context beginning of the document; ends before a space where the text has spaces
/// @param choices passages, each beginning where its document was cut
/// @param answer index of the document's own passage
record ChoiceItem(String id, String context, List<String> choices, int answer) {
  ChoiceItem {
    choices = List.copyOf(choices);
  }
}
