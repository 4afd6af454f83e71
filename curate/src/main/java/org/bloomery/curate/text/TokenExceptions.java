package org.bloomery.curate.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pieces that the rules of [TokenCut] would cut wrongly, with the lengths of the tokens that they
/// are instead: smileys, initials, and in English contractions and abbreviations. These are the
/// exceptions of spaCy 3.8, on which datatrove counts words.
final class TokenExceptions {
  private static final String WHOLE =
      "' \\\") <space> '' C++ \\t \\n — ä. ö. ü. "
          + "(*_*) (-8 (-: (-; (-_-) (._.) (: (; (= (>_<) (^_^) (o: (¬_¬) (ಠ_ಠ) (╯°□°）╯︵┻━┻ )-: ): "
          + "-_- -__- ._. 0.0 0.o 0_0 0_o 8) 8-) 8-D 8D :'( :') :'-( :'-) :( :(( :((( :() :) :)) "
          + ":))) :* :-( :-(( :-((( :-) :-)) :-))) :-* :-/ :-0 :-3 :-> :-D :-O :-P :-X :-] :-o :-p "
          + ":-x :-| :-} :/ :0 :1 :3 :> :D :O :P :X :] :o :o) :p :x :| :} ;) ;-) ;-D ;D ;_; <.< </3 "
          + "<3 <33 <333 =( =) =/ =3 =D =[ =] =| >.< >.> >:( >:o ><(((*> @_@ O.O O.o O_O O_o V.V "
          + "V_V XD XDD [-: [: [= ]= ^_^ ^__^ ^___^ o.0 o.O o.o o_0 o_O o_o v.v v_v xD xDD ¯\\(ツ)/¯ "
          + "ಠ_ಠ ಠ︵ಠ";

  private static final String ENGLISH_WHOLE =
      "'S 's ‘S ‘s and/or w/o 're 'Cause 'cause 'cos 'Cos 'coz 'Coz 'cuz 'Cuz 'bout ma'am Ma'am "
          + "o'clock O'clock lovin' Lovin' lovin Lovin havin' Havin' havin Havin em ll nuff 'em 'll "
          + "'nuff 'd Mt. Ak. Ala. Apr. Ariz. Ark. Aug. Calif. Colo. Conn. Dec. Del. Feb. Fla. Ga. "
          + "Ia. Id. Ill. Ind. Jan. Jul. Jun. Kan. Kans. Ky. La. Mar. Mass. Mich. Minn. Miss. N.C. "
          + "N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. Oct. Okla. Ore. Pa. S.C. Sep. Sept. "
          + "Tenn. Va. Wash. Wis. a.m. Adm. Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. Gov. "
          + "i.e. I.e. I.E. Inc. Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. p.m. Ph.D. Prof. Rep. "
          + "Rev. Sen. St. vs. v.s.";

  private static final String ENGLISH_SPLIT =
      "y'|all y|all how|'d|'y How|'d|'y not|'ve not|ve Not|'ve Not|ve can|not Can|not gon|na Gon|na "
          + "got|ta Got|ta let|'s Let|'s c'm|on C'm|on";

  private static final List<String> WORDS_IN_THEIR_OWN_RIGHT =
      List.of(
          "Ill", "ill", "Its", "its", "Hell", "hell", "Shell", "shell", "Shed", "shed", "were",
          "Were", "Well", "well", "Whore", "whore");

  private final Map<String, int[]> lengths = new LinkedHashMap<>();

  private TokenExceptions() {}

  /// For languages without exceptions of their own.
  static Map<String, int[]> general() {
    TokenExceptions exceptions = new TokenExceptions();
    exceptions.addGeneral();
    return exceptions.lengths;
  }

