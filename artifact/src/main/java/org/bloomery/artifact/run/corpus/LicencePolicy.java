package org.bloomery.artifact.run.corpus;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a run allows itself to do with texts, by their licence. A use must be allowed twice: by the
/// card of the source, and by the run for the licence of the document.
public final class LicencePolicy {
  private final @Nullable Map<String, Set<Use>> licences;

  /// The policy of a run file.
  ///
  /// @param licences uses by licence, as it is written on cards and in documents; licences that are
  ///   not there allow nothing. Absent: the cards alone decide
  public LicencePolicy(@Nullable Map<String, List<Use>> licences) {
    if (licences == null) {
      this.licences = null;
      return;
    }
    Map<String, Set<Use>> read = new TreeMap<>();
    licences.forEach((licence, uses) -> read.put(key(licence), Set.copyOf(uses)));
    this.licences = read;
  }

  /// What may be done with a document.
  ///
  /// @param card uses that its source's card allows
  /// @param licence its own licence, as written or as an SPDX expression
  public Set<Use> uses(Collection<Use> card, String licence) {
    Set<Use> uses = EnumSet.noneOf(Use.class);
    for (Use use : card) {
      if (allows(use, licence)) {
        uses.add(use);
      }
    }
    return uses;
  }

  private boolean allows(Use use, String licence) {
    return licences == null
        || isListed(use, licence)
        || LicenceExpression.allows(licence, one -> isListed(use, one));
  }

  private boolean isListed(Use use, String licence) {
    return licences == null || licences.getOrDefault(key(licence), Set.of()).contains(use);
  }

  private static String key(String licence) {
    return licence.strip().toLowerCase(Locale.ROOT);
  }
}
