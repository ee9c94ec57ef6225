"""Numbers in a sentence, in figures or in words, with what they count."""
from functools import lru_cache
from typing import NamedTuple

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.gather.details import stem

_MONTHS = frozenset("january february march april may june july august september october november december jan feb mar "
                    "apr jun jul aug sept sep oct nov dec".split())  # fmt: skip
_SMALL = ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
          "eighteen nineteen").split()  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELT = {**dict(zip(_SMALL, range(2, 20), strict=True)), **dict(zip(_TENS, range(20, 100, 10), strict=True))}
_UNITS = frozenset("percent million billion trillion".split())
_EMPTY = ENGLISH_STOP_WORDS | _UNITS | {"cent"} | _SPELT.keys()
NEAR = 4  # words on either side that say what a number is about
_BETWEEN = frozenset("of the his her their its our my more other about".split())


class Figure(NamedTuple):
    """A number: `value` in figures, its unit, the stem of what is counted, as shown, the stems of the words near it."""

    value: str
    unit: str
    noun: str
    shown: str
    near: frozenset[str]

    @property
    def size(self) -> float:
        """The number itself."""
        return float(self.value)

    @property
    def key(self) -> str:
        """What makes two numbers the same: a small one needs what it counts."""
        if self.unit and "." not in self.value:
            return f"{self.value} {self.unit}"
        return f"{self.value} {self.noun}" if self.size < 10 and "." not in self.value else self.value

    @property
    def is_year(self) -> bool:
        """Whether it may be a year."""
        return len(self.value) == 4 and self.value.isdecimal() and 1500 <= int(self.value) <= 2100 and not self.unit


def figures(sentences: list[list[str]]) -> list[list[Figure]]:
    """The numbers of each sentence from 2 on; days of a month and small numbers of nothing are left out.

    A number that ends its sentence has the unit of the number before ("wants 9 percent. The company offered 5.").
    """
    found: list[list[Figure]] = []
    unit = ""
    for words in sentences:
        found.append([])
        for k, word in enumerate(words):
            value = _value(word)
            figure = value and _figure(value, words[max(0, k - NEAR) : k], words[k + 1 :], unit)
            if figure:
                unit = figure.unit or unit
                found[-1].append(figure)
    return found


def _figure(value: str, before: list[str], after: list[str], unit_before: str) -> Figure | None:
    if {*before[-1:], *after[:1]} & _MONTHS:
        return None
    unit = "percent" if after[:2] == ["per", "cent"] else after[0] if after and after[0] in _UNITS else ""
    unit = unit or (unit_before if not after else "")
    noun = next((word for word in after[:4] if word not in _BETWEEN and word.isalpha()), "")
    if not (unit or noun or float(value) >= 10):
        return None
    shown = f"{value} {unit}" if unit else f"{value} {noun}" if float(value) < 10 else value
    near = {stem(word) for word in (*before, *after[:NEAR]) if len(word) > 2 and word.isalpha() and word not in _EMPTY}
    return Figure(value, unit, "" if unit else stem(noun), shown, frozenset(near))


@lru_cache(maxsize=100_000)
def _value(word: str) -> str | None:
    """The number that a word stands for, in figures; none under 2."""
    plain = word.replace(",", "")
    if plain.replace(".", "", 1).isdecimal() and plain.isascii():
        return plain if float(plain) >= 2 else None
    tens, _, ones = word.partition("-")
    if word in _SPELT:
        return str(_SPELT[word])
    both = tens in _TENS and (ones in _SPELT or ones == "one")
    return str(_SPELT[tens] + (_SPELT.get(ones, 1))) if both else None
