"""Where one text names somebody: capitalised sequences, cut at titles and countries, and role nouns."""
import re
from collections import Counter
from itertools import compress
from typing import NamedTuple

from analysis.mark.titles import (
    ADJECTIVES,
    COUNTRIES,
    COUNTRY_FIRSTS,
    DEPARTMENTS,
    GENDERS,
    HEADS,
    HONORIFICS,
    NOUNS,
    PLAIN,
    QUALIFIERS,
    SURNAMES,
    TITLE_WORDS,
    WORDS,
    common_words,
    role_of,
)
from analysis.read.segment import Document

_AL = re.compile(r"(?<!\w)[aA-Ze][a-z]{1,2}[-‐‑](?=[^\W\d_a-z])")
_INITIAL = re.compile(r"(?:\w\.)*\w")
_OPENS = frozenset(".!?…:;\n\"“”‘([•*|/»«—–")
_POINTED = frozenset(HEADS) | HONORIFICS | {"st", "ft", "mt", "brig", "jr", "sr"}
_OF = WORDS["org"] | frozenset(HEADS) | {"chiefs", "ministers", "brotherhood", "knights", "sons", "daughters"}


class Mention(NamedTuple):
    """A place where somebody is named; `name` is empty for a role noun, `at` is where the name without title begins."""

    start: int
    end: int
    at: int
    name: tuple[str, ...]
    kind: str
    role: str = ""
    gender: str = ""
    country: str = ""


