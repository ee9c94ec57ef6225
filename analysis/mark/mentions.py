"""Where one text names somebody: capitalised sequences cut at titles, countries and calendar words."""
from collections import Counter  # noqa: I001 (one name a line would be twelve more)

from analysis.mark.offices import Mention, Offices
from analysis.mark.sequences import (
    ACRONYM, BREAKS, CAPITAL, COUNTRY, EDGE, LISTED, MIXED, NOBODY, NOUN, POINT, TITLE, TITLED, Commons, Sequences,
    small_words,
)  # fmt: skip
from analysis.mark.titles import (
    ADJECTIVES,
    COUNTRIES,
    COUNTRY_FIRSTS,
    DEPARTMENTS,
    GENDERS,
    HONORIFICS,
    QUALIFIERS,
    SURNAMES,
    TITLE_WORDS,
    WORDS,
    common_words,
    role_of,
)
from analysis.read.gaps import COMMA
from analysis.read.segment import Document

_MONTH_BEFORE = frozenset("in on last next this since by until of early late from to mid".split())
_NEVER = WORDS["never"]


class Finder:
    """Names in one text, given what all texts of the call say about capitals."""

    def __init__(self, sequences: Sequences, commons: Commons) -> None:
        self.sequences, self.doc = sequences, sequences.doc
        self.words, self.signs, self.gaps = sequences.doc.words, sequences.signs, sequences.gaps
        self.starts, self.ends = sequences.doc.starts, sequences.doc.ends
        self.commons, self.inside = commons, commons.inside
        self.offices = Offices(sequences)
        self.found: list[Mention] = []
        self.rest: list[tuple[int, int]] = []  # runs without calendar words that are still to be read
        self.bare: set[int] = set()  # where runs end that hold no title behind their first word, no "of" and no "for"

    def mentions(self) -> list[Mention]:
        """All mentions in order."""
        words, signs, commons, headings = self.words, self.signs, self.commons, self.sequences.headings
        for i, j, opens in self.sequences.runs:
            if i in headings:
                self._heading(i, j)
            elif j - i > 1:
                self._run(i, j, opens)
            elif signs[i] & COUNTRY:
                self._country(i, j, *COUNTRIES[(words[i],)])
            elif signs[i] & NOBODY or opens and commons[words[i]] and not signs[i] & TITLE:
                continue
            elif signs[i] & LISTED:
                self._mixed(i, j, opens)
            else:
                self._add(i, i, j, "name")
        while self.rest:
            self._piece(*self.rest.pop())
        self.found += self.offices.role_nouns()
        return sorted(self.found)

    def _run(self, i: int, j: int, opens: bool) -> None:
        """Several words: most often a name of which no word stands in any table, or a title before it."""
        words, commons = self.words, self.commons
        first = self.signs[i]
        titled = first & (TITLE | BREAKS | ACRONYM) == TITLE and not self.sequences.shouts(i, j)
        if first & MIXED and not titled or any([sign & MIXED for sign in self.signs[i + 1 : j]]):
            self._mixed(i, j, opens)
            return
        if titled:
            self._titled(i, i + 1, j)
            return
        if opens and commons[words[i]]:
            i += 1
        if self.sequences.shouts(i, j):
            self._heading(i, j)
            return
        while j - i > 1 and commons.ordinary(words[j - 1]):
            if j - i == 2 and commons[words[i]]:
                return
            j -= 1
        self._add(i, i, j, "name")

    def _mixed(self, i: int, j: int, opens: bool) -> None:
        words = self.words
        titled = i + 1 < j and self.signs[i] & self.signs[i + 1] & TITLED
        starts = words[i] in WORDS["start"] and i + 1 < j and self.signs[i + 1] & CAPITAL  # “New Lisk”
        if opens and self.commons[words[i]] and not (titled or starts or self.signs[i] & TITLE):
            i += 1
        while i < j and (words[i] in _NEVER or words[i] in ("the", "a", "an")):
            i += 1
        if self.sequences.shouts(i, j):
            self._heading(i, j)
        else:
            self._cut(i, j)

    def _heading(self, i: int, j: int) -> None:
        """A run in title case, cut at every common word."""
        words, begin = self.words, i
        for k in range(i, j + 1):
            if k == j or (self._printed_small(words[k]) and not (words[k] in TITLE_WORDS and k + 1 < j)):
                if begin < k:
                    self._cut(begin, k)
                begin = k + 1

    def _printed_small(self, word: str) -> bool:
        """Whether a word of a heading is a common one, or the plural of one that names nobody."""
        return self.commons[word] or (word[-1] == "s" and not self.inside[word] and word[:-1] in common_words())

    def _cut(self, i: int, j: int) -> None:
        """A run cut at calendar words and after a word in capitals ("WATCH Osk Ardel")."""
        shouted = j - i > 1 and self.signs[i] & ACRONYM and not self.signs[i + 1] & ACRONYM
        if shouted and self.words[j - 1] not in WORDS["org"]:
            self.rest.append((i, i + 1))
            i += 1
        begin = i
        for k in range(i, j + 1):
            if k == j or self.signs[k] & BREAKS and self._breaks(k, i):
                if begin < k:
                    self.rest.append((begin, k))
                begin = k + 1

    def _breaks(self, k: int, i: int) -> bool:
        return self.words[k] != "may" or k == i and not self._bare_may(k)

    def _bare_may(self, k: int) -> bool:
        """Whether May is a person's name here, by its neighbours."""
        words = self.words
        if words[k] != "may" or not k or self.sequences.opens(k):
            return False
        following = words[k + 1] if k + 1 < len(words) else ""
        return words[k - 1] not in _MONTH_BEFORE and not following[:1].isdigit()

    def _piece(self, i: int, j: int) -> None:
        """One run without calendar words: country, role, title with name, organisation, or name."""
        words = self.words
        while i < j and words[j - 1] in EDGE:
            j -= 1
        if i >= j or ("-" in words[i] and self._compound(i, j)):
            return
        place = COUNTRIES.get(tuple(words[i:j])) if words[i] in COUNTRY_FIRSTS and j - i < 6 else None
        t = self._title_end(i, j) if self.signs[i] & TITLED else i
        if place:
            self._country(i, j, place.country, place.use)
        elif t == j:
            self._office(i, j)
        elif t > i and not all(word in WORDS["org"] for word in words[t:j]):
            self._titled(i, t, j)
        else:
            self._untitled(i, j)

    def _compound(self, k: int, j: int) -> bool:
        """Two names joined by a hyphen, or a name and a common word ("Ostra-Veld", "Ardel-backed"), cut in two."""
        head, _, tail = self.words[k].partition("-")
        text, start = self.doc.text, self.doc.starts[k]
        cut, place, other = start + len(head), COUNTRIES.get((head,)), COUNTRIES.get((tail,))
        known = place or (j - k == 1 and self.inside[head] and self.words[k] not in TITLE_WORDS)  # president-elect
        if not known or not tail or text[cut : cut + 1] not in "-‐‑":
            return False
        small = text[cut + 1].islower()
        odd = small and tail not in WORDS["particle"] and (len(tail) < 3 or tail not in common_words())
        if odd or not small and not (other or self.inside[tail]):
            return False
        for word, table, at in ((head, place, start), (tail, other, cut + 1)):
            if text[at].isupper():
                kind = "country" if table else "name"
                self.found.append(Mention(at, at + len(word), at, (table.country if table else word,), kind))
        self.rest.append((k + 1, j))
        return True

    def _title_end(self, i: int, j: int) -> int:
        """The end of the title that begins at i, or i."""
        words, signs, k, last = self.words, self.signs, i, i
        while k < j and signs[k] & TITLED:
            k += 1
            if signs[k - 1] & TITLE:
                last = k
        if i < last < j and words[last] == "of":
            stop = last + 1 + (words[last + 1] == "the")
            if stop < j and words[stop] in DEPARTMENTS:
                return min(j, stop + 1 + (words[stop] in ("homeland", "veterans")))
            return j
        return last

    def _untitled(self, i: int, j: int) -> None:
        words = self.words
        bare = j in self.bare  # as is a longer run of which this is the end
        if not bare and self._title_inside(i, j):
            return
        m = self._country_end(i, j)
        if words[j - 1] in WORDS["org"] or not bare and ("of" in words[i:j] or "for" in words[i:j]):
            self._add(i, i, j, "group")
            return
        self.bare.add(j)
        if m > i:
            if words[m] not in WORDS["place"]:
                place = COUNTRIES[tuple(words[i:m])]
                self._country(i, m, place.country, place.use)
                self.rest.append((m, j))
        elif words[j - 1] in WORDS["place"] or (words[i] in WORDS["start"] and j - i > 1):
            return
        elif words[i] in WORDS["adjective"]:
            self.rest.append((i + 1, j))
        elif j - i > 1 and self.commons.ordinary(words[j - 1]):
            if j - i > 2 or not self.commons[words[i]]:
                self.rest.append((i, j - 1))
        elif words[j - 1] in WORDS["thing"]:
            return
        else:
            self._add(i, i, j, "month" if words[i:j] == ["may"] else "name")

    def _title_inside(self, i: int, j: int) -> bool:
        """Cut where a title begins within the run ("Quay Guard Commander Osk Ardel")."""
        words = self.words
        for k in range(i + 1, j):
            if not self.signs[k] & TITLED or self._surname(k) or words[k] == "house" and words[k - 1] == "white":
                continue
            t = self._title_end(k, j)
            if t == j and words[j - 1] not in HONORIFICS:
                self.rest.append((i, k))
                self.found += self.offices.role(k, j)
                return True
            if k < t < j and words[t] not in WORDS["suffix"] and not all(word in WORDS["org"] for word in words[t:j]):
                place = COUNTRIES.get(tuple(words[i:k]))
                self.rest.append((i, k))
                self._titled(k, t, j, place.country if place else "")
                return True
        return False

    def _surname(self, k: int) -> bool:
        """Whether the title at k may be a surname or second name ("Martin Luther King")."""
        before = self.words[k - 1]
        settled = before in WORDS["org"] or before in QUALIFIERS or before in WORDS["adjective"]
        return self.words[k] in SURNAMES and not settled

    def _country_end(self, i: int, j: int) -> int:
        if self.words[i] in COUNTRY_FIRSTS:
            for m in range(min(i + 5, j - 1), i, -1):
                if tuple(self.words[i:m]) in COUNTRIES:
                    return m
        return i

    def _titled(self, i: int, t: int, j: int, country: str = "") -> None:
        words = self.words
        if tuple(words[t:j]) in COUNTRIES:
            self.rest.append((t, j))
            return
        gender = next((GENDERS[word] for word in words[i:t] if word in GENDERS), "")
        self._add(i, t, j, "person", role_of(words[i:t]), gender, country or self.offices.country_of(i))

    def _add(self, i: int, t: int, j: int, kind: str, role: str = "", gender: str = "", country: str = "") -> None:
        signs, starts = self.signs, self.starts
        if kind == "name" and (signs[i - 1] & NOUN and i or self.gaps[j] & COMMA):
            role, gender, country = self.offices.around(i, j)
            if role or gender:
                kind = "person"
        end = self._stop(j) if signs[j - 1] & POINT else self.ends[j - 1]
        row = (starts[i], end, starts[t], tuple(self.words[t:j]), kind, role, gender, country)
        self.found.append(tuple.__new__(Mention, row))  # half the time of Mention(*row)

    def _stop(self, j: int) -> int:
        """Where word j - 1 ends, the point of an abbreviation included (U.S.)."""
        end = self.doc.ends[j - 1]
        return end + (self.signs[j - 1] & POINT > 0 and self.doc.text[end : end + 1] == ".")

    def _country(self, i: int, j: int, country: str, use: str) -> None:
        words, key, gap = self.words, tuple(self.words[i:j]), self.sequences.gap
        adjective = use == "adjective" or key in ADJECTIVES
        if adjective and j < len(words) and gap(j) in (" ", ". ") and words[j] in WORDS["official"]:
            j += 1
        elif use == "adjective" or (adjective and self.signs[j] & CAPITAL and words[j] in TITLE_WORDS):
            return
        if use == "capital" and (i == 0 or words[i - 1] in WORDS["place-before"] or gap(i) != " "):
            return
        self.found.append(Mention(self.doc.starts[i], self._stop(j), self.doc.starts[i], (country,), "country"))

    def _office(self, i: int, j: int) -> None:
        """A title that stands alone: "the President", "Mr. President"."""
        words, doc = self.words, self.doc
        if words[i] in HONORIFICS and words[j - 1] not in HONORIFICS:
            role, gender = role_of(words[i:j]), GENDERS.get(words[i], "")
            self.found.append(Mention(doc.starts[i], doc.ends[j - 1], doc.starts[i], (), "role", role, gender))
        elif words[j - 1] not in HONORIFICS:
            self.found += self.offices.role(i, j)


def mentions_of(doc: Document) -> list[Mention]:
    """Names and role nouns of one text by itself, in order of their offsets."""
    sequences = Sequences(doc)
    return Finder(sequences, Commons(small_words([sequences]), Counter(sequences.inside))).mentions()
