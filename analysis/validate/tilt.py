"""The scorer's own tilt: whose plain sentences it flags, and what a change of name does to a score."""

import csv
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.validate.datasets import read_babe, read_fignews
from analysis.validate.folds import babe_evidence, split_of
from analysis.validate.loaded import HAND, scores, summed
from analysis.validate.measures import share
from analysis.validate.rows import WHOLE, About, Row, limited, measured

FEWEST = 20  # groups with fewer cases get no row
SHIFT, FLIPS = 0.01, 0.02  # what swapping names may do at most
GAP = 0.05  # how far the false-positive rates of two parties may lie apart
PARTIES = {
    "Democrats": re.compile(r"\b(?:Democrats?|Democratic|Obama|Biden|Hillary|Pelosi|Sanders|Schumer|Warren|Harris)\b"),
    "Republicans": re.compile(r"\b(?:Republicans?|GOP|Trump|Pence|McConnell|Cruz|Rubio|DeSantis|Romney)\b"),
}
SWAPS = {  # what is changed for what; the longest form first, so that "Donald Trump" does not become "Donald Obama"
    "Trump and Obama": (("Donald Trump", "Barack Obama"), ("Trump", "Obama")),
    "Democrats and Republicans": (
        ("Democrats", "Republicans"), ("Democrat", "Republican"), ("Democratic", "Republican"),
    ),
    "Israel and Palestine": (("Israel", "Palestine"), ("Israelis", "Palestinians"), ("Israeli", "Palestinian")),
    "Iran and US": (("Iran", "the United States"), ("Iran", "the US"), ("Iran", "America"), ("Iranians", "Americans"),
                    ("Iranian", "American")),
}  # fmt: skip
_USERS = {  # who uses a blame term, read from the front of its note on sides
    "the right": re.compile(r"right|conservative|Republican|nativist|hawk|abortion opponents"),
    "the left": re.compile(r"left|progressive|Democrat|union|civil-liberties|climate camp|gay-rights|police critics"),
    "Iran, Arab media, Russia": re.compile(r"Iran|Arab|Palestin|Russia|Kremlin|critics of Israel"),
    "Israel, the West, Kyiv": re.compile(r"Israel|Western|Kyiv|supporters of Israel"),
}


def plain_sentences(path: Path, marker: str = HAND) -> list[Row]:
    """False-positive rate on sentences that experts call unbiased, BABE: by outlet and by the party they name.

    A sentence is flagged when a default row stands in it. The gap between the two parties has a limit.
    """
    data = read_babe(path)
    flagged = summed(babe_evidence(path, marker), data["text"])["flagged"]
    plain = data[~data["biased"].astype(bool)].assign(flagged=flagged)
    rows = [
        _rate(f"false-positive rate, {outlet}", own, marker)
        for outlet, own in plain.groupby("outlet")
        if len(own) >= FEWEST
    ]
    named = {party: plain["text"].str.contains(pattern) for party, pattern in PARTIES.items()}
    left, right = named.values()
    for party, only in zip(PARTIES, (left & ~right, right & ~left), strict=True):
        rows.append(_rate(f"false-positive rate, sentences naming {party} alone", plain[only], marker))
    either = plain[left ^ right]
    side = left[left ^ right].to_numpy(dtype=bool)
    gap = measured(
        _about(marker), "false-positive rate, Democrats less Republicans", difference,
        either["article"], either["flagged"], side,
    )  # fmt: skip
    return [*rows, limited(gap, GAP)]


def _rate(name: str, cases: pd.DataFrame, marker: str) -> Row:
    return measured(_about(marker), name, share, cases["article"], cases["flagged"], np.ones(len(cases)))


def _about(marker: str) -> About:
    return About("tilt", "BABE", marker, "unbiased sentences", "articles", split_of(marker, WHOLE))


