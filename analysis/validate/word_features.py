"""What the model knows of a word before it sees a single mark: form, usual tag, polarity, company, grade."""

import re
import warnings
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from analysis.mark.context import affixes, parts, stem
from analysis.mark.lexicon import Lexicon
from analysis.mark.word_ids import NAME, NONE
from analysis.validate.judged import judged
from analysis.validate.vectors import Vectors

NAMES_FROM = 0.5  # a capital makes a name of a word that has one mid-sentence more often than this
LEAST_SMALL = 8  # a name that is printed small less often than this needs no row
# Scale of each kind of feature against the one penalty, chosen on marked words out of fold.
FORM, STEM, SEEN, GRADE = 0.5, 1.6, 2.5, 3.0
OWN_VECTOR, NEAR_VECTOR, SENTENCE_VECTOR = 3.0, 2.1, 4.0
OWN_LIKENESS, SENTENCE_LIKENESS = 1.0, 1.2
LIKEST = 5  # listed words of a group that a word is held against
LEAST_AFFIX = 8  # an affix of fewer words gets no weight


@dataclass(frozen=True)
class WordTable:
    """Features of every word: first the vocabulary (with NONE and NAME), then the unseen words of the marked texts."""

    words: list[str]
    n_shipped: int
    names: np.ndarray
    affixes: list[str]
    forms: sp.csr_matrix
    stems: sp.csr_matrix
    kinds: sp.csr_matrix
    vectors: sp.csr_matrix
    likeness: sp.csr_matrix
    own: sp.csr_matrix

    @property
    def index(self) -> dict[str, int]:
        """Word -> row."""
        return {w: i for i, w in enumerate(self.words) if i not in (NONE, NAME)}

    @property
    def affix_scales(self) -> np.ndarray:
        """What the weight of each of `affixes` is multiplied with."""
        return np.repeat([FORM, STEM], [self.forms.shape[1], self.stems.shape[1]])

    def positions(self) -> list[sp.csr_matrix]:
        """Features of a word at each place: own, left, right, left_2, right_2, and among the words of the sentence."""
        like = OWN_LIKENESS * self.likeness
        forms, stems = FORM * self.forms, STEM * self.stems
        own = sp.hstack([forms, stems, self.kinds, OWN_VECTOR * self.vectors, like, SEEN * self.own]).tocsr()
        beside = sp.hstack([forms, self.kinds, NEAR_VECTOR * self.vectors]).tocsr()
        further = (NEAR_VECTOR * self.vectors).tocsr()
        company = sp.hstack([SENTENCE_VECTOR * self.vectors, SENTENCE_LIKENESS * self.likeness]).tocsr()
        return [own, beside, beside, further, further, company]


def word_table(vectors: Vectors, marked: list[str], lexicon: Lexicon) -> WordTable:
    """Features of the words that have a vector and are no names, and of the words of the marked texts.

    Unseen words are known by affixes and stem alone, those with a hyphen as the mean of their parts.
    """
    share = vectors.capital / np.maximum(vectors.capital + vectors.small, 1)
    me = [w == "i" or w.startswith("i'") for w in vectors.words]
    kept = np.flatnonzero((share <= NAMES_FROM) | (vectors.small >= LEAST_SMALL) | me)
    words = ["", " ", *(vectors.words[i] for i in kept)]
    seen = dict.fromkeys(words)
    unseen = [w for w in sorted(set(marked)) if w not in seen]
    extra = [p for w in unseen for p in parts(w) if p not in seen]
    n_shipped, words = len(words), words + sorted({*unseen, *extra})
    names = np.r_[False, True, share[kept] > NAMES_FROM]
    named, forms = _count([affixes(w) if len(w.strip()) else [] for w in words], LEAST_AFFIX)
    stems_named, stems = _count([[f"={stem(w)}"] if w.strip() else [] for w in words], 1, among=marked)
    company, like = (_padded(block[kept], len(words)) for block in (vectors.matrix, likeness(vectors, lexicon)))
    frequency = sp.csr_matrix(np.log1p(np.r_[0, 0, vectors.count[kept]])[:, None] / 5)
    known = sp.hstack([_kinds(words[:n_shipped]), frequency, GRADE * judged(words[:n_shipped])])
    kinds = sp.vstack([known, sp.csr_matrix((len(words) - n_shipped, known.shape[1]))])
    marked_words = set(marked)
    own = sp.diags([float(i > NAME and i < n_shipped and w in marked_words) for i, w in enumerate(words)]).tocsr()
    own = own[:, np.flatnonzero(own.diagonal())]
    given = (forms, stems, kinds, company, like, own)
    blocks = [_mean_of_parts(block.tocsr(), words, n_shipped) for block in given]
    return WordTable(words, n_shipped, names, named + stems_named, *blocks)


