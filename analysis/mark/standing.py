"""How each word of a sentence stands to one mention in it: side, distance, clause, voice, and role by word order."""

from typing import NamedTuple

import numpy as np

from analysis.mark.cues import cues
from analysis.mark.masked import ADJECTIVE, ADVERB, GERUND, NAME, NOUN, PARTICIPLE, PAST, PRESENT, SELF, Token
from analysis.mark.verbs import WORDS, is_participle

DISTANCES = (
    ("left_far", -999, -10), ("left_9", -9, -5), ("left_4", -4, -2), ("left_1", -1, -1),
    ("right_1", 1, 1), ("right_4", 2, 4), ("right_9", 5, 9), ("right_far", 10, 999),
)  # fmt: skip
ROLES = ("does", "done_to", "is", "has", "called", "head", "object")
PLACES = (
    *(name for name, _, _ in DISTANCES), "near", "clause", "clause_left", "clause_right", "last_clause",
    "own", "own_voice", "other_voice", "negated", "pronoun", *ROLES,
)  # fmt: skip
SIGNS = (
    "pronoun", "first_person", "possessor", "comma", "quoted", "speaker", "first", "last", "be", "have", "modal",
    "verb", "passive", "patient", "agent", "preposition", "of", "against", "to", "for", "with", "from", "and",
    "relative", "question", "negated", "length", "names", "self", "place", "quotes", "digits", "but", "verbless",
)  # fmt: skip
_PRONOUN = frozenset("he she they it his her him their them its i we you my our me us who".split())
_THIRD = frozenset("he she his her him".split())
_OWNING = frozenset("his their its my our".split())
_FIRST_PERSON = frozenset("i we my our me us".split())
_BUT = frozenset("but however although despite though".split())
_NOT = frozenset("not never no without neither nor nobody nothing hardly barely fail failed fails deny denied".split())
_VERBAL = (PRESENT, PAST, PARTICIPLE, GERUND)
_BE = WORDS["be"] | WORDS["get"]
_AUXILIARY = _BE | WORDS["have"] | WORDS["modal"]
_SPLITS = WORDS["joint"] | {"but", "or"}
_LEADING = WORDS["preposition"] | {"to", "than"}
_SKIP = WORDS["determiner"] | WORDS["adverb"]
_STRONG = frozenset(';:()—–-"“”')
_MARKS = frozenset(" \"“'‘")


class Standing(NamedTuple):
    """What the model sees of one mention: ids of the tokens, their places (tokens x PLACES), SIGNS of the mention."""

    ids: np.ndarray
    places: np.ndarray
    signs: np.ndarray


def standing(line: list[Token], at: int) -> Standing:
    """How the words of a masked sentence stand to the mention at token `at`.

    Places are 0 or 1, `near` is 1 over the distance in words. Roles go by word order and lists of forms: `does`
    (“Oduya lied”), `object` (“Oduya blamed *traders*”), `done_to` (“they blamed Oduya”, “Oduya was blamed”), `is`
    (“Oduya is a liar”), `has` (“Oduya's lies”), `called` (“the liar Oduya”, “Oduya, a liar,”), `head` (“support for
    Oduya”). There is no parser: about one role in five of a long sentence is missed or wrong.
    """
    sentence = _Sentence(line, at)
    sentence.read_right()
    sentence.read_left()
    return Standing(np.array([t.id for t in line], np.int32), sentence.places(), sentence.all_signs())