def difference(value: np.ndarray, first: np.ndarray, weight: np.ndarray) -> float:
    """Weighted mean of a value where `first` is True, less the same where it is False."""
    return share(value, np.ones(len(value)), weight * first) - share(value, np.ones(len(value)), weight * ~first)


def sides(path: Path) -> list[Row]:
    """Share of a side's blame terms that stand in sentences experts call unbiased, BABE, by who uses the terms."""
    data = read_babe(path)
    found = babe_evidence(path, HAND)
    found = found.assign(user=found["term"].map(_users()), plain=found["article"].map(~data["biased"].astype(bool)))
    found["unit"] = found["article"].map(data["article"])
    about = About("tilt", "BABE", HAND, "hits", "articles")
    return [
        measured(
            about, f"hits in unbiased sentences, terms used by {user}", share, own["unit"], own["plain"],
            np.ones(len(own)),
        )
        for user, own in found.groupby("user")
        if len(own) >= FEWEST
    ]  # fmt: skip


@cache
def _users() -> dict[str, str]:
    """Term -> who uses it, for the terms whose note on sides says so."""
    found = {}
    for table in sorted(Path(str(files("analysis") / "data/lexicon")).glob("*.csv")):
        with table.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                front = (row.get("side") or "").split(" of ")[0]
                users = [name for name, pattern in _USERS.items() if pattern.search(front)]
                if len(users) == 1:  # a term that both sides use says nothing of a tilt
                    found[row["term"]] = users[0]
    return found


def swaps(texts: pd.Series, marker: str = HAND, *, most: int = 500, seed: int = 0) -> list[Row]:
    """What changing one name for another does: mean shift of the score (0 to 1), and share of flags that flip.

    Each of up to `most` sentences that name either side, an equal part from each pair, is written once with the one
    and once with the other name; shift = second less first. 0 means that the score does not see the name.
    """
    rows, parts = [], []
    for pair, names in SWAPS.items():
        either = texts[texts.str.contains(_either(names))]
        parts.append((pair, names, either.sample(min(len(either), most // len(SWAPS)), random_state=seed)))
    about = About("tilt", "BABE and FIGNEWS", marker, "sentences", "sentences")
    whole = []
    for pair, names, chosen in parts:
        one, other = (scores(chosen.map(change(names, to)), marker) for to in (0, 1))
        moved = shifts(one, other)
        whole.append(moved)
        if len(chosen):
            rows.append(limited(_mean(f"shift of the mean score, {pair} swapped", moved["shift"], about), SHIFT))
    every = pd.concat(whole)
    if len(every):
        rows.append(limited(_mean("share of flags flipped by a swap of names", every["flips"], about), FLIPS))
    return rows


def shifts(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """For each sentence how far 1 - exp(-score) moves from one version to the other, and whether its flag flips."""
    return pd.DataFrame(
        {"shift": np.exp(-one["score"]) - np.exp(-other["score"]), "flips": one["flagged"] != other["flagged"]}
    )


def _mean(name: str, value: pd.Series, about: About) -> Row:
    return measured(about, name, share, np.arange(len(value)), value.astype(float), np.ones(len(value)))


def _either(names: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    forms = sorted({form for pair in names for form in pair}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")


def change(names: tuple[tuple[str, str], ...], to: int) -> Callable[[str], str]:
    """A function that writes every name of a pair as the one on side `to` (0 or 1), the first match of a form."""
    table: dict[str, str] = {}
    for pair in names:
        table.setdefault(pair[1 - to], pair[to])
    pattern = _either(names)
    return lambda text: pattern.sub(lambda m: table.get(m[0], m[0]), text)


def babe_and_posts(found: dict[str, Path]) -> pd.Series:
    """Sentences of BABE and posts of FIGNEWS, for the swap of names; whichever is there."""
    readers = {"BABE": read_babe, "FIGNEWS": read_fignews}
    parts = [read(found[name])["text"] for name, read in readers.items() if name in found]
    return pd.concat(parts, ignore_index=True) if parts else pd.Series(dtype=str)
