"""Loaded words by their context: shipped tables of logits, applied to one text."""

import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np

from analysis.mark.lexicon import Lexicon, Term, load_lexicon
from analysis.mark.word_ids import NAME, NONE, OFFSETS, UNSEEN, Known, Seen, see, shifted
from analysis.read.segment import Document
from analysis.read.vocabulary import Table

TABLES = ("own", "left", "right", "left_2", "right_2", "sentence")  # columns of every table of logits
AFFIXES = 4  # longest prefix and suffix that speaks for an unseen word
FAINT = 0.02  # marked less often than the average word of news (.035): no evidence of anything
_KEEP = 100_000  # unseen words remembered
_ENDINGS = ("ingly", "edly", "ing", "ies", "ed", "es", "ly", "s")  # the commonest ones of English
_SURE = 20.0  # no logit beyond it: a probability of 1 would weigh infinitely


def affixes(word: str) -> list[str]:
    """What is known of any word, seen or not: its ends, its beginning, its length and its signs."""
    found, longest = [], min(AFFIXES, len(word) - 1)
    for k in range(2, longest + 1):
        found.append("-" + word[-k:])
    for k in range(3, longest + 1):
        found.append(word[:k] + "-")
    found.append(f"#{min(len(word) // 2, 7)}")
    if not word.isalpha() and any(map(str.isdigit, word)):
        found.append("digit")
    return found


def stem(word: str) -> str:
    """The word without its commonest English ending."""
    for ending in _ENDINGS if word.endswith(_ENDINGS) else ():
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


def evidence(p: np.ndarray) -> np.ndarray:
    """What a word adds to the score of a text when it is first used: -log(1 - p), and nothing below FAINT.

    The sum is the log of a noisy-or: 1 - exp(-sum) is the chance that readers mark any of the words. Many faint words
    make no loaded sentence, so they are left out instead of added up.
    """
    return np.where(p < FAINT, 0.0, -np.log1p(-p))


def uses(doc: Document) -> np.ndarray:
    """How often the text has said each word so far, commonest endings cut off: 1 for the first time.

    A word that a text says over and over is its subject: the second use weighs half, the third a third.
    """
    places = np.arange(len(doc.ids))
    keys = np.sort(doc.signs(_STEMS) | places)  # words of one stem side by side, in the order of the text
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] >> _PLACES != keys[:-1] >> _PLACES
    found = np.empty(len(keys))
    found[keys & (1 << _PLACES) - 1] = places - np.maximum.accumulate(places * new) + 1
    return found


def _stem_number(key: str, printed: str) -> int:
    return crc32(stem(key).encode()) >> 1 << _PLACES


_PLACES = 32  # bits left for the place of a word in its text: such keys sort twice as fast as a stable argsort
_STEMS = Table(_stem_number, np.int64)


def parts(word: str) -> list[str]:
    """An unseen word with a hyphen is the mean of its parts."""
    return [p for p in word.split("-") if p] if "-" in word else []


