"""The words around a verb: where its clause begins, its subject, its object and its agent. No parser, no tagger."""

from bisect import bisect_left, bisect_right
from itertools import repeat

from analysis.mark.verbs import DISTINCT, PASTS, SIGNS, WORDS, is_participle
from analysis.read.gaps import BREAK, OWNER
from analysis.read.segment import Document
from analysis.read.vocabulary import Table

Span = tuple[int, int]  # first word and past the last word

BE, GET, HAVE = WORDS["be"], WORDS["get"], WORDS["have"]
AUXILIARY = BE | HAVE | WORDS["modal"]
DETERMINER, OBJECT, PRONOUN, RELATIVE = (WORDS[k] for k in ("determiner", "object", "pronoun", "relative"))
PREPOSITION, JOINT, TIME = WORDS["preposition"], WORDS["joint"], WORDS["time"]
ADVERB = WORDS["adverb"]
_STOP = AUXILIARY | JOINT | PRONOUN | WORDS["get"] | {"said", "says", "say", "told"}
_CLOSING, _SUBJECT = (JOINT - RELATIVE) | WORDS["conjunction"], PRONOUN | {"there"}
_LEADING, _LINKING = PREPOSITION | DETERMINER, PREPOSITION | WORDS["conjunction"]
_POSSESSIVE = frozenset("my your his her its their our whose".split())
_NO_ADVERB = frozenset("family ally only-child assembly".split())
_NEVER_NOUN = frozenset("the a an my your his its their our no every what".split())
_SIGNS = Table(lambda key, _: SIGNS[key])
_ADVERBS = Table(lambda key, _: key in ADVERB or key.endswith("ly") and key not in _NO_ADVERB, bool)
_LONGEST = 14  # words of a noun phrase
_FAR = 60  # nothing further off than so many words is read, so that a text without full stops costs no more