class _Sentence:
    """One sentence with its mention."""

    def __init__(self, line: list[Token], at: int) -> None:
        self.line, self.at, self.n = line, at, len(line)
        self.roles: dict[str, list[int]] = {}
        self.signs: dict[str, float] = {}
        marks = [self._opens(i, t) for i, t in enumerate(line)]
        self.clause = np.cumsum(marks)

    def _opens(self, i: int, t: Token) -> bool:
        """Whether a clause begins with this token."""
        if i and t.gap != "-" and not _STRONG.isdisjoint(t.gap) or t.word in _SPLITS and t.id > SELF:
            return True
        return "," in t.gap and (t.use in _VERBAL or t.word in _PRONOUN or t.word == "and")

    def places(self) -> np.ndarray:
        """Weights of every token, tokens x PLACES."""
        n, at, clause = self.n, self.at, self.clause
        weights = np.zeros((n, len(PLACES)), np.float32)
        put = dict(zip(PLACES, weights.T, strict=True))
        offset = np.arange(n) - at
        far = np.abs(offset)
        put["near"][:] = 1 / np.maximum(far, 1)
        for name, low, high in DISTANCES:
            put[name][max(at + low, 0) : max(at + high + 1, 0)] = 1
        mine = clause == clause[at]
        put["clause"][:] = mine
        put["clause_left"][:] = ~mine & (offset < 0)
        put["clause_right"][:] = ~mine & (offset > 0)
        put["last_clause"][:] = (clause == clause[-1]) & ~mine
        put["own"][:] = far < self._nearest_name()
        quoted = np.array([t.quoted for t in self.line])
        put["own_voice"][:] = quoted & quoted[at]
        put["other_voice"][:] = quoted != quoted[at]
        for i, t in enumerate(self.line):
            if t.word in _NOT or t.word.endswith("n't"):
                put["negated"][i + 1 : i + 5] = clause[i + 1 : i + 5] == clause[i]
            if t.word in _THIRD and i != at:
                put["pronoun"][i + 1 : i + 5] = 1
        for role, tokens in self.roles.items():
            put[role][tokens] = 1
        return weights

    def _nearest_name(self) -> np.ndarray:
        """Distance of every token from the nearest other name."""
        names = [i for i, t in enumerate(self.line) if t.id == NAME]
        if not names:
            return np.full(self.n, 999)
        return np.abs(np.arange(self.n)[:, None] - np.array(names)).min(1)

    def read_right(self) -> None:
        """What the actor does, is or has, from the words after the mention."""
        line, i, n = self.line, self.at + 1, self.n
        if i >= n:
            self.signs["last"] = 1
            return
        gap = line[i].gap
        if line[self.at].word in _OWNING or gap[:2].lower() in ("'s", "’s", "' ", "’ "):
            self.signs["possessor"] = 1
            self.roles["has"] = [k for k in range(i, min(i + 4, n)) if k == i or line[k].gap == " "]
            return
        if "," in gap:
            self.signs["comma"] = 1
            if line[i].use not in _VERBAL or line[i].use == GERUND:
                close = next((k for k in range(i + 1, min(i + 14, n)) if "," in line[k].gap), None)
                self.roles["called"] = list(range(i, close or min(i + 6, n)))
                i = close or n
        if i < n:
            self._read_verb(*self._skip_auxiliaries(i))

    def _skip_auxiliaries(self, start: int) -> tuple[int, bool]:
        """The first token that is no auxiliary, adverb or relative; whether a form of be stands directly before it."""
        i, be = start, False
        while i < min(self.n, start + 6):
            t = self.line[i]
            if t.word in ("who", "which"):
                self.signs["relative"] = 1
            elif t.word in _AUXILIARY or t.word.endswith("n't"):
                be = t.word in _BE or be and t.word not in WORDS["have"]
                kind = "be" if t.word in WORDS["be"] else "have" if t.word in WORDS["have"] else "modal"
                self.signs[kind] = 1
            elif t.word in _NOT:
                self.signs["negated"] = 1
            elif t.use != ADVERB and t.word not in WORDS["adverb"]:
                break
            i += 1
        return i, be

    def _read_verb(self, i: int, be: bool) -> None:
        if i >= self.n:
            return
        t = self.line[i]
        if be and (t.use in (PAST, PARTICIPLE) or is_participle(t.word)):
            self.signs["passive"] = 1
            self.roles["done_to"] = [i]
        elif t.use in _VERBAL or t.word.endswith("ed") and t.id > SELF:
            self.signs["verb"] = 1
            self.roles["does"] = [i]
            self.signs["speaker"] = t.word in cues()
            self.roles["object"] = self._same_clause(i + 1)
        elif be:
            self.roles["is"] = self._same_clause(i)

    def _same_clause(self, i: int) -> list[int]:
        own = self.clause[min(i, self.n - 1)]
        return [k for k in range(i, min(i + 6, self.n)) if self.clause[k] == own]

    def read_left(self) -> None:
        """What is done to the actor, from the words before the mention."""
        line, i = self.line, self.at - 1
        called = []
        while i >= 0 and i > self.at - 5 and line[i + 1].gap == " " and self._describes(line[i]):
            called.append(i)
            i -= 1
        self.roles.setdefault("called", []).extend(called)
        if i < 0 or not _MARKS.issuperset(line[i + 1].gap):
            return
        word = line[i].word
        if word in _LEADING:
            self._read_preposition(i)
        elif word in ("and", "or"):
            self.signs["and"] = 1
        elif line[i].use in _VERBAL or is_participle(word):
            said = word in cues() and any(t.quoted for t in line)
            self.signs["speaker" if said else "patient"] = 1
            self.roles.setdefault("done_to", []).append(i)

    @staticmethod
    def _describes(t: Token) -> bool:
        return t.use in (ADJECTIVE, NOUN) or t.word in _SKIP or t.id == NAME

    def _read_preposition(self, i: int) -> None:
        word, before = self.line[i].word, range(max(i - 3, 0), i)
        self.signs["preposition"] = 1
        if word in SIGNS:
            self.signs[word] = 1
        self.roles["head"] = [*before[-2:], i]
        deeds = [k for k in before if is_participle(self.line[k].word)]
        if word == "by" and deeds:
            self.signs["agent"] = 1
            self.roles["does"] = deeds

    def all_signs(self) -> np.ndarray:
        """Signs of the mention, one number each of SIGNS, about 0 to 2."""
        line, at = self.line, self.at
        t, words = line[at], [x.word for x in line]
        self.signs.update(
            pronoun=t.word in _PRONOUN,
            first_person=t.word in _FIRST_PERSON,
            quoted=t.quoted,
            first=at == 0,
            question=any("?" in x.gap for x in line),
            length=min(self.n, 60) / 30,
            names=min(sum(x.id == NAME for x in line), 6) / 3,
            self=min(sum(x.id == SELF for x in line) - 1, 3) / 2,
            place=at / self.n,
            quotes=any(x.quoted for x in line),
            but=not _BUT.isdisjoint(words),
            digits=min(sum(w[:1].isdigit() for w in words), 3) / 2,
            verbless=not any(x.use in _VERBAL or x.word in _AUXILIARY for x in line),
        )
        return np.array([self.signs.get(name, 0) for name in SIGNS], np.float32)
