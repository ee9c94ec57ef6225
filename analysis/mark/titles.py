"""Tables behind the finding of actors: titles, countries and the word classes that make a capital no name."""
import csv
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from analysis.read.segment import parse

_FOLDER = Path(__file__).parents[1] / "data" / "actors"


class Place(NamedTuple):
    """What a country's word says: its country, and whether it is a name, an adjective, a people or a capital."""

    country: str
    use: str


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _countries() -> dict[tuple[str, ...], Place]:
    table: dict[tuple[str, ...], Place] = {}
    for use in ("adjective", "people", "capital", "other", "country"):
        for row in _rows("countries.csv"):
            for term in filter(None, row[use].split("|")):
                table[tuple(parse(term).words)] = Place(row["country"], "name" if use in ("other", "country") else use)
    return table


COUNTRIES = _countries()
COUNTRY_FIRSTS = frozenset(term[0] for term in COUNTRIES)
COUNTRY_LASTS = frozenset(term[-1] for term in COUNTRIES)
ADJECTIVES = frozenset(
    tuple(parse(a).words) for row in _rows("countries.csv") for a in row["adjective"].split("|") if a
)
WORDS = {row["class"]: frozenset(row["words"].split()) for row in _rows("words.csv")}
_TITLES = _rows("titles.csv")
HEADS = {row["word"]: row["role"] for row in _TITLES if row["use"] == "head"}
NOUNS = {row["word"]: row["role"] for row in _TITLES if row["use"] in ("head", "noun")}
HONORIFICS = frozenset(row["word"] for row in _TITLES if row["use"] == "honorific")
QUALIFIERS = frozenset(row["word"] for row in _TITLES if row["use"] == "qualifier")
PLAIN = frozenset(row["word"] for row in _TITLES if row["use"] == "plain")
TITLE_WORDS = frozenset(HEADS) | HONORIFICS | QUALIFIERS | PLAIN | {"rank", "brig"}
GENDERS = {row["word"]: row["gender"] for row in _TITLES if row["gender"]}
GIVEN = {name: row["gender"] for row in _rows("given.csv") for name in row["names"].split()}
COMPOUND = frozenset("attorney secretary director surgeon inspector solicitor consul".split())  # ... general
SURNAMES = frozenset("king prince major bishop pope cardinal judge justice marshal sheriff lord father".split())
DEPARTMENTS = frozenset(
    "state defense defence treasury homeland energy labor commerce education interior agriculture transportation "
    "health veterans staff".split()
)


def role_of(words: list[str]) -> str:
    """The office a title names: its head with the qualifiers before it ("vice president"), "" if there is none."""
    return _role_of(tuple(words))


@lru_cache(maxsize=20_000)
def _role_of(words: tuple[str, ...]) -> str:
    heads = [k for k, word in enumerate(words) if word in NOUNS and word not in ("of", "the")]
    if not heads:
        return ""
    k = heads[-1]
    if "of" in words and k > words.index("of"):
        k = heads[0]
    if words[k] == "general" and k and words[k - 1] in COMPOUND:
        return f"{words[k - 1]} general"
    qualified = [word for word in words[:k] if word in QUALIFIERS]
    tail = words[k + 1 :] if words[k + 1 : k + 2] == ("of",) and words[-1] in DEPARTMENTS else ()
    return " ".join([*qualified, NOUNS[words[k]], *tail])


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """Words that English prints without a capital, with their most frequent tag, from the lexicon TextBlob brings."""
    spec = find_spec("textblob")
    places = spec.submodule_search_locations if spec else None
    lexicon = Path(places[0]) / "en" / "en-lexicon.txt" if places else _FOLDER / "none"
    if not lexicon.exists():
        return {}
    lines = lexicon.read_text(encoding="utf-8").splitlines()
    entries = [line.split(" ") for line in lines if line[:1].islower() or line[:3] == "'"]
    return {entry[0]: entry[-1] for entry in entries}


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that English prints without a capital."""
    return frozenset(_tags())


@lru_cache(maxsize=1)
def adjectives() -> frozenset[str]:
    """Adjectives, participles among them, that English prints without a capital."""
    return frozenset(word for word, tag in _tags().items() if tag in ("JJ", "VBG"))
