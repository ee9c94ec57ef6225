"""What a text calls somebody: the words in front of, behind, or instead of a name."""
from typing import NamedTuple

from analysis.gather.terms import Match
from analysis.mark.titles import ADJECTIVES, COMPOUND, HEADS, QUALIFIERS, TITLE_WORDS, WORDS
from analysis.mark.verbs import PASTS
from analysis.read.segment import Document

_MODIFIERS = frozenset(
    "vice deputy acting former terror terrorist anti-terror counterterrorism war military militia spy".split()
)
_RANKS = frozenset("lt lieut lieutenant maj major brig brigadier".split())
_BE = frozenset("is was be been remains remained became becomes".split())
_POINTING = {
    **dict.fromkeys("the that their its our".split(), "the"),
    "this": "this",
    **dict.fromkeys("a an".split(), "a"),
}
_ARTICLES = frozenset(_POINTING)
_STOPS = frozenset("who which that and but or said says told whose as to by for with because when while not".split())
_AFTER = _STOPS | _BE | frozenset(
    "has had in of on from at he she it will would could should may might can did does been were are also then after "
    "before since until over under into than himself herself".split()
)
_COUNTS = frozenset(
    "no any every each some another other one two three four five six many several most more next last first second "
    "third future potential possible would-be same".split()
)
_SOURCES = frozenset("official aide expert analyst".split())  # “the official said”: nobody's name is meant to be known
GENERIC = frozenset(
    "official figure ally enemy soldier man woman victim operative celebrity militant activist head boss founder owner "
    "tycoon student teacher expert worker survivor girl boy youth incumbent dissident aide protester refugee "
    "leader".split()
)
Mentions = list[tuple[int, int, str, str]]  # start, end, actor, kind


class Use(NamedTuple):
    """One use of a label in one text; `referent` is empty for a description that points, kind then says how.

    the: to somebody known; this: to somebody near; a: to nobody named yet.
    """

    start: int
    end: int
    referent: str
    label: str
    kind: str


class _Named(NamedTuple):
    first: int
    last: int
    actor: str
    kind: str


_BACK = {kind: _Named(0, 0, "", kind) for kind in ("the", "this", "a")}


