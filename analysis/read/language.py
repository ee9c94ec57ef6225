"""Which language a text is in, by its function words; enough to say when an English word list does not apply."""

from unicodedata import normalize

STOP_WORDS = {
    "en": "the of and to in a that is was for on with as by at from it he his be are has have had not this which",
    "de": "der die das und in den von zu mit sich des auf ist im dem nicht ein eine als auch es an werden aus er",
    "fr": "le la les de des et en un une du dans est que pour qui par sur au pas plus ne se il sont avec ce",
    "es": "el la los las de que y en un una del se por con no para su es al lo como fue sus ha más",
    "it": "il la di che e in un una per del della con non si è le dei da sono gli al nel alla ha lo",
    "pt": "o a os as de que e em um uma do da no na por para com não se dos das ao foi é mais",
    "nl": "de het een en van in is dat op te zijn voor met die niet aan er om ook als door bij naar was",
    "sv": "och att det som en på är av för med den till inte om ett har de var jag men från vid han",
    "tr": "ve bir bu da de için ile olarak olan daha gibi kadar çok sonra en ise ancak göre ne o her",
}
WORDS = {code: frozenset(words.split()) for code, words in STOP_WORDS.items()}
FEWEST, LEAST, SEEN = 20, 0.12, 150
LATIN = "\u024f"  # the last letter of it


def language_of(text: str) -> str:
    """Code of the language of a text ("en", "de", ...), "und" when none of nine fits, "" under 20 Latin words.

    Rule: the language whose function words make up the largest share of the first 150 words, at least 12 %.
    Not for telling close languages apart, nor for lists, verse or telegrams.
    """
    words = text[: 12 * SEEN].lower().split()[:SEEN]
    if len(words) < FEWEST:
        return "und" if _other_script(text) else ""
    if _share(words, "en") > 2 * LEAST:
        return "en"
    share, code = max((_share(words, code), code) for code in WORDS)
    return code if share >= LEAST else "und"


def other_language(text: str) -> str | None:
    """The language of a text that is surely not English: one of the eight others, or "und" in another script."""
    code = language_of(text)
    return code if code not in ("en", "und", "") or (code == "und" and _other_script(text)) else None


def _other_script(text: str) -> bool:
    """Whether most letters are not Latin, of ten or more; English in full-width letters is Latin."""
    letters = list(filter(str.isalpha, normalize("NFKC", text[: 12 * SEEN])))
    return len(letters) >= 10 and sum(letter > LATIN for letter in letters) > len(letters) / 2


def _share(words: list[str], code: str) -> float:
    return sum(map(WORDS[code].__contains__, words)) / len(words)
