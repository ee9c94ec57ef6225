"""Which actor speaks a stretch of text: by name, by pronoun, by going on; nobody where that is unsure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from operator import itemgetter

import pandas as pd

from analysis.mark.actors import Named, mentions_in
from analysis.mark.cues import cues
from analysis.mark.tiles import Tile, tiles
from analysis.mark.titles import GENDERS, GIVEN, NOUNS
from analysis.read.segment import parse

_PERSON = frozenset(("person", "name", "role"))
_PRONOUNS = frozenset("he she who".split())
_GENDER = {"he": "m", "she": "f"}
_OFFICELESS = frozenset("spokesman spokeswoman spokesperson official source officer".split())
_LEADS = frozenset("of for from at in to with by on about against near".split())  # “a spokesman for the Mayor”
_AFTER_NAME = frozenset("of and or in who whose from for at the himself herself".split())
_OWNERS = ("'s", "’s")  # in “Halvania’s army” the army speaks
_QUOTED = (",”", "?”", "!”", ',"', '?"', '!"')  # the end of a quotation that is a clause
_NEAR = 3  # a pronoun reaches back over so many paragraphs
_FAR = 12  # and so many sentences


def named_actors(series: pd.Series) -> dict[object, tuple[Named, ...]]:
    """Article -> its mentions in order, pronouns among them; actors are comparable across the articles."""
    found = zip(series.index, mentions_in(series), strict=True)
    return {article: tuple(filter(itemgetter(2), named)) for article, named in found}


@lru_cache(maxsize=1024)
def speakers(text: str, mentions: tuple[Named, ...]) -> list[str | None]:
    """The actor who speaks each tile of the text, or None."""
    cut = tiles(text)
    scene = _Scene(text, cut, mentions)
    found: list[str | None] = []
    for tile in cut:
        if tile.voice in ("quoted", "reported"):
            found.append(scene.speaker(tile))
            scene.remember(tile, found[-1])
        else:
            found.append(None)
    return found


class _Scene:
    """What has been said so far in one text."""

    def __init__(self, text: str, cut: Sequence[Tile], mentions: Sequence[Named]) -> None:
        self.text, self.doc = text, parse(text)
        self.mentions: list[Named] = []  # those outside quotations
        tiles_left, end, quoted = iter(cut), 0, False
        for m in mentions:
            start, _, actor, kind = m
            while end <= start:
                _, end, voice, _, _ = next(tiles_left)
                quoted = voice == "quoted"
            if actor and kind != "pronoun" and not quoted:
                self.mentions.append(m)
        self.starts = [m.start for m in self.mentions]
        self.kinds = {m.actor: m.kind for m in reversed(self.mentions)}  # of the first mention
        self.genders: dict[str | None, str] = {}
        self.sentences, self.begins = self.doc.sentences, self.doc.sentence_starts
        self.said: tuple[int, str | None] = (-1, None)  # end and speaker of the quotation before
        self.last: tuple[int, str, str] | None = None  # where somebody was last named as speaking

    @cached_property
    def people(self) -> dict[str | None, list[Named]]:
        """Actor -> the mentions that may tell a gender."""
        found: dict[str | None, list[Named]] = defaultdict(list)
        for m in self.mentions:
            if m.kind in _PERSON:
                found[m.actor].append(m)
        return found

    def _gender(self, actor: str | None) -> str:
        """The gender of an actor by the title or the given name of a mention, "" where none says it."""
        if actor not in self.genders:
            own = self.people.get(actor, ())
            self.genders[actor] = next(filter(None, map(self._printed_gender, own)), "")
        return self.genders[actor]

    def _printed_gender(self, m: Named) -> str:
        words = self._words(m.start, m.end)
        return next((GENDERS[w] for w in words if w in GENDERS), "") or GIVEN.get("".join(words[:1]), "")

    def _words(self, start: int, end: int) -> list[str]:
        starts = self.doc.starts
        return self.doc.words[bisect_left(starts, start) : bisect_left(starts, end)]

    def speaker(self, tile: Tile) -> str | None:
        start, _, voice, cue, source = tile
        if source:
            return self._of_source(*source) or self._apposed(tile) or self._office(*source)
        if cue:
            return self._subject(cue[0])
        if voice != "quoted":
            return None
        text, (said, speaker) = self.text, self.said
        if said >= 0:
            if text.find("\n", said, start) < 0 or text[said - 1] not in "\"”»’'" and not text[said:start].strip():
                return speaker  # who goes on
        return self._introduced(start)

    def _introduced(self, at: int) -> str | None:
        """Whom the paragraph before presents, where a quotation without a verb begins a paragraph."""
        k = at
        while k and self.text[k - 1] in " \t":
            k -= 1
        if not k or self.text[k - 1] != "\n":
            return None
        here = bisect_right(self.begins, at) - 2
        if here < 0:
            return None
        start, end, paragraph = self.sentences[here]
        block = self.doc.paragraphs[paragraph - 1][1] if paragraph else 0
        if self.last and self.last[0] > block and self.last[2] in _PERSON:
            return self.last[1]
        if self.said[0] > block:
            return None
        people = [m for m in self._between(start, end) if m.kind in _PERSON]
        opening = self.text[start : people[0].start].lower().split() if people else []
        return people[0].actor if people and len(opening) < 5 and not _LEADS & set(opening) else None

    def remember(self, tile: Tile, speaker: str | None) -> None:
        if tile.voice == "quoted":
            end = tile.end
            while self.text[end - 1].isspace():
                end -= 1
            self.said = (end, speaker)
        if speaker and tile.source:
            self.last = (tile.source[0], speaker, self.kinds.get(speaker, ""))

    def _of_source(self, start: int, end: int) -> str | None:
        """The first actor of a source, but none behind a preposition; a pronoun goes back to an earlier sentence."""
        last = bisect_left(self.doc.starts, end) - 1
        word = self.doc.words[last] if last >= 0 else ""
        words = self._words(start, end) if word in _PRONOUNS or word == "it" else []
        if words and word in _PRONOUNS:
            if len(words) < 4 and words[0] != "who" or words == ["who"]:
                return self._before(start, word)
            if words[0] == "who":  # “Oduya praised Ruiz, who she said”
                opens = self.begins[max(bisect_right(self.begins, start) - 1, 0)]
                others = [m.actor for m in self._between(opens, start)[:-1] if self._fits(m.actor, word)]
                return others[0] if others else self._before(opens, word)
            return self._named_by(word, start, end)  # “Oduya defended what she called”
        if words == ["it"]:
            return self.last[1] if self.last and self.last[2] not in _PERSON else None
        near = self._between(start - 60, end)
        inside = [m for m in near if m.end > start and (m.end >= end or self._is_head(m, end))]
        if len(inside) > 1:
            inside.sort(key=lambda m: m.kind not in _PERSON)
        for m in inside:
            if m.start <= start:
                return m.actor
            lead = self.text[start : m.start].lower().split()
            titled = m.end == end and m.kind == "person" and lead[-1:] and lead[-1] in NOUNS
            if _LEADS.isdisjoint(lead) or titled and _OFFICELESS.isdisjoint(lead):
                return m.actor
        return None

    def _office(self, start: int, end: int) -> str | None:
        """Whom “the four-term congressman” means: the person who spoke or was named last."""
        words = self._words(start, end)
        office = len(words) > 1 and words[0] == "the" and words[-1] in NOUNS and words[-1] not in _OFFICELESS
        pronoun = {"m": "he", "f": "she"}.get(GENDERS.get(words[-1], ""), "") if office else ""
        return self._before(start, pronoun) if office and not self._between(start, end) else None

    def _apposed(self, tile: Tile) -> str | None:
        """The name behind a source without one: “the mayor, Ada Oduya, said”."""
        (_, low), high = tile.source or (0, 0), tile.cue[0] if tile.cue else 0
        for m in self._between(low, high):
            between = self.text[low : m.start]
            described = between[:2] == ", " and len(between.split()) < 5 and between[2:].strip().islower()
            if m.kind in _PERSON and (between == ", " or described and "," not in between[2:]):
                return m.actor
        return None

    def _is_head(self, m: Named, end: int) -> bool:
        """Whether a mention with words behind it speaks; in “Halvania’s army”, “the Halvanian officials” others do."""
        following = self.text[m.end : end]
        word = following[1:].split(" ", 1)[0]
        modifies = following[:1] == " " and word.islower() and word not in _AFTER_NAME and word not in cues()
        return following[:2] not in _OWNERS and not modifies

    def _is_thing(self, m: Named) -> bool:
        """Whether a name is a body's (“CNN”) or only tells which (“the Ardel administration”)."""
        word = (self.text[m.end : m.end + 20].split() or [""])[0]
        told = self.text[max(0, m.start - 4) : m.start].lower().endswith("the ") and self.text[m.end : m.end + 1] == " "
        acronym = self.text[m.start : m.end].isupper() and m.end - m.start < 6
        return acronym or told and m.kind == "name" and word.islower() and word not in _AFTER_NAME

    def _placed(self, m: Named) -> bool:
        """Whether a preposition of place stands before a mention (“In Brennick”)."""
        words = self.text[max(0, m.start - 12) : m.start].split()
        return bool(words) and words[-1].lower() in _LEADS

    def _named_by(self, pronoun: str, start: int, end: int) -> str | None:
        """Whom a pronoun at the end of a source means: the first one of the source, else of the sentence."""
        fits = [m for m in self._between(start, end) if m.kind in _PERSON and self._fits(m.actor, pronoun)]
        return fits[0].actor if fits else self._subject(start)

    def _fits(self, actor: str | None, pronoun: str) -> bool:
        gender = _GENDER.get(pronoun)
        return gender is None or self._gender(actor) in ("", gender)

    def _before(self, at: int, pronoun: str) -> str | None:
        """The person who spoke last, or the first one of the latest sentence that names one, whichever is later."""
        here = max(bisect_right(self.begins, at) - 1, 0)
        if pronoun == "who":
            inside = [m.actor for m in self._between(self.begins[here], at) if m.end <= at]
            return inside[-1] if inside else None
        paragraph, past = self.sentences[here][2], bisect_left(self.starts, at)
        for k in range(here, max(here - _FAR, -1), -1):
            start, end, p = self.sentences[k]
            if paragraph - p > _NEAR:
                return None
            if self.last and start <= self.last[0] < end and self._fits(self.last[1], pronoun):
                return self.last[1]
            first = past
            while first and self.starts[first - 1] >= start:
                first -= 1
            for m in self.mentions[first:past]:
                told = m.kind in _PERSON and not self._placed(m) and not self._is_thing(m)
                if told and self._fits(m.actor, pronoun):
                    return m.actor
            past = first
        return None

    def _between(self, low: int, high: int) -> list[Named]:
        """The mentions that begin in text[low:high]."""
        return self.mentions[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def _subject(self, at: int) -> str | None:
        """The first actor of the sentence, for a participle without a subject (“..., saying that ...”)."""
        start = self.begins[max(bisect_right(self.begins, at) - 1, 0)]
        start = max(start, *(self.text.rfind(end, start, at) + 2 for end in _QUOTED))
        first = next(iter(self._between(start, at)), None)
        opening = self.text[start : first.start].split() if first else []
        if first and not (_LEADS & {w.lower() for w in opening}) and len(opening) < 6:
            return first.actor
        word = next(iter(self._words(start, at)), "")
        return self._before(start, word) if word in _GENDER else None