class Sequences:
    """The capitalised runs of one text, with what its small letters say of its words."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        text = doc.text
        self.flags = [text[start].isupper() for start in doc.starts]
        if "l-" in text:
            for match in _AL.finditer(text):
                k = doc.words_between(match.start(), match.start() + 1)
                if k:
                    self.flags[k[0]] = True
        self.headings = self._headings()
        self.runs = self._runs()
        self.lower = Counter(compress(doc.words, [not flag for flag in self.flags]))
        self.inside: Counter[str] = Counter()
        for i, j, opens in self.runs:
            if i not in self.headings:
                self.inside.update(doc.words[i + opens : j])

    def _headings(self) -> set[int]:
        """Words of lines in title case or capitals, where a capital says nothing."""
        found: set[int] = set()
        doc, at = self.doc, 0
        for line in doc.text.split("\n"):
            if 0 < len(line) < 200:
                words = doc.words_between(at, at + len(line))
                long = [k for k in words if doc.ends[k] - doc.starts[k] > 3]
                if len(words) > 3 and sum(self.flags[k] for k in long) >= 0.7 * len(long):
                    found.update(words)
            at += len(line) + 1
        return found

    def _runs(self) -> list[tuple[int, int, bool]]:
        runs, after = [], 0
        for i in compress(range(len(self.flags)), self.flags):
            if i >= after:
                after = self._end(i)
                runs.append((self._particle(i), after, self.opens(i)))
        return runs

    def _particle(self, i: int) -> int:
        words = self.doc.words
        while i and words[i - 1] in WORDS["firm-particle"] and self.gap(i) == " " and not self.flags[i - 1]:
            i -= 1
        return i

    def gap(self, k: int) -> str:
        """What stands between word k and the one before it."""
        return self.doc.text[self.doc.ends[k - 1] : self.doc.starts[k]] if k else "\n"

    def opens(self, k: int) -> bool:
        """Whether word k stands where any word has a capital."""
        gap = self.gap(k)
        if gap == " ":
            return False
        if gap == ". " and self._pointed(self.doc.words[k - 1]):
            return False
        return not _OPENS.isdisjoint(gap)

    def _pointed(self, word: str) -> bool:
        return word in _POINTED or _INITIAL.fullmatch(word) is not None

    def _end(self, i: int) -> int:
        words, flags, n = self.doc.words, self.flags, len(self.flags)
        j = i + 1
        while j < n:
            gap = self.gap(j)
            if flags[j]:
                if gap != " " and not (gap == ". " and self._pointed(words[j - 1])):
                    break
                j += 1
                continue
            k = self._bridge(i, j) if gap == " " else j
            if k == j:
                break
            j = k
        return j

    def _bridge(self, i: int, j: int) -> int:
        """Past the small words at j that join two parts of one name, or j."""
        words, flags, n = self.doc.words, self.flags, len(self.flags)
        word, k = words[j], j + 1
        if word in WORDS["particle"]:
            while k < n and words[k] in WORDS["particle"] and not flags[k]:
                k += 1
        elif word in ("of", "for") and words[j - 1] in _OF:
            k += k < n and words[k] == "the"
        elif word != "and" or words[i] not in WORDS["org"] or "of" not in words[i:j] or j + 1 < n and words[k] in _POINTED:
            return j
        joined = k < n and flags[k] and all(self.gap(m) == " " for m in range(j + 1, k + 1))
        return k + 1 if joined else j


class Finder:
    """Names in one text, given what all texts of the call say about capitals."""

    def __init__(self, sequences: Sequences, lower: Counter[str], inside: Counter[str]) -> None:
        self.sequences, self.doc, self.flags = sequences, sequences.doc, sequences.flags
        self.lower, self.inside = lower, inside
        self.found: list[Mention] = []

    def mentions(self) -> list[Mention]:
        for i, j, opens in self.sequences.runs:
            if i in self.sequences.headings:
                self._heading(i, j)
            else:
                self._run(i, j, opens)
        self._roles()
        return sorted(self.found)

    def _common(self, word: str) -> bool:
        inside = self.inside[word]
        if not inside:
            return word in common_words() or self.lower[word] > 0
        return self.lower[word] > inside

    def _run(self, i: int, j: int, opens: bool) -> None:
        words = self.doc.words
        titled = i + 1 < j and words[i] in TITLE_WORDS and words[i + 1] in TITLE_WORDS
        if opens and self._common(words[i]) and not titled and words[i] not in HEADS and words[i] not in HONORIFICS:
            i += 1
        while i < j and (words[i] in WORDS["never"] or words[i] in ("the", "a", "an")):
            i += 1
        self._cut(i, j) if j - i < 2 or not all(map(self._capital, range(i, j))) else self._heading(i, j)

    def _cut(self, i: int, j: int) -> None:
        """A run cut at calendar words and after a word in capitals ("WATCH Osk Ardel")."""
        words = self.doc.words
        if j - i > 1 and self._capital(i) and not self._capital(i + 1) and words[j - 1] not in WORDS["org"]:
            self._piece(i, i + 1)
            i += 1
        begin = i
        for k in range(i, j + 1):
            if k == j or self._breaks(k, i, j):
                if begin < k:
                    self._piece(begin, k)
                begin = k + 1

    def _capital(self, k: int) -> bool:
        """Whether word k is printed in capitals throughout and is no abbreviation with points or two initials."""
        start, end = self.doc.starts[k], self.doc.ends[k]
        return end - start > 2 and self.doc.text[start:end].isupper() and "." not in self.doc.words[k]

    def _compound(self, k: int) -> bool:
        """Two names joined by a hyphen, or a name and a common word ("Tehran-Baghdad", "Ardel-backed"), cut in two."""
        head, _, tail = self.doc.words[k].partition("-")
        place = COUNTRIES.get((head,))
        if not tail or not (place or self.inside[head]):
            return False
        start, cut = self.doc.starts[k], self.doc.starts[k] + len(head)
        if self.doc.text[cut + 1].islower() and (len(tail) < 3 or tail not in common_words()):
            return False
        other = COUNTRIES.get((tail,))
        if self.doc.text[cut + 1].isupper() and not (other or self.inside[tail]):
            return False
        for word, known, at in ((head, place, start), (tail, other, cut + 1)):
            if self.doc.text[at].isupper():
                kind = "country" if known else "name"
                self.found.append(Mention(at, at + len(word), at, (known.country if known else word,), kind))
        return True

    def _heading(self, i: int, j: int) -> None:
        words, begin = self.doc.words, i
        for k in range(i, j + 1):
            if k == j or (self._common(words[k]) and not self._titled(k, j)):
                if begin < k:
                    self._cut(begin, k)
                begin = k + 1

    def _titled(self, k: int, j: int) -> bool:
        return self.doc.words[k] in TITLE_WORDS and k + 1 < j

    def _breaks(self, k: int, i: int, j: int) -> bool:
        word = self.doc.words[k]
        if word in WORDS["calendar"]:
            return not (word == "may" and k > i) and not self._bare_may(k)
        return word in WORDS["never"] or word[1:2] == "-" and word[0] in "dri" or word[0].isdigit()

    def _bare_may(self, k: int) -> bool:
        """Whether May is a person's name here, by its neighbours."""
        words = self.doc.words
        if words[k] != "may" or not k or self.sequences.opens(k):
            return False
        following = words[k + 1] if k + 1 < len(words) else ""
        before = {"in", "on", "last", "next", "this", "since", "by", "until", "of", "early", "late", "from", "to", "mid"}
        return words[k - 1] not in before and not following[:1].isdigit()

    def _piece(self, i: int, j: int) -> None:
        """One run without calendar words: country, role, title with name, organisation, or name."""
        words = self.doc.words
        while i < j and words[j - 1] in PLAIN | {"of", "for", "and", "the"}:
            j -= 1
        if i >= j:
            return
        if j - i == 1 and "-" in words[i] and self._compound(i):
            return
        place = COUNTRIES.get(tuple(words[i:j])) if words[i] in COUNTRY_FIRSTS else None
        if place:
            self._country(i, j, place.country, place.use)
            return
        t = self._title_end(i, j)
        if t == j:
            self._office(i, j)
        elif t > i and not all(word in WORDS["org"] for word in words[t:j]):
            self._name(i, t, j)
        else:
            self._untitled(i, j)

    def _title_end(self, i: int, j: int) -> int:
        """The end of the title that begins at i, or i."""
        words, k, last = self.doc.words, i, i
        while k < j and words[k] in TITLE_WORDS:
            k += 1
            if words[k - 1] in HEADS or words[k - 1] in HONORIFICS:
                last = k
        if last > i and last < j and words[last] == "of":
            stop = last + 1 + (words[last + 1 : last + 2] == ["the"])
            if stop < j and words[stop] in DEPARTMENTS:
                return stop + 1 + (words[stop] == "homeland")
            return j
        return last

    def _untitled(self, i: int, j: int) -> None:
        words = self.doc.words
        for k in range(i + 1, j - 1):
            t = self._title_end(k, j)
            if t > k and t < j and not self._surname(k) and words[t] not in WORDS["suffix"]:
                if not all(word in WORDS["org"] for word in words[t:j]):
                    self._piece(i, k)
                    self._name(k, t, j, self._country_of(i, k))
                    return
        k = next((k for k in range(i + 1, j) if self._title_end(k, j) == j), j)
        if k < j and not self._surname(k) and words[j - 1] not in HONORIFICS:
            self._piece(i, k)
            self._role(k, j)
            return
        m = self._country_end(i, j)
        if words[j - 1] in WORDS["org"] or "of" in words[i:j] or "for" in words[i:j]:
            self._add(i, i, j, "group")
        elif m > i:
            place = COUNTRIES[tuple(words[i:m])]
            if words[m] in WORDS["place"]:
                return
            self._country(i, m, place.country, place.use)
            self._piece(m, j)
        elif words[j - 1] in WORDS["place"] or (words[i] in WORDS["start"] and j - i > 1):
            return
        elif words[i] in WORDS["adjective"]:
            self._piece(i + 1, j)
        elif j - i > 1 and self._ordinary(words[j - 1]):
            self._piece(i, j - 1)
        else:
            self._add(i, i, j, "month" if words[i:j] == ["may"] else "name")

    def _ordinary(self, word: str) -> bool:
        """Whether a name's last word is a common one printed with a capital ("the Castellan Memos")."""
        n = self.lower[word]
        return n > self.inside[word] and (word.endswith("s") or n > 3 * self.inside[word] + 2)

    def _surname(self, k: int) -> bool:
        """Whether the title at k may be a surname or second name ("Martin Luther King")."""
        before = self.doc.words[k - 1]
        settled = before in WORDS["org"] or before in QUALIFIERS or before in WORDS["adjective"]
        return self.doc.words[k] in SURNAMES and not settled

    def _country_end(self, i: int, j: int) -> int:
        if self.doc.words[i] in COUNTRY_FIRSTS:
            for m in range(min(i + 5, j - 1), i, -1):
                if tuple(self.doc.words[i:m]) in COUNTRIES:
                    return m
        return i

    def _country_of(self, i: int, j: int) -> str:
        place = COUNTRIES.get(tuple(self.doc.words[i:j]))
        return place.country if place else ""

    def _before(self, i: int) -> str:
        """The country named right before word i, description aside ("Iran's top ..."), or ""."""
        words = self.doc.words
        low = max(0, i - 6)
        while i > low and (words[i - 1] in PLAIN or words[i - 1] in QUALIFIERS) and self.sequences.gap(i) == " ":
            i -= 1
        return self._country_before(i)[1]

    def _country_before(self, i: int) -> tuple[int, str]:
        """How many words right before word i name a country, and which."""
        words = self.doc.words
        if i and self.flags[i - 1]:
            for size in (3, 2, 1):
                place = COUNTRIES.get(tuple(words[i - size : i])) if i >= size else None
                if place and self.sequences.gap(i) in (" ", "'s ", "’s ", ". ", "' ", "’ "):
                    return size, place.country
        return 0, ""

    def _name(self, i: int, t: int, j: int, country: str = "") -> None:
        words = self.doc.words
        if words[t] in COUNTRY_FIRSTS and self._country_end(t, j + 1) == j:
            self._piece(t, j)
            return
        title = words[i:t]
        gender = next((GENDERS[word] for word in title if word in GENDERS), "")
        self._add(i, t, j, "person", role_of(title), gender, country or self._before(i))

    def _add(self, i: int, t: int, j: int, kind: str, role: str = "", gender: str = "", country: str = "") -> None:
        doc = self.doc
        if kind == "name":
            role, gender, country = self._described(i, j)
            if role or gender:
                kind = "person"
        name = tuple(doc.words[t:j])
        self.found.append(Mention(doc.starts[i], self._stop(j), doc.starts[t], name, kind, role, gender, country))

    def _described(self, i: int, j: int) -> tuple[str, str, str]:
        """The role that stands before or after a name without a title of its own, its gender and country."""
        words, gap = self.doc.words, self.sequences.gap
        if i and words[i - 1] in NOUNS and gap(i) in (" ", ", ") and (gap(i) == " " or not self.flags[i - 1]):
            k = i - 1
            while k and words[k - 1] in QUALIFIERS and gap(k) == " ":
                k -= 1
            return role_of(words[k:i]), GENDERS.get(words[i - 1], ""), self._before(k)
        if j < len(words) and gap(j) == ", ":
            return self._apposed(j)
        return "", "", ""

    def _apposed(self, j: int) -> tuple[str, str, str]:
        words, n = self.doc.words, len(self.doc.words)
        for k in range(j, min(j + 7, n)):
            if k > j and self.sequences.gap(k) not in (" ", "'s ", "’s ") or words[k] in ("who", "which", "and", "said"):
                break
            if words[k] in NOUNS:
                if k + 1 < n and self.flags[k + 1] and self.sequences.gap(k + 1) in (" ", ". "):
                    break
                return role_of(words[j : k + 1]), GENDERS.get(words[k], ""), self._before(k)
        return "", "", ""

    def _country(self, i: int, j: int, country: str, use: str) -> None:
        words, doc = self.doc.words, self.doc
        key = tuple(words[i:j])
        if key in ADJECTIVES and j < len(words) and self.sequences.gap(j) == " " and words[j] in WORDS["official"]:
            j += 1
        elif use == "adjective" or (key in ADJECTIVES and self._modifies(j)):
            return
        if use == "capital" and self._located(i):
            return
        self.found.append(Mention(doc.starts[i], self._stop(j), doc.starts[i], (country,), "country"))

    def _stop(self, j: int) -> int:
        """Where word j - 1 ends, the point of an abbreviation included (U.S.)."""
        end = self.doc.ends[j - 1]
        return end + ("." in self.doc.words[j - 1] and self.doc.text[end : end + 1] == ".")

    def _modifies(self, j: int) -> bool:
        """Whether the word after j makes the country's word an adjective that opens a title ("U.S. President ...")."""
        return j < len(self.doc.words) and self.flags[j] and self.doc.words[j] in TITLE_WORDS

    def _located(self, i: int) -> bool:
        return i == 0 or self.doc.words[i - 1] in WORDS["place-before"] or self.sequences.gap(i) != " "

    def _office(self, i: int, j: int) -> None:
        """A title that stands alone: "the President"."""
        words, doc = self.doc.words, self.doc
        if words[j - 1] in HONORIFICS:
            return
        if words[i] in HONORIFICS:
            role, gender = role_of(words[i:j]), GENDERS.get(words[i], "")
            self.found.append(Mention(doc.starts[i], doc.ends[j - 1], doc.starts[i], (), "role", role, gender))
        else:
            self._role(i, j)

    def _roles(self) -> None:
        words, flags = self.doc.words, self.flags
        for k, word in enumerate(words):
            if word in NOUNS and not flags[k]:
                following = k + 1 < len(words) and flags[k + 1] and self.sequences.gap(k + 1) in (" ", ". ", ", ")
                if not following:
                    i = k
                    while i and words[i - 1] in QUALIFIERS and self.sequences.gap(i) == " ":
                        i -= 1
                    self._role(i, k + 1)

    def _role(self, i: int, j: int) -> None:
        """A role noun that points back: "the", or a country, before it and nothing but description in between."""
        words, doc = self.doc.words, self.doc
        if words[j : j + 1] in (["public"], ["election"], ["manager"], ["of"]):
            return
        k, country = i, ""
        while k and i - k < 5 and words[k - 1] != "the":
            size, name = self._country_before(k)
            country = country or name
            if self.sequences.gap(k) != " " or not (size or self.flags[k - 1] or self._describes(words[k - 1])):
                break
            k -= size or 1
        role = role_of(words[i:j])
        definite = k > 0 and words[k - 1] == "the" and self.sequences.gap(k) == " "
        if role and (definite or country):
            start = doc.starts[k - 1 if definite else i]
            self.found.append(Mention(start, doc.ends[j - 1], doc.starts[i], (), "role", role, "", country))

    def _describes(self, word: str) -> bool:
        return word in PLAIN or word in QUALIFIERS or word in WORDS["adjective"] or word.endswith(("ed", "ous", "-old"))


def mentions_of(doc: Document) -> list[Mention]:
    """Names and role nouns of one text by itself, in order of their offsets."""
    sequences = Sequences(doc)
    return Finder(sequences, sequences.lower, sequences.inside).mentions()