class Labels:
    """Finds the labels of people in one text."""

    def __init__(self, doc: Document, mentions: Mentions, matches: list[Match]) -> None:
        self.doc, self.matches = doc, matches
        self.labelled = {k for m in matches for k in range(m.i, m.j)}
        named = []
        for start, end, actor, kind in mentions:
            inside = doc.words_between(start, end)
            if inside:
                named.append(_Named(inside[0], inside[-1] + 1, actor, kind))
        self.begins = {m.first: m for m in named}
        self.ends = {m.last: m for m in named}
        self.holder = {k: m for m in named for k in range(m.first, m.last)}

    def uses(self) -> list[Use]:
        """Labels with their person, in order."""
        found = []
        for i, j, _, label in self.matches:
            if self._stands_alone(i, j):
                who = self._whom(i, j)
                if who:
                    found.append(self._use(i, j, who, label))
        return found

    def _stands_alone(self, i: int, j: int) -> bool:
        """Not a part of a longer label: the first half of a rank, "rebel" in "rebel commander"."""
        words = self.doc.words
        if words[i] in COMPOUND and words[j : j + 1] == ["general"] or words[i - 1 : i + 1] == ["attorneys", "general"]:
            return False
        if j not in self.labelled or self._gap(j) not in (" ", ". "):
            return True
        return words[i] in HEADS and not (words[i] in _RANKS and words[j] in HEADS)

    def _use(self, i: int, j: int, who: _Named, label: str) -> Use:
        doc = self.doc
        if i and doc.words[i - 1] in _MODIFIERS and self._gap(i) == " " and not label.startswith(doc.words[i - 1]):
            i -= 1
            label = f"{doc.words[i]} {label}"
        if i and doc.words[i] == "general" and doc.words[i - 1] in COMPOUND and self._gap(i) == " ":
            i -= 1
            label = f"{doc.words[i]} general"
        kind = "description" if who.kind in ("role", "pronoun") else who.kind if who.kind in _BACK else "name"
        return Use(doc.starts[i], doc.ends[j - 1], who.actor, label, kind)

    def _gap(self, k: int) -> str:
        return self.doc.text[self.doc.ends[k - 1] : self.doc.starts[k]] if 0 < k < len(self.doc.words) else "\n"

    def _whom(self, i: int, j: int) -> _Named | None:
        holder = self.holder.get(i)
        if holder:
            titled = self.holder.get(j) is holder and self.doc.words[i] in TITLE_WORDS
            return holder if holder.kind == "role" or titled else None
        return self._ahead(j) or (self._apposed(i) if self._noun(j) else None) or self._pointing(i, j)

    def _ahead(self, j: int) -> _Named | None:
        """The name that follows: "commander Ardel", "the island's top general, Osk Ardel"."""
        words, k = self.doc.words, j
        while self._gap(k) == " " and k - j < 3 and k not in self.begins and k in self.labelled:
            k += 1
        k += words[k : k + 1] in (["called"], ["named"], ["identified"]) and self._gap(k) in (" ", ", ")
        k += words[k - 1 : k + 1] in (["named", "as"], ["identified", "as"])
        if words[k : k + 1] == ["of"]:
            return self._behind_of(k)
        named = self.begins.get(k)
        return named if named and named.kind in ("person", "name") and self._gap(k) in (" ", ", ") else None

    def _behind_of(self, k: int) -> _Named | None:
        """The name behind "bishop of Ostra, "; it must be set off by a second comma."""
        words, j = self.doc.words, k + 1
        while j - k < 6 and self._gap(j) == " ":
            j += 1
        named = self.begins.get(j) if self._gap(j) == ", " else None
        if not named or named.kind not in ("person", "name") or self._gap(named.last) != ", ":
            return None
        several = named.last - named.first > 1 and words[named.first] not in WORDS["start"]  # not “New Ostra”
        return named if named.kind == "person" or several else None

    def _apposed(self, i: int) -> _Named | None:
        """The name before: "Ardel, the feared commander", "Ardel was a terrorist"."""
        words, k = self.doc.words, i
        while k > 0 and i - k < 7 and self._gap(k) in (" ", "'s ", "’s ", ". "):
            if words[k - 1] in _BE and words[k] in _ARTICLES and k < i:
                before = self.ends.get(k - 2 if words[k - 1] == "been" else k - 1)  # “has been the architect”
                return before if before and before.kind in ("person", "name", "pronoun") else None
            if words[k - 1] in _STOPS:
                return None
            k -= 1
        before = self.ends.get(k)
        if not before or before.kind not in ("person", "name") or self._gap(k) not in (", ", " (", " — ", " – ", "—"):
            return None
        opened = words[k] in _ARTICLES or k == i or k in self.begins
        return before if opened else None

    def _noun(self, j: int) -> bool:
        """Whether the label is a noun of its own here, not the first part of one ("terrorist crime")."""
        following = self.doc.words[j] if self._gap(j) == " " else ""
        verb = following.endswith("ed") or following in PASTS
        return not following or following in _AFTER or verb or j in self.begins

    def _pointing(self, i: int, j: int) -> _Named | None:
        """A description without a name: "the terrorist", "this man", "a student"; "the" office is find_actors' own."""
        words, k = self.doc.words, i
        while k > 0 and i - k < 3 and self._gap(k) == " " and self._modifies(k - 1):
            k -= 1
        if k and self._gap(k) == " ":
            kind = _POINTING.get(words[k - 1], "")
        else:
            kind = "a" if self._gap(k) in ("\n", ": ") else ""
        following = words[j] if j < len(words) else ""
        noun = kind == "a" or self._noun(j) or kind == "this" and following.endswith("s")
        conjunction = words[k - 1] == "that" and words[i] in GENERIC  # “they say that man is mortal”
        if not noun or conjunction or kind != "a" and words[i] in GENERIC and following == "of":
            return None
        foreign = any((word,) in ADJECTIVES for word in words[k:i])  # “the Ostran ambassador”: find_actors knows whose
        office = words[i] in HEADS and (following == "of" or kind == "the" and (k == i or foreign))
        source = kind != "a" and words[i] in _SOURCES
        return None if office or source else _BACK.get(kind)

    def _modifies(self, k: int) -> bool:
        """Whether word k may stand between "the" and a label: no part of an office or a name."""
        word, at = self.doc.words[k], self.doc.starts[k]
        if word in _ARTICLES | _AFTER | _COUNTS or word in QUALIFIERS or word.isdigit():
            return False
        if word in HEADS and not (word in COMPOUND and self.doc.words[k + 1] == "general"):
            return False
        return not self.doc.text[at].isupper() or (word,) in ADJECTIVES
