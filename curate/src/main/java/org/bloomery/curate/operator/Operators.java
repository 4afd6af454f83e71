package org.bloomery.curate.operator;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;

/// The registry: every operator by its name, and chains of them that run files name.
public final class Operators {
  /// Makes an operator for a run and a source.
  @FunctionalInterface
  public interface Factory {
    Operator make(CurateSettings settings, SourceCard card);
  }

  /// Makes an operator that looks at the run alone.
  @FunctionalInterface
  private interface RunFactory {
    Operator make(CurateSettings settings);
  }

  public static final Map<String, Factory> REGISTRY =
      Map.ofEntries(
          entry(AllowedUse.NAME, AllowedUse::new),
          of("document-size", DocumentSize::new),
          of("normalise", _ -> new Normalise()),
          entry("identify-language", IdentifyLanguage::new),
          of("wanted-language", WantedLanguage::new),
          of("language-confidence", LanguageConfidence::new),
          entry("confirm-language", ConfirmLanguage::new),
          of("uniform-white-space", _ -> new UniformWhiteSpace()),
          of("delete-address-words", DeleteAddressWords::new),
          of("delete-long-words", DeleteLongWords::new),
          of("word-count", WordCount::new),
          of("character-repetition", CharacterRepetition::new),
          of("word-repetition", WordRepetition::new),
          of("special-characters", SpecialCharacterShare::new),
          of("stop-words", StopWords::new),
          of("flagged-words", FlaggedWords::new),
          of("perplexity", Perplexity::new),
          of("gopher-repetition", GopherRepetition::new),
          of("gopher-quality", GopherQuality::new),
          of("c4-quality", C4Quality::new),
          of("fineweb-quality", FineWebQuality::new),
          of("newlines-to-spaces", _ -> new NewlinesToSpaces()),
          lines("remove-lines-with-code", RemoveLines.CODE),
          lines("remove-html-spans", RemoveLines.HTML_SPANS),
          lines("remove-html-spans-sanad", RemoveLines.SANAD),
          lines("remove-wiki-mojibake", RemoveLines.MOJIBAKE),
          of(
              "strip-wiktionary-notices",
              _ ->
                  new StripSubstrings(
                      "strip-wiktionary-notices", StripSubstrings.WIKTIONARY_NOTICES)),
          of("remove-references", RemoveReferences::new),
          of("split-sentences", _ -> new SplitSentences()),
          of("wiki-user-pages", _ -> new WikiUserPages()),
          of("wiki-text-pages", _ -> new WikiTextPages()),
          of("not-empty", _ -> new NotEmpty()),
          of("small-documents", SmallDocuments::new),
          of("small-documents-bytes", SmallDocumentsInBytes::new),
          of("code-length", CodeLength::new),
          of("code-symbols", CodeSymbols::new),
          of("code-word-lengths", CodeWordLengths::new),
          of("code-licence", CodeLicence::new),
          of("redact-emails", _ -> new RedactEmails()),
          of("redact-ip-addresses", _ -> new RedactAddresses()));

  /// What most chains begin with: thresholds depend on the language, so it comes first.
  private static final List<String> BEGINNING =
      List.of("document-size", "normalise", "identify-language", "wanted-language");

  /// Redaction comes last, so that placeholders are not counted as words.
  private static final List<String> END = List.of("redact-emails", "redact-ip-addresses");

  /// Stands in a chain for what concerns documents together, duplicates and evaluation items. The
  /// operators behind it see what is left of a text by then.
  public static final String DUPLICATES = "duplicates";

  /// Operators that look at fields of the source, which nobody knows any more behind that.
  private static final Set<String> BY_FIELDS =
      Set.of("identify-language", "wiki-user-pages", "wiki-text-pages", "code-licence");

  /// The operators of a chain by their names.
  ///
  /// @param before duplicates are looked for
  /// @param behind that
  public record Parts(List<String> before, List<String> behind) {
    public Parts {
      before = List.copyOf(before);
      behind = List.copyOf(behind);
    }
  }

  /// Chains by name. ROOTS discards on the first filter that fails, in this order.
  public static final Map<String, List<String>> CHAINS =
      Map.ofEntries(
          chain(
              "usual",
              "language-confidence",
              "word-count",
              "character-repetition",
              "word-repetition"),
          entry(
              "roots-web",
              joined(
                  List.of("document-size", "identify-language", "wanted-language"),
                  rootsFilters(),
                  END)),
          entry("roots-web-corrected", joined(BEGINNING, rootsFilters(), END)),
          chain("gopher", "gopher-repetition", "gopher-quality"),
          chain("c4", "c4-quality"),
          chain("fineweb", "gopher-repetition", "gopher-quality", "c4-quality", "fineweb-quality"),
          chain("catalogue", "not-empty", DUPLICATES, "small-documents", "small-documents-bytes"),
          chain(
              "wiki",
              "wiki-user-pages",
              "wiki-text-pages",
              "not-empty",
              "split-sentences",
              DUPLICATES,
              "newlines-to-spaces",
              "small-documents",
              "small-documents-bytes"),
          chain(
              "pseudo-crawl", DUPLICATES, "not-empty", "remove-lines-with-code", "small-documents"),
          chain("code", "code-length", "code-symbols", "code-word-lengths", "code-licence"));

