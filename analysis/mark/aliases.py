"""Which printed names are one person's: nicknames, initials, spellings from other alphabets, surnames alone."""
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Set
from functools import lru_cache
from os.path import commonprefix

from analysis.mark.titles import WORDS

GENERATIONS = frozenset("jr sr ii iii iv".split())
_AGENCIES = frozenset("ap afp upi epa bbc cnn npr nbc cbs abc tv us uk un eu".split())
_NO_CORE = WORDS["particle"] | WORDS["suffix"]
_POINT = ("", ".")  # what is behind the first letter of an initial
_INITIAL = re.compile(r"(?:\w\.)*\w")
_NICKNAMES = {
    short: full
    for full, shorts in {
        "michael": "mike mick mickey",
        "william": "bill billy will",
        "joseph": "joe joey",
        "robert": "bob bobby rob",
        "james": "jim jimmy jamie",
        "thomas": "tom tommy",
        "richard": "dick rick rich",
        "daniel": "dan danny",
        "benjamin": "ben benny",
        "steven": "steve stephen",
        "edward": "ed eddie ted",
        "charles": "chuck charlie",
        "anthony": "tony",
        "christopher": "chris",
        "matthew": "matt",
        "andrew": "andy drew",
        "timothy": "tim",
        "kenneth": "ken",
        "ronald": "ron",
        "donald": "don",
        "samuel": "sam",
        "patrick": "pat",
        "gregory": "greg",
        "jeffrey": "jeff",
        "nicholas": "nick",
        "david": "dave",
        "gerald": "gerry jerry",
        "elizabeth": "liz beth betsy",
        "katherine": "kathy kate katie",
        "margaret": "maggie peggy",
        "susan": "sue",
        "deborah": "deb debbie",
        "jennifer": "jen jenny",
    }.items()
    for short in shorts.split()
}
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SOUNDS = str.maketrans({"q": "k", "c": "k", "g": "k", "x": "k", "z": "s", "w": "v", "j": "j", "d": "t"})
_VOWELS = str.maketrans("", "", "aeiouyh")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A name's word without accents, hyphens and the Arabic article."""
    if word.isascii() and word.isalpha():
        return word
    word = re.sub(r"^(?:al|el|as|ar|an|ad|ash|at|az)-", "", word).replace("-", "").replace("'", "")
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def _umlauts(word: str) -> str:
    """A word in which letters written for an umlaut or ring are one letter: Aase as Åse, Boehm as Böhm."""
    return re.sub("aa|ae", "a", plain(word)).replace("oe", "o").replace("ue", "u")


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The consonants of a name's word, sounds that alphabets mix written alike: soleimani and suleymani, slmn."""
    word = plain(word)
    if "h" in word:
        word = word.replace("ph", "f").replace("kh", "k").replace("gh", "k").replace("dh", "t").replace("th", "t")
        word = word.replace("sch", "sh")
    word = word.translate(_SOUNDS)
    return _TWICE.sub(r"\1", word[:1] + word[1:].translate(_VOWELS))


def distance(a: str, b: str) -> int:
    """Levenshtein distance; what both begin and end with does not count."""
    a, b = _unshared(a, b)
    if len(a) < 2 and len(b) < 2:
        return max(len(a), len(b))
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def _unshared(a: str, b: str) -> tuple[str, str]:
    """Two words without what both begin and end with."""
    n = len(commonprefix((a, b)))
    a, b = a[n:], b[n:]
    n = len(commonprefix((a[::-1], b[::-1])))
    return a[: len(a) - n], b[: len(b) - n]


@lru_cache(maxsize=100_000)
def variant(a: str, b: str) -> bool:
    """Whether two words are spellings of one name: the same consonants and few letters apart."""
    a, b = plain(a), plain(b)
    if a == b:
        return True
    if skeleton(a) != skeleton(b) or (a + "s" == b or b + "s" == a):
        return False
    if _umlauts(a) == _umlauts(b):
        return True
    short = min(len(a), len(b))
    if short < 5 or abs(len(a) - len(b)) > 2:
        return False
    a, b = _unshared(a, b)
    return len(a) < 2 and len(b) < 2 or short > 6 and distance(a, b) < 3


