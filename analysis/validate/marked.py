"""Sentences in which readers marked words (the form of babe.jsonl), laid end to end as the model sees them."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from analysis.mark.lexicon import ROLES, Lexicon
from analysis.mark.quotes import quotations
from analysis.mark.word_ids import UNSEEN, Known, Seen, around, see
from analysis.read.segment import Document, parse

STRENGTHS = (1, 2, 3)


@dataclass(frozen=True)
class Marked:
    """One sentence: its words, which of them were marked, which stand in quotation marks, what readers said of it."""

    id: str
    article: str
    outlet: str
    doc: Document
    gold: np.ndarray
    quoted: np.ndarray
    biased: bool


@dataclass(frozen=True)
class Tokens:
    """All words of many sentences on end, with `unit` counting the sentences."""

    sentences: list[Marked]
    seen: list[Seen]
    signs: np.ndarray

    @cached_property
    def unit(self) -> np.ndarray:
        """Number of the marked sentence each word belongs to."""
        return np.repeat(np.arange(len(self.seen)), [len(s.ids) for s in self.seen])

    @cached_property
    def gold(self) -> np.ndarray:
        """1.0 for a marked word."""
        return np.concatenate([s.gold for s in self.sentences]).astype(float)

    @cached_property
    def weight(self) -> np.ndarray:
        """0 where the mark says nothing: quoted words, and biased sentences in which nobody marked a word."""
        return np.concatenate([~s.quoted & (s.gold.any() or not s.biased) for s in self.sentences]).astype(float)

    @cached_property
    def role(self) -> np.ndarray:
        """Role of the listed term a word belongs to: loaded, profile or "" where it is not listed."""
        n = len(STRENGTHS)  # the last columns of `signs`: loaded by strength, then profile by strength
        loaded, profile = (self.signs[:, -2 * n : -n] > 0).any(axis=1), (self.signs[:, -n:] > 0).any(axis=1)
        return np.where(loaded, ROLES[0], np.where(profile, ROLES[1], ""))

    def places(self, n_types: int) -> list[sp.csr_matrix]:
        """For each position of the model, which word type stands there: tokens x types."""
        ids = np.concatenate([s.ids for s in self.seen])
        near = np.concatenate([around(s.ids, s.sentence) for s in self.seen])
        sizes = np.cumsum([0, *(s.sentence.max(initial=-1) + 1 for s in self.seen)])
        sentence = np.concatenate([s.sentence + base for s, base in zip(self.seen, sizes, strict=False)])
        own, *beside = (_one_hot(column, n_types) for column in (ids, *near.T))
        members = _one_hot(sentence, sizes[-1])
        others = members @ (members.T @ own) - own
        count = np.bincount(sentence)[sentence] - 1
        return [own, *beside, (sp.diags(1 / np.maximum(count, 1)) @ others).tocsr()]


def read_marked(path: Path) -> list[Marked]:
    """The marked sentences of a file like babe.jsonl: id, article, outlet, text, biased, biased_words.

    A word counts as marked where its key is among the keys of `biased_words`; a marked phrase marks all its words.
    Raises FileNotFoundError without the file, ValueError naming the row for a line without these fields.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; the model is fitted on sentences with marked words.")
    found = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                doc, keys = parse(row["text"]), {w for m in row["biased_words"] for w in parse(m).words}
                gold = np.array([w in keys for w in doc.words], bool)
                found.append(
                    Marked(str(row["id"]), row["article"], row["outlet"], doc, gold, _quoted(doc), bool(row["biased"]))
                )
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}, line {number}: {error}; every line needs text and biased_words.") from None
    return found


def tokens(sentences: list[Marked], index: dict[str, int], names: np.ndarray, lexicon: Lexicon) -> Tokens:
    """The sentences as the model sees them; `index` holds every word, so that none is unseen."""
    padded = np.zeros(max(index.values(), default=0) + 1, bool)
    padded[: len(names)] = names
    known = Known({w: i for w, i in index.items() if i < len(names)}, names)
    views = []
    for s in sentences:
        seen = see([s.doc], known)
        ids = np.array([index[w] if i == UNSEEN else i for w, i in zip(s.doc.words, seen.ids, strict=True)], np.int32)
        views.append(seen._replace(ids=ids))
    signs = [np.hstack([v.cases, listed(s.doc, lexicon)]) for s, v in zip(sentences, views, strict=True)]
    return Tokens(sentences, views, np.vstack(signs).astype(float))


def listed(doc: Document, lexicon: Lexicon) -> np.ndarray:
    """Category and role-and-strength of the listed term each word belongs to, as columns of ones."""
    columns = {name: i for i, name in enumerate(sign_names(lexicon))}
    table = np.zeros((len(doc.words), len(columns)))
    for first, past, term in lexicon.match(doc):
        table[first:past, columns[term.category]] = 1
        table[first:past, columns[f"{term.role}_{term.strength}"]] = 1
    return table


def sign_names(lexicon: Lexicon) -> list[str]:
    """What the columns of `listed` are called."""
    return [*lexicon.categories, *(f"{role}_{s}" for role in ROLES for s in STRENGTHS)]


def _one_hot(ids: np.ndarray, size: int) -> sp.csr_matrix:
    return sp.csr_matrix((np.ones(len(ids)), ids, np.arange(len(ids) + 1)), shape=(len(ids), size))


def _quoted(doc: Document) -> np.ndarray:
    inside = np.zeros(len(doc.words), bool)
    for start, end in quotations(doc):
        words = doc.words_between(start, end)
        inside[words.start : words.stop] = True
    return inside