@dataclass(frozen=True)
class Context:
    """The fitted model: logits by word, by affix for unseen words, by capitals and by category of the lexicon."""

    vocabulary: dict[str, int]
    logits: np.ndarray
    names: np.ndarray
    category: np.ndarray
    by_affix: dict[str, np.ndarray]
    intercept: float
    by_case: np.ndarray
    by_category: dict[str, float]
    by_strength: dict[str, float]
    categories: tuple[str, ...]
    operating_point: float
    unlisted_point: float
    _unseen: dict[str, np.ndarray | None] = field(default_factory=dict)
    _terms: dict[tuple[str, str, int], float] = field(default_factory=dict)

    def probabilities(
        self, doc: Document, lexicon: Lexicon | None = None, *, matches: list[tuple[int, int, Term]] | None = None
    ) -> np.ndarray:
        """The probability that readers mark each word of a text as loaded, were it in the narrator's voice.

            logit = intercept + own word + two neighbours on each side + mean of the other words of the sentence
            + capitals + category and strength of the listed term it belongs to; every name counts as the same word.
        `matches` are the lexicon's hits where the caller has them already.
        Returns one number per word of `doc`, 0 to 1; higher means more readers would mark it.
        Not for quoted words, which are the speaker's, and not for verse, code or other languages than English.
        Source: fitted on marked words of BABE and on word vectors of news, see SOURCES.md.
        """
        return self.together([doc], [(lexicon or load_lexicon()).match(doc) if matches is None else matches])[0]

    def together(self, docs: list[Document], matches: list[list[tuple[int, int, Term]]]) -> list[np.ndarray]:
        """The probabilities of each text, given the lexicon's hits in it: one step for all of them."""
        seen = see(docs, self._known)
        z = self.intercept + self._by_word(docs, seen) + seen.cases @ self.by_case
        begins = np.cumsum([0, *(len(doc.words) for doc in docs)]).tolist()
        at, said, known = list[int](), list[float](), self._terms
        for begin, hits in zip(begins, matches, strict=False):
            for first, past, term in hits:
                at += range(begin + first, begin + past)
                said += [known[term.kind] if term.kind in known else self._listed(*term.kind)] * (past - first)
        z[np.array(at, int)] += said
        p = 1 / (1 + np.exp(-np.clip(z, -_SURE, _SURE)))
        return [p[begin:end] for begin, end in pairwise(begins)]

    def _listed(self, category: str, role: str, strength: int) -> float:
        """What the category and the strength of a listed term add to the logit."""
        added = self.by_category.get(category, 0.0) + self.by_strength.get(f"{role}_{strength}", 0.0)
        self._terms[category, role, strength] = added
        return added

    @cached_property
    def _known(self) -> Known:
        return Known(self.vocabulary, self.names)

    def categories_of(self, doc: Document) -> list[str]:
        """The category fixed in fitting for each word, as it would be called were it loaded."""
        return [self.category_of(word) for word in doc.words]

    def category_of(self, word: str) -> str:
        """That of the word; of an unseen one, of the last part that is known, else a mere bad mark."""
        for piece in (word, *reversed(parts(word))):
            if (i := self.vocabulary.get(piece)) is not None:
                return self.categories[self.category[i]]
        return "evaluation"

    @cached_property
    def _columns(self) -> np.ndarray:
        return np.ascontiguousarray(self.logits.T)

    def _by_word(self, docs: list[Document], seen: Seen) -> np.ndarray:
        sentence, unseen = seen.sentence, np.flatnonzero(seen.ids == UNSEEN)
        columns = self._columns.take(np.maximum(seen.ids, NONE), axis=1)
        if len(unseen):
            columns[:, unseen] = self._unseen_rows(_words(docs, unseen)).T
        z, company = columns[0], columns[-1]
        for column, offset, blank in zip(columns[1:-1], OFFSETS, self.logits[NONE, 1:-1], strict=True):
            z = z + shifted(column, sentence, offset, blank)
        others = np.bincount(sentence)[sentence] - 1
        return z + (np.bincount(sentence, company)[sentence] - company) / np.maximum(others, 1)

    def _unseen_rows(self, words: list[str]) -> np.ndarray:
        """Logits of words that are not in the vocabulary, a row each."""
        found = {word: self._unseen.get(word) for word in words}
        new = [word for word, row in found.items() if row is None]
        whole = [word for word in new if not parts(word)]
        if whole:
            found.update(zip(whole, self._by_affixes(whole), strict=True))
        found.update((word, self._mean(parts(word))) for word in new if found[word] is None)
        if len(self._unseen) + len(new) <= _KEEP:
            self._unseen.update((word, found[word]) for word in new)
        return np.array([found[word] for word in words])

    def _mean(self, pieces: list[str]) -> np.ndarray:
        """The mean logits of the parts of a word."""
        known = [self.vocabulary.get(piece) for piece in pieces]
        rows = [self._by_affixes([p])[0] if i is None else self.logits[i] for p, i in zip(pieces, known, strict=True)]
        return np.mean(rows, axis=0)

    @cached_property
    def _affixes(self) -> tuple[dict[str, int], np.ndarray]:
        """Affix -> row of the table beside it."""
        return {affix: i for i, affix in enumerate(self.by_affix)}, np.array([*self.by_affix.values()])

    def _by_affixes(self, words: list[str]) -> np.ndarray:
        """For each word what its affixes and its stem add up to."""
        at, table = self._affixes
        known = [[at[key] for key in (*affixes(word), f"={stem(word)}") if key in at] for word in words]
        owner = np.repeat(np.arange(len(words)), [len(keys) for keys in known])
        rows = table[[i for keys in known for i in keys]]
        return np.stack([np.bincount(owner, column, len(words)) for column in rows.T], axis=1)


def _words(docs: list[Document], places: np.ndarray) -> list[str]:
    """The words at these places of the texts on end."""
    begins = np.cumsum([0, *(len(doc.words) for doc in docs)])
    at = np.searchsorted(begins, places, "right") - 1
    return [docs[k].words[i] for k, i in zip(at.tolist(), (places - begins[at]).tolist(), strict=True)]


def load_context(folder: str | Path | None = None) -> Context | None:
    """The fitted model of a folder, by default the shipped one; None where there is none.

    Reads words.npz and weights.json as written by `fit`. Without them everything runs on the hand lexicon.
    Returns a Context or None.
    Raises ValueError when a file of the folder is damaged.
    """
    return _load(Path(str(files("analysis") / "data/fitted")) if folder is None else Path(folder))


@cache
def _load(folder: Path) -> Context | None:
    if not (folder / "words.npz").is_file() or not (folder / "weights.json").is_file():
        return None
    try:
        weights = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
        with np.load(folder / "words.npz", allow_pickle=False) as arrays:
            words, endings = (arrays[k].tobytes().decode("utf-8").split("\n") for k in ("words", "affixes"))
            logits, by_affix = arrays["logits"].astype(np.float64), arrays["affix_logits"].astype(np.float64)
            names, category = arrays["names"], arrays["category"]
    except (ValueError, KeyError, OSError) as error:
        raise ValueError(f"{folder}: the fitted tables cannot be read ({error}); run fit or delete them.") from None
    return Context(
        vocabulary={w: i for i, w in enumerate(words) if i not in (NONE, NAME)},
        logits=logits,
        names=names,
        category=category,
        by_affix=dict(zip(endings, by_affix, strict=True)),
        intercept=weights["intercept"],
        by_case=np.array(weights["case"]),
        by_category=weights["category"],
        by_strength=weights["strength"],
        categories=tuple(weights["categories"]),
        operating_point=weights["operating_point"],
        unlisted_point=weights["unlisted_point"],
    )