@lru_cache(maxsize=100_000)
def core(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that tell people apart: no initials, particles or suffixes."""
    kept = [word for word in name if word not in _NO_CORE and (word[1:2] not in _POINT or not _INITIAL.fullmatch(word))]
    return tuple(map(plain, kept or name))


def _first_alike(a: str, b: str) -> bool:
    a, b = _NICKNAMES.get(a, a), _NICKNAMES.get(b, b)
    return a == b or variant(a, b) or (min(len(a), len(b)) >= 4 and skeleton(a) == skeleton(b) and a[0] == b[0])


def alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names (as `core`) can be one person's: surnames alike and a forename shared."""
    if "".join(a) == "".join(b):
        return True
    firsts = (
        (x, y) for m in _surnames(a) for n in _surnames(b)
        if variant("".join(a[m:]), "".join(b[n:])) for x in a[:m] for y in b[:n]
    )  # fmt: skip
    return any(_first_alike(x, y) for x, y in firsts)


def _surnames(name: tuple[str, ...]) -> tuple[int, ...]:
    """Where a surname may begin: at the last word, or at the one before ("Orsk-Lind", "Orsk Lind")."""
    return (-1, -2) if len(name) > 2 else (-1,)


def _sounds(name: tuple[str, ...]) -> set[tuple[str, str]]:
    """The sounds of surname and forename: names alike have a pair in common, if they are not of the same letters."""
    return {
        (skeleton("".join(name[k:])), skeleton(_NICKNAMES.get(first, first)))
        for k in _surnames(name) for first in name[:k]
    }  # fmt: skip


def generation(name: tuple[str, ...]) -> str:
    """What tells a son from a father of one name: jr, sr, ii, iii, iv, or ""."""
    return name[-1] if name and name[-1] in GENERATIONS else ""


def fullness(name: tuple[str, ...]) -> int:
    """How many words a name has, hyphens opened, initials and "Jr." aside."""
    words = [word for word in name if len(word) > 1 and "." not in word and word not in GENERATIONS]
    return len("-".join(words).split("-"))


def personal(name: tuple[str, ...], surface: str) -> bool:
    """Whether a name can be a person's: "Greater Ostra", "Ardel Jr. Quaynet" and "AP Osk Ardel" cannot."""
    words = surface.split()
    edges = [word for word in (words[0], words[-1]) if len(word) > 1 and word.isupper() and "." not in word]
    mixed = not surface.isupper() and any(len(word) > 2 or word.lower() in _AGENCIES for word in edges)
    return not mixed and name[0] not in WORDS["thing-first"] and GENERATIONS.isdisjoint(name[:-1])


def people(names: Counter[tuple[str, ...]], apart: Set[tuple[str, ...]] = frozenset()) -> dict[tuple[str, ...], int]:
    """Full names (as printed, lower case) grouped by person: name -> number of its group, frequent names first.

    A name that two people may have is the one's who is named more often.
    `apart` are words (`core`) of names that father and son share in these texts.
    """
    members: dict[int, tuple[tuple[str, ...], str]] = {}
    by_key: dict[object, set[int]] = defaultdict(set)
    group: dict[tuple[str, ...], int] = {}
    for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        words = core(name)
        born = generation(name) if words in apart else ""
        keys = _sounds(words) | {"".join(words)}
        near = sorted({g for key in keys for g in by_key.get(key, ())})
        found = next((g for g in near if members[g][1] == born and _same(words, members[g][0])), None)
        if found is None:
            found = len(members)
            members[found] = words, born
        for key in keys:
            by_key[key].add(found)
        group[name] = found
    return group


def _same(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return (len(words) > 1 or len(other) > 1) and alike(words, other)


def groups(names: set[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Group names that are the end of exactly one longer name ("Quay Guard", "Royal Quay Guard Corps")."""
    bare = {name: tuple(word.rstrip("s") for word in name if word not in ("corps", "corp")) for name in names}
    ends = {words for words in bare.values() if len(words) > 1}
    sizes = {len(words) for words in ends}
    longer: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for name, words in bare.items():
        for n in sizes:
            if n < len(words) and words[-n:] in ends:
                longer[words[-n:]].append(name)
    found = {}
    for name, words in bare.items():
        if words in longer:
            longest = max(longer[words], key=lambda other: (len(other), other))
            if all(bare[longest][-len(bare[other]) :] == bare[other] for other in longer[words]):
                found[name] = longest
    return found
