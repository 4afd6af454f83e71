package org.bloomery.artifact.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// What training reads, where it is not just the run's own shards by their tokens. Weights need not
/// sum to one.
///
/// @param ownWeight of the run's own shards together, which share it by their tokens
/// @param languages weight of each of the run's own shards, in place of `ownWeight`; a language
///   that is not named is not trained on
/// @param sets shards from elsewhere
/// @param validation shards from elsewhere whose loss is followed, and that are not trained on
public record DataSettings(
    @Nullable Double ownWeight,
    @Nullable Map<String, Double> languages,
    @Nullable List<WeightedSet> sets,
    @Nullable List<ValidationSet> validation) {

  /// Token shards with a share in training.
  ///
  /// @param name for tables and logs
  /// @param prefix path without `.bin` and `.idx`
  /// @param heldOut share of the sequences, the last ones, that are not trained on, and whose loss
  ///   is followed under the set's name
  /// @param source where its text is from, for the model card
  /// @param licence of its text, for the model card
  public record WeightedSet(
      String name,
      Path prefix,
      double weight,
      @Nullable Double heldOut,
      @Nullable String source,
      @Nullable String licence) {
    public WeightedSet {
      Require.that(weight > 0, "weight = " + weight + " of " + name + " is not positive");
      Require.that(
          heldOut == null || (heldOut >= 0 && heldOut < 1),
          "heldOut = " + heldOut + " of " + name + " does not lie in [0, 1)");
    }

    /// The share kept out of training.
    public double heldOutShare() {
      return heldOut == null ? 0 : heldOut;
    }
  }

  /// Token shards that are only measured.
  public record ValidationSet(String name, Path prefix) {}

  public DataSettings {
    languages = languages == null ? null : new TreeMap<>(languages);
    sets = sets == null ? null : List.copyOf(sets);
    validation = validation == null ? null : List.copyOf(validation);
    Require.that(
        ownWeight == null || languages == null,
        "ownWeight and languages both weigh the run's own shards; state one of them");
    Require.that(
        ownWeight == null || ownWeight > 0,
        "ownWeight = " + ownWeight + " is not positive; leave it out to train without own shards");
    if (languages != null) {
      languages.forEach((language, weight) ->
          Require.that(weight > 0, "languages." + language + " = " + weight + " is not positive"));
    }
    Require.that(
        ownWeight != null
            || (languages != null && !languages.isEmpty())
            || (sets != null && !sets.isEmpty()),
        "there is nothing to train on; state ownWeight, languages or [[train.data.sets]]");
    Set<String> names = new HashSet<>();
    for (String name : names(sets, validation)) {
      Require.that(names.add(name), "two sets have the name " + name);
    }
  }

  private static List<String> names(
      @Nullable List<WeightedSet> sets, @Nullable List<ValidationSet> validation) {
    List<String> names = new java.util.ArrayList<>();
    (sets == null ? List.<WeightedSet>of() : sets).forEach(set -> names.add(set.name));
    (validation == null ? List.<ValidationSet>of() : validation)
        .forEach(set -> names.add(set.name));
    return names;
  }

  /// Whether the run's own shards are trained on, at least some of them.
  public boolean usesOwn() {
    return ownWeight != null || languages != null;
  }

  /// The sets to train on, perhaps none.
  public List<WeightedSet> weighted() {
    return sets == null ? List.of() : sets;
  }

  /// The sets to measure only, perhaps none.
  public List<ValidationSet> measured() {
    return validation == null ? List.of() : validation;
  }

  /// Every set from elsewhere: its path by its name.
  public Map<String, Path> prefixes() {
    Map<String, Path> prefixes = new TreeMap<>();
    weighted().forEach(set -> prefixes.put(set.name, set.prefix));
    measured().forEach(set -> prefixes.put(set.name, set.prefix));
    return prefixes;
  }
}