  private Operators() {}

  private static List<String> rootsFilters() {
    return List.of(
        "uniform-white-space",
        "delete-address-words",
        "delete-long-words",
        "word-count",
        "character-repetition",
        "word-repetition",
        "special-characters",
        "stop-words",
        "flagged-words",
        "confirm-language",
        "language-confidence",
        "perplexity");
  }

  private static Map.Entry<String, Factory> of(String name, RunFactory factory) {
    return entry(name, (settings, _) -> factory.make(settings));
  }

  private static Map.Entry<String, Factory> lines(String name, List<String> parts) {
    return entry(name, (_, _) -> new RemoveLines(name, parts));
  }

  private static Map.Entry<String, List<String>> chain(String name, String... middle) {
    return entry(name, joined(BEGINNING, List.of(middle), END));
  }

  @SafeVarargs
  private static List<String> joined(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }

  /// The operators of a source, in their order.
  ///
  /// @throws IllegalArgumentException with a sentence, when the run file does not say what one
  ///   needs
  public static List<Operator> chain(CurateSettings settings, SourceCard card) {
    List<Operator> operators = new ArrayList<>(beforeDuplicates(settings, card));
    operators.addAll(behindDuplicates(settings, card));
    return operators;
  }

  /// Those that are applied before duplicates are looked for.
  public static List<Operator> beforeDuplicates(CurateSettings settings, SourceCard card) {
    List<String> names = new ArrayList<>(parts(settings.operators().chainOf(card.id())).before());
    if (settings.licences() != null && !names.contains(AllowedUse.NAME)) {
      names.addFirst(AllowedUse.NAME);
    }
    return names.stream().map(name -> make(name, settings, card)).toList();
  }

  /// Those that are applied to what is left behind that.
  public static List<Operator> behindDuplicates(CurateSettings settings, SourceCard card) {
    List<String> names = parts(settings.operators().chainOf(card.id())).behind();
    for (String name : names) {
      if (BY_FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "curate.operators puts \""
                + name
                + "\" behind \"duplicates\", where the fields that it looks at are known no more;"
                + " name it before");
      }
    }
    return names.stream().map(name -> make(name, settings, card)).toList();
  }

  /// The operators that take private data out, for texts that are shown whatever the chain.
  public static List<Operator> redaction(CurateSettings settings, SourceCard card) {
    return END.stream().map(name -> make(name, settings, card)).toList();
  }

  /// One operator by its name.
  ///
  /// @throws IllegalArgumentException with a sentence, when there is none, or none can be made
  public static Operator make(String name, CurateSettings settings, SourceCard card) {
    Factory factory = REGISTRY.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "curate.operators names \""
              + name
              + "\", which is no operator and no chain; chains are "
              + new TreeSet<>(CHAINS.keySet())
              + ", operators are "
              + new TreeSet<>(REGISTRY.keySet()));
    }
    return factory.make(settings, card);
  }

  /// The operators that a list of operators and chains stands for, in their order.
  public static List<String> names(List<String> chain) {
    Parts parts = parts(chain);
    return joined(parts.before(), parts.behind());
  }

  /// The operators that a list of operators and chains stands for. One that is named again is
  /// applied once, at its first place, so that chains can be joined; redaction comes last before
  /// duplicates.
  public static Parts parts(List<String> chain) {
    List<String> before = new ArrayList<>();
    List<String> behind = new ArrayList<>();
    List<String> last = new ArrayList<>();
    boolean statedBehind = false;
    for (String name : chain) {
      boolean isChain = CHAINS.containsKey(name);
      boolean isBehind = statedBehind && !isChain;
      for (String each : CHAINS.getOrDefault(name, List.of(name))) {
        if (each.equals(DUPLICATES)) {
          isBehind = true;
          statedBehind |= !isChain;
          continue;
        }
        List<String> to = isChain && END.contains(each) ? last : isBehind ? behind : before;
        if (!before.contains(each) && !behind.contains(each) && !to.contains(each)) {
          to.add(each);
        }
      }
    }
    last.removeAll(before);
    last.removeAll(behind);
    before.addAll(last);
    return new Parts(before, behind);
  }
}