  static Map<String, int[]> english() {
    TokenExceptions exceptions = new TokenExceptions();
    exceptions.addPronouns();
    exceptions.addQuestionWords();
    exceptions.addVerbs();
    for (String word : List.of("doin", "goin", "nothin", "nuthin", "ol", "somethin")) {
      exceptions.both(word);
      exceptions.both(word + "'");
    }
    for (int hour = 1; hour <= 12; hour++) {
      for (String half : List.of("a.m.", "am", "p.m.", "pm")) {
        exceptions.add(String.valueOf(hour), half);
      }
    }
    for (String word : ENGLISH_WHOLE.split(" ", -1)) {
      exceptions.add(word);
    }
    for (String parts : ENGLISH_SPLIT.split(" ", -1)) {
      exceptions.add(parts.split("\\|", -1));
    }
    WORDS_IN_THEIR_OWN_RIGHT.forEach(exceptions.lengths::remove);
    exceptions.addGeneral();
    exceptions.addVariants();
    return exceptions.lengths;
  }

  private void addGeneral() {
    for (String piece : WHOLE.split(" ", -1)) {
      add(piece);
    }
    for (char letter = 'a'; letter <= 'z'; letter++) {
      add(letter + ".");
    }
    for (String scale : List.of("c", "f", "k", "C", "F", "K")) {
      add("°", scale, ".");
    }
  }

  private void addPronouns() {
    both("i", "'m");
    both("i", "m");
    both("i", "'m", "a");
    both("i", "m", "a");
    for (String pronoun : List.of("i", "you", "he", "she", "it", "we", "they")) {
      contract(pronoun, "ll");
      contract(pronoun, "ll", "ve");
      contract(pronoun, "d");
      contract(pronoun, "d", "ve");
    }
    for (String pronoun : List.of("i", "you", "we", "they")) {
      contract(pronoun, "ve");
    }
    for (String pronoun : List.of("you", "we", "they")) {
      contract(pronoun, "re");
    }
    for (String pronoun : List.of("he", "she", "it")) {
      contract(pronoun, "s");
    }
  }

  private void addQuestionWords() {
    List<String> words =
        List.of(
            "who", "what", "when", "where", "why", "how", "there", "that", "this", "these",
            "those");
    for (String word : words) {
      boolean plural = word.equals("these") || word.equals("those");
      boolean singular = word.equals("that") || word.equals("this");
      if (!plural) {
        contract(word, "s");
      }
      contract(word, "ll");
      contract(word, "ll", "ve");
      if (!singular) {
        contract(word, "re");
        contract(word, "ve");
      }
      contract(word, "d");
      contract(word, "d", "ve");
    }
  }

  private void addVerbs() {
    List<String> withHave =
        List.of(
            "ca", "could", "do", "does", "did", "had", "may", "might", "must", "need", "ought",
            "sha", "should", "wo", "would");
    for (String verb : withHave) {
      both(verb, "n't");
      both(verb, "nt");
      both(verb, "n't", "'ve");
      both(verb, "nt", "ve");
    }
    for (String verb : List.of("could", "might", "must", "should", "would")) {
      contract(verb, "ve");
    }
    for (String verb : List.of("ai", "are", "is", "was", "were", "have", "has", "dare")) {
      both(verb, "n't");
      both(verb, "nt");
    }
  }

  /// A word with endings, with apostrophes before them and without.
  private void contract(String word, String... endings) {
    List<String> plain = new ArrayList<>(List.of(word));
    List<String> marked = new ArrayList<>(List.of(word));
    for (String ending : endings) {
      plain.add(ending);
      marked.add("'" + ending);
    }
    both(plain.toArray(String[]::new));
    both(marked.toArray(String[]::new));
  }

  /// In lower case, and with a capital.
  private void both(String... parts) {
    add(parts);
    String[] capital = parts.clone();
    capital[0] = Character.toUpperCase(parts[0].charAt(0)) + parts[0].substring(1);
    add(capital);
  }

  private void add(String... parts) {
    int[] sizes = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      sizes[i] = parts[i].length();
    }
    lengths.put(String.join("", parts), sizes);
  }

  /// An apostrophe may be the typographic one.
  private void addVariants() {
    new LinkedHashMap<>(lengths)
        .forEach((whole, sizes) -> lengths.put(whole.replace('\'', '’'), sizes));
  }
}
