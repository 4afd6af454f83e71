#!/usr/bin/env python3
"""Records what BigScience's own filters for web text compute, as the oracle of RootsFiltersTest.

    python peers/record_roots.py CHECKOUT OUT.jsonl

CHECKOUT is a clone of github.com/bigscience-workshop/data-preparation; needs numpy and emoji 1.6.1, whose list makes their
special characters. Models are not asked. Writes a line for each text: the text as their modifiers leave it, and of that
the number of words and the ratios of each filter, for the parameters of its language.
"""
import json
import pathlib
import random
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILTERS = "preprocessing/training/01b_oscar_cleaning_and_filtering"
PIECES = (
    "http://a.org/b (www.example.com) href=x a//b .com --- (((word))) Donaudampfschifffahrtsgesellschaftskapitänsmütze "
    "\u2009 \u3000 \u00a0x \ufffc \x84 💥 «कि» ا🙂ب ١٢٣ ı́ø Π ------------------------------------ "
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!!!! İSTANBUL ΟΔΟΣ ﬁ n't\tt\t\tu v\n\n\nw \n x"
).split(" ")
OWN = {
    "hi": "समिति कल अगले वर्ष के बजट पर चर्चा करने के लिए बैठक करेगी। किसी ने पूरा काग़ज़ नहीं पढ़ा था।",
    "bn": "আগামী বছরের বাজেট নিয়ে আলোচনা করতে কমিটি আগামীকাল বৈঠক করবে। কেউ পুরো কাগজ পড়েনি।",
    "ar": "تجتمع اللجنة غدا لمناقشة ميزانية العام المقبل. لم يقرأ أحد الورقة كلها.",
    "ur": "کمیٹی کل اگلے سال کے بجٹ پر بات کرنے کے لیے اجلاس کرے گی۔ کسی نے پورا کاغذ نہیں پڑھا۔",
    "vi": "Ngày mai ủy ban sẽ họp để bàn về ngân sách năm tới. Chưa ai đọc hết tờ giấy.",
    "pt": "A comissão reúne-se amanhã para debater o orçamento do próximo ano. Ninguém leu o papel todo.",
}


def theirs(checkout):
    for name in ("fasttext", "sentencepiece", "kenlm", "languages_id"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["languages_id"].langs_id = None
    sys.path.insert(0, str(pathlib.Path(checkout) / FILTERS))
    import filtering

    return filtering


def texts(r):
    for language in ("en", "fr", "es", "de"):
        lines = (ROOT / "runs/tiny" / (language + ".txt")).read_text(encoding="utf-8").splitlines()
        for _ in range(12):
            yield language, r.choice(lines)
    for language, text in OWN.items():
        for _ in range(8):
            yield language, text


def changed(text, r):
    words = text.split(" ")
    for _ in range(r.randrange(8)):
        words.insert(r.randrange(len(words) + 1), r.choice(PIECES))
    text = r.choice([" ", "  ", " ", "\n", "\t"]).join(words)
    return text * r.choice([1, 1, 1, 1, 2])


def record(filtering, language, text, stopwords):
    parameters = filtering.LoadParameters.load_parameters(language)
    strip = parameters["strip_characters"]
    modified = filtering.ModifyingDocuments.modifying_documents(
        text,
        **{
            key: parameters[key]
            for key in (
                "cond_uniform_whitespace",
                "cond_replace_unicode_punctuation",
                "cond_remove_words_with_incorrect_substrings",
                "strip_characters",
                "incorrect_word_substrings",
                "cond_remove_long_words",
                "length_word_max_cutoff",
            )
        },
    )
    words = filtering.ModifyingDocuments.get_words_from_document(modified, None, False, strip)
    one = filtering.Filtering
    return {
        "language": language,
        "text": text,
        "modified": modified,
        "words": len(words),
        "character-repetition": one.compute_character_repetition_ratio(
            modified, parameters["character_repetition_length"]
        ),
        "word-repetition": one.compute_word_repetition_ratio(
            modified, None, strip, parameters["word_repetition_length"]
        ),
        "special-characters": one.compute_special_characters_ratio(modified, parameters["special_characters"]),
        "stop-words": one.compute_stopwords_ratio(modified, None, strip, language == "vi", [2], " ", stopwords),
    }


def main(checkout, target):
    filtering = theirs(checkout)
    r = random.Random(4)
    stopwords = {"the", "and", "of", "is", "a", "to", "năm tới", "ủy ban"}
    with open(target, "w", encoding="utf-8") as out:
        for language, text in texts(r):
            out.write(json.dumps(record(filtering, language, changed(text, r), stopwords), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