class Clauses:
    """One document, read by the indices of its words."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text, self.words, self.starts, self.ends = doc, doc.text, doc.words, doc.starts, doc.ends
        self.signs = [*doc.signs(_SIGNS).tolist(), 0]
        self._adverbs: list[bool] = doc.signs(_ADVERBS).tolist()
        self._gaps = [*doc.between, BREAK]
        self._begins = [start for start, _, _ in doc.sentences]
        self._firsts = [*map(bisect_left, repeat(self.starts), self._begins), len(self.words)]

    def sentence(self, i: int) -> tuple[int, int, int]:
        """Number of the sentence of word i, its first word and past its last word, no further off than _FAR."""
        number = bisect_right(self._begins, self.starts[i]) - 1
        low, high = self._firsts[number], self._firsts[number + 1]
        return number, low if low > i - _FAR else i - _FAR, high if high < i + _FAR else i + _FAR

    def printed(self, span: Span | None) -> str | None:
        """The words of a span as they stand in the text."""
        return self.text[self.starts[span[0]] : self.ends[span[1] - 1]] if span else None

    def gap(self, i: int) -> str:
        """What stands between word i - 1 and word i."""
        if not 0 < i < len(self.words):
            return "\n"
        return self.text[self.ends[i - 1] : self.starts[i]]

    def breaks(self, i: int) -> bool:
        """Whether a comma or stronger stands before word i."""
        return self._gaps[i] & BREAK > 0

    def possessive(self, i: int) -> bool:
        """Whether word i - 1 carries a possessive 's, or word i - 1 is a possessive pronoun."""
        return i > 0 and (self._gaps[i] & OWNER > 0 or self.words[i - 1] in _POSSESSIVE)

    def capital(self, i: int) -> bool:
        """Whether word i is printed with a capital."""
        return self.text[self.starts[i]].isupper()

    def objective(self, i: int) -> bool:
        """Whether word i is a pronoun in the object's case, and not the United States."""
        return self.words[i] in OBJECT and not (self.words[i] == "us" and self.text[self.starts[i] + 1] == "S")

    def adverb(self, i: int) -> bool:
        """Whether word i may stand between an auxiliary and its participle."""
        return self._adverbs[i]

    def group_start(self, i: int, low: int) -> int:
        """First word of the verb group that ends with word i: auxiliaries and the adverbs between them."""
        first = i
        k = i - 1
        while k >= low and not self.breaks(k + 1) and (self.words[k] in AUXILIARY or self.adverb(k)):
            if self.words[k] in AUXILIARY:
                first = k
            k -= 1
        return first

    def _verbal(self, k: int) -> bool:
        """Whether word k looks like a verb that ends a noun phrase on its left or right."""
        word = self.words[k]
        if word in PASTS:
            return not self.possessive(k) and not (k and self.words[k - 1] in DETERMINER)
        if not is_participle(word):
            stunned = word in WORDS["adjective"] and word.endswith("ed") and k + 1 < len(self.words)
            return stunned and not self.breaks(k + 1) and (self.capital(k + 1) or self.words[k + 1] in DETERMINER)
        before = self.words[k - 1] if k else ""
        return not (before in DETERMINER or before in PREPOSITION or self.possessive(k) or self.capital(k))

    def subject(self, i: int, low: int) -> Span | None:
        """The noun phrase before the verb group that begins with word i."""
        end = i
        while end > low and self.adverb(end - 1) and not self.breaks(end):
            end -= 1
        if end <= low:
            return None
        if self.breaks(end):
            end = self._before_aside(end, low)
            if end <= low:
                return None
        if self.words[end - 1] in RELATIVE:
            end -= 1
            if end > low and self.words[end - 1] in PREPOSITION:
                return None  # in which
            for k in range(end - 1, max(low, end - 8), -1):
                if self.words[k - 1].endswith("ing") and self.words[k - 1] not in PREPOSITION:
                    low = k  # supporting people who
                    break
            return self._phrase_before(end, low)
        return self._phrase_before(end, low)

    def described(self, i: int, low: int) -> Span | None:
        """The noun phrase that the participle at word i belongs to, also over a comma: “two nuns, killed by ...”."""
        comma = i > low and self.breaks(i) and "," in self.gap(i)
        return self._phrase_before(i, low) if comma else self.subject(i, low)

    def nearest(self, end: int, low: int) -> Span | None:
        """The shortest noun phrase that ends before word `end`: no further back than its last preposition or verb."""
        first = end
        while first > max(low, end - 6) and (first == end or not self.breaks(first)):
            word = self.words[first - 1]
            if word in PREPOSITION or word in _STOP or word in WORDS["conjunction"] or self._verbal(first - 1):
                break
            first -= 1
            if word in DETERMINER:
                break
        alone = end - first == 1 and self.words[first].endswith("ing")
        return self._trim(first, end) if first < end and not alone else None

    def _before_aside(self, end: int, low: int) -> int:
        """Where the words before an aside in commas end: “Ruiz, the mayor, was ...”."""
        if "," not in self.gap(end):
            return low
        for k in range(end - 1, max(low, end - 2 * _LONGEST), -1):
            if "," in self.gap(k):
                return low if self.words[k] in _CLOSING else k
        return low

    def _phrase_before(self, end: int, low: int) -> Span | None:
        """The noun phrase that ends before word `end`, without the phrases attached to it."""
        first = end
        if first > low and self.words[first - 1] in _SUBJECT:
            return None if self.words[first - 1] == "there" else (first - 1, first)
        while first > max(low, end - _LONGEST):
            k = first - 1
            if self.words[k] in _STOP or self._verbal(k) or (first < end and self.breaks(first)):
                break
            first = k
        if first > low and first < end and not self.breaks(first) and self._verbal(first - 1):
            # a man was shot dead and two boys were hurt: the subject begins after "and"
            first = max([k + 1 for k in range(first, end - 1) if self.words[k] in WORDS["conjunction"]], default=first)
        if first > low and self.words[first - 1] in WORDS["modal"]:
            first += 1  # to launch strikes that killed
        headed = self._headed(first, end)
        if headed is None:
            return None
        first = headed
        if self.words[first] in PREPOSITION and first > low and self._verbal(first - 1):
            return self._phrase_before(first - 1, low)  # the men killed in the raid were ...
        return self._trim(first, end)

    def _headed(self, first: int, end: int) -> int | None:
        """Where the phrase begins once conjunctions, adverbs and “on Monday” are taken off."""
        while first < end and (self.words[first] in WORDS["conjunction"] or self.adverb(first)):
            first += 1
        if first < end and self.words[first] in PREPOSITION:
            for k in range(first + 2, end):
                timed = self.words[k - 1] in TIME or self.words[k - 1].isdigit()
                if timed and self.words[k] not in PREPOSITION and self.words[k] not in TIME:
                    return k
                if self.words[k] in DETERMINER and self.words[k - 1] not in _LEADING:
                    return k
        return first if first < end else None

    def _trim(self, first: int, end: int) -> Span | None:
        """The phrase without what a preposition other than “of” attaches to it."""
        if self.words[first] in PREPOSITION:
            return None
        stop = end
        for k in range(first + 1, end):
            word = self.words[k]
            if word in PREPOSITION and word not in ("of", "for") and self.words[first] not in ("at", "up", "about"):
                stop = k
                break
            if word in TIME:
                stop = k
                break
        return (first, stop) if self._nominal(first, stop) else None

    def _nominal(self, first: int, stop: int) -> bool:
        """Whether the words hold a noun, or one pronoun such as “two” or “others”."""
        if stop - first == 1 and self.words[first] in DETERMINER:
            return self.words[first] not in _NEVER_NOUN
        return any(
            not self.adverb(k) and self.words[k] not in PREPOSITION and self.words[k] not in DETERMINER
            for k in range(first, stop)
        )

    def opens_phrase(self, i: int, high: int) -> bool:
        """Whether word i begins an object: a determiner, a pronoun, a name, a number or a plain noun."""
        if i >= high or self.breaks(i):
            return False
        word = self.words[i]
        if word in WORDS["approximate"] and i + 1 < high:
            ahead = self.words[i + 1]
            return ahead[0].isdigit() or ahead in ("least", "most", "half", "a") or word != "at" and ahead in DETERMINER
        if word in DETERMINER or self.objective(i) or word[0].isdigit() or word == "you":
            return True
        closed = word in PREPOSITION or word in _STOP or word in WORDS["conjunction"] or word in TIME
        return not closed and not self.adverb(i)

    def phrase(self, i: int, high: int) -> Span | None:
        """The noun phrase that begins with word i."""
        while i < high and self.adverb(i) and not self.breaks(i) and self.words[i] not in DETERMINER:
            i += 1
        if i >= high or self.breaks(i) and i:
            return None
        if self.objective(i) and self.words[i] != "her" or self.words[i] in ("you", "it"):
            return i, i + 1
        k = i
        while k < min(high, i + _LONGEST) and (k == i or not self.breaks(k)) and self._continues(k, i, high):
            k += 1
        while k > i and self.words[k - 1] in _LINKING:
            k -= 1
        if k == i + 1 and self.words[i] == "her":
            return i, k
        return (i, k) if k > i and self._nominal(i, k) else None

    def _continues(self, k: int, i: int, high: int) -> bool:
        """Whether word k still belongs to the noun phrase that begins with word i."""
        word = self.words[k]
        if word in _STOP or self.objective(k) and word != "her":
            return False
        if k == i:
            return word not in PREPOSITION and word not in WORDS["conjunction"] or self.opens_phrase(k, high)
        if word in TIME and not self.possessive(k + 1):
            return False
        if word in WORDS["conjunction"]:
            return word == "and" and k + 1 < high and self._joins(k + 1, high)
        if word in PREPOSITION:
            return word == "of"
        return not (self._verbal(k) or word in DISTINCT or self.adverb(k) and word not in DETERMINER)

    def _joins(self, k: int, high: int) -> bool:
        """Whether a second noun phrase begins after “and”."""
        return not self._verbal(k) and not self.words[k].endswith("ing") and self.opens_phrase(k, high)
