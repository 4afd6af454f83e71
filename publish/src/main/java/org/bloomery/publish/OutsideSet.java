package org.bloomery.publish;

import java.util.List;
import org.bloomery.artifact.run.DataSettings;
import org.bloomery.artifact.run.Run;

/// Token shards that were trained on and that this run did not make: all that is known of their
/// text is what the run file declares.
///
/// @param weight of the set in the mixture
record OutsideSet(String name, String source, String licence, double weight) {
  private static final String NOTHING = "not declared";

  /// The sets of a run file, perhaps none.
  static List<OutsideSet> of(Run run) {
    DataSettings data = run.train().data();
    return data == null ? List.of() : data.weighted().stream().map(OutsideSet::of).toList();
  }

  private static OutsideSet of(DataSettings.WeightedSet set) {
    return new OutsideSet(
        set.name(),
        set.source() == null ? NOTHING : set.source(),
        set.licence() == null ? NOTHING : set.licence(),
        set.weight());
  }

  /// How tables name it.
  String title() {
    return "set `" + name + "`, made elsewhere";
  }
}
