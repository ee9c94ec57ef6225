"""The words of a text that tell a detail: ordinary words left out, words for one thing held together."""
import csv
import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from math import log
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.gather.likeness import Event, Sentence
from analysis.gather.terms import Terms
from analysis.gather.vectors import rows_of
from analysis.read.segment import Document, documents, parse

_FOLDER = Path(__file__).parents[1] / "data" / "facts"
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ors", "er", "or", "ions", "ion", "ed", "es", "s", "ly", "e")
_NAME = re.compile(r"[A-Z]\w+(?:\s(?:(?:of|for|the|and)\s){0,2}[A-Z]\w+){2,}")
_EMPTY = ENGLISH_STOP_WORDS | frozenset(
    "said says say saying told tell tells asked added called according also one two three first last year years month "
    "months week weeks day days today yesterday tomorrow time times monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december new mr mrs ms dr sen rep "
    "percent cent people thing things way made make makes making want wants wanted just like know think going come "
    "came went took take taken good did does don't didn't isn't wasn't it's that's i'm he's she's they're we're won't "
    "can't couldn't wouldn't doesn't reported report reports reporters".split()
)
COMMON, RARE, UNLISTED = 0.15, 0.05, 0.002  # share of news articles with a word: from .15 on it tells nothing


class Told:
    """The telling words of the sentences of an event, and which article has which of them.

    `keys` and `names`: of each sentence its telling words (key -> as printed) and the keys of those with a capital;
    `in_order` lists the keys, `table` has a row a sentence and a column a key.
    """

    def __init__(self, event: Event, texts: list[str], headlines: list[str]) -> None:
        self.keys: list[dict[str, str]] = []
        self.names: list[set[str]] = []
        self._n, self._present = len(texts), dict[str, np.ndarray]()
        whole: dict[str, set[int]] = {}
        for k, (text, headline) in enumerate(zip(texts, headlines, strict=True)):
            doc, keyed = parse(text), _keyed(parse(text))
            self._read(event.articles[k], doc, keyed)
            for key in _whole(doc, keyed, parse(headline)):
                whole.setdefault(key, set()).add(k)
        self._whole, self._ordered = whole, sorted(whole)
        self.table, columns = rows_of([list(keys) for keys in self.keys])
        self.in_order = list(columns)
        self.empty = frozenset(range(len(texts))) - frozenset().union(*whole.values())

    def _read(self, article: list[Sentence], doc: Document, keyed: list[str]) -> None:
        for sentence in article:
            start, end, _ = doc.sentences[sentence.number]
            here = doc.words_between(start, end)
            shown = {k: doc.text[doc.starts[k] : doc.ends[k]] for k in here if keyed[k]}
            self.keys.append({keyed[k]: word for k, word in shown.items()})
            self.names.append({keyed[k] for k, word in shown.items() if word[:1].isupper() and k != here[0]})

    def present(self, key: str) -> np.ndarray:
        """In which articles or headlines a word, one of its family or one that begins alike stands."""
        found = self._present.get(key)
        if found is None:
            found = self._present[key] = np.zeros(self._n, bool)
            alike = [key] if key in self._whole else []
            if not key.startswith("="):
                begin = key[: max(4, len(key) - 2)]
                first, past = bisect_left(self._ordered, begin), bisect_left(self._ordered, begin + "\U0010ffff")
                alike += self._ordered[first:past]
            for word in alike:
                found[list(self._whole[word])] = True
        return found

    @cached_property
    def lacking(self) -> np.ndarray:
        """Key x article: 1 where the article has not the word."""
        present = [self.present(key) for key in self.in_order]
        return 1 - np.array(present, np.float32) if present else np.zeros((1, self._n), np.float32)


def _whole(doc: Document, keyed: list[str], headline: Document) -> set[str]:
    """What stands in all of an article and its headline: keys, parts of compounds, initials."""
    printed = [*doc.words, *headline.words]
    parts = {stem(part) for word in printed if "-" in word for part in word.split("-")}
    parts |= {word.replace(".", "") for word in printed if "." in word} | _initials(doc.text)
    return {*keyed, *_keyed(headline), *parts} - {""}


def _initials(text: str) -> set[str]:
    """The initials of each name of three words and more: of "League of Tolmen Boatmen" l, t and b."""
    return {"".join(word[0] for word in re.findall(r"[A-Z]\w+", name)).lower() for name in _NAME.findall(text)}


def telling(key: str) -> bool:
    """Whether a word is rare in news, or tells a fact by itself."""
    return alone(key) or weight(key) > -log(RARE)


def is_common(name: str) -> bool:
    """Whether a name is one word that news has on many matters: a state, a capital, a broadcaster."""
    return " " not in name and stem(name.lower()) in _shares()


def alone(key: str) -> bool:
    """Whether a word tells a fact without any other: a curfew, tear gas, a refusal to answer; "other districts"."""
    return key.startswith("other ") or key in _facts()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without the ending of its form: officers, officer -> offic."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _keyed(doc: Document) -> list[str]:
    """The key of each word: "=" and its family, or its stem, or "" for a word that tells nothing."""
    keys = list(map(_key, doc.words))
    for match in sorted(_families().matches(doc), key=lambda match: match.j - match.i):
        keys[match.i : match.j] = ["=" + match.concept, *[""] * (match.j - match.i - 1)]
    for k in range(len(keys) - 1):
        if doc.words[k] == "other" and keys[k + 1] and not keys[k + 1].startswith("="):
            keys[k] = f"other {keys[k + 1]}"
    return keys


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    return "" if _empty(word) else stem(word)


def _empty(word: str) -> bool:
    return len(word) < 3 or "'" in word or word in _EMPTY or not word[0].isalpha() or weight(stem(word)) < -log(COMMON)


@lru_cache(maxsize=10_000)
def parties(words: str) -> frozenset[str]:
    """The kinds of people named in a few words: "nine members of the police" -> police."""
    return frozenset(match.concept for match in _families("party").matches(documents([words])[0]))


@lru_cache(maxsize=10_000)
def words_of(name: str) -> list[str]:
    """The words of a name or phrase; not kept among the articles."""
    return documents([name])[0].words


@lru_cache(maxsize=2)
def _families(role: str = "") -> Terms:
    return Terms([(row["family"], row["family"], row["words"]) for row in _table() if role in ("", row["role"])])


def deed(key: str) -> bool:
    """Whether a word says what was done to something: burned, evacuated."""
    return key in ("=burned", "=evacuated")


@lru_cache(maxsize=1)
def _facts() -> frozenset[str]:
    return frozenset("=" + row["family"] for row in _table() if row["role"] == "fact")


def _table() -> list[dict[str, str]]:
    with (_FOLDER / "families.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=100_000)
def weight(key: str) -> float:
    """How much a word tells: minus the log of the share of news articles with it, 0 to 6.2; of a family, with any."""
    return _of_families()[key[1:]] if key.startswith("=") else -log(_shares().get(key, UNLISTED))


@lru_cache(maxsize=1)
def _of_families() -> dict[str, float]:
    first = {row["family"]: {stem(w.split()[0].rstrip("*")) for w in row["words"].split("|")} for row in _table()}
    return {name: -log(min(0.9, sum(_shares().get(s, UNLISTED) for s in stems))) for name, stems in first.items()}


@lru_cache(maxsize=1)
def _shares() -> dict[str, float]:
    with (_FOLDER / "common.csv").open(encoding="utf-8", newline="") as file:
        return {row["stem"]: float(row["share"]) for row in csv.DictReader(file)}