def likeness(vectors: Vectors, lexicon: Lexicon) -> np.ndarray:
    """How like each word is to the listed words: words x groups of the lexicon, in standard deviations.

    A group is a category, a role and strength, or the plainer wordings; likeness is the mean cosine with the five
    likest single words of the group, the word itself left out.
    """
    index = {w: i for i, w in enumerate(vectors.words)}
    groups: dict[str, set[int]] = {}
    for term in lexicon.terms:
        for form in (f[0] for f in term.forms if len(f) == 1 and f[0] in index):
            for name in (term.category, f"{term.role}_{term.strength}"):
                groups.setdefault(name, set()).add(index[form])
        plain = re.findall(r"\w+", term.plain) if term.role == "loaded" else []
        groups.setdefault("plain", set()).update(index[w] for w in plain if w in index)
    columns = [_likest(vectors.matrix, np.array(sorted(rows))) for rows in groups.values() if len(rows) > LIKEST]
    found = np.stack(columns, 1) if columns else np.zeros((len(vectors.words), 0))
    return (found - found.mean(0)) / np.maximum(found.std(0), 1e-9)


def _likest(matrix: np.ndarray, rows: np.ndarray) -> np.ndarray:
    cosine = matrix @ matrix[rows].T
    cosine[rows, np.arange(len(rows))] = -1.0  # not itself
    return np.partition(cosine, -LIKEST, axis=1)[:, -LIKEST:].mean(1)


def _padded(block: np.ndarray, n: int) -> sp.csr_matrix:
    """Rows of words under two empty ones (NONE, NAME), with empty ones for words without a vector below."""
    wide = block.shape[1]
    return sp.csr_matrix(np.vstack([np.zeros((2, wide)), block, np.zeros((n - 2 - len(block), wide))]))


def _count(keys: list[list[str]], least: int, among: list[str] | None = None) -> tuple[list[str], sp.csr_matrix]:
    """Keys of each word as a table of ones, for keys of `least` words or more; `among`: only stems of these words."""
    allowed = None if among is None else {f"={stem(w)}" for w in among}
    totals: dict[str, int] = {}
    for key in (k for word in keys for k in word):
        if allowed is None or key in allowed:
            totals[key] = totals.get(key, 0) + 1
    column = {k: i for i, k in enumerate(k for k, n in totals.items() if n >= least)}
    pairs = [(i, column[k]) for i, word in enumerate(keys) for k in word if k in column]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    return list(column), sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(keys), len(column)))


def _kinds(words: list[str]) -> sp.csr_matrix:
    """NONE, NAME, commonest tag, polarity up and down, subjectivity."""
    from textblob.en import lexicon, sentiment

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # TextBlob leaves its file open
        for lazy in (lexicon, sentiment):
            lazy.get("")  # loads it when first asked
    tags = sorted({t for t in dict.values(lexicon) if t.isalpha()})
    place = {t: i + 6 for i, t in enumerate(tags)}
    table = sp.lil_matrix((len(words), 6 + len(tags)))
    for i, word in enumerate(words):
        if i in (NONE, NAME):
            table[i, i] = 1
            continue
        if tag := place.get(dict.get(lexicon, word) or dict.get(lexicon, word.capitalize()) or ""):
            table[i, tag] = 1
        if (entry := dict.get(sentiment, word)) is not None:
            polarity, subjectivity = entry[None][:2]
            table[i, 2:6] = [max(polarity, 0), max(-polarity, 0), subjectivity, 1]
    return table.tocsr()


def _mean_of_parts(block: sp.csr_matrix, words: list[str], n_shipped: int) -> sp.csr_matrix:
    """Rows of unseen words with a hyphen replaced by the mean of their parts' rows."""
    row = {w: i for i, w in enumerate(words)}
    pairs = []
    for i, word in enumerate(words):
        pieces = parts(word) if i >= n_shipped else []
        pairs += [(i, row[p], 1 / len(pieces)) for p in pieces] or [(i, i, 1.0)]
    rows, columns, values = zip(*pairs, strict=True)
    return (sp.csr_matrix((values, (rows, columns)), shape=(len(words), len(words))) @ block).tocsr()
