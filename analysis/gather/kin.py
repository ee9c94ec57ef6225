"""Relatives: whom "my husband" means in the words of somebody whom the text presents as a widow."""
import csv
from pathlib import Path

from analysis.gather.labels import Use
from analysis.gather.pointing import SEXES
from analysis.gather.scene import PRONOUNS, People, Scene

_FAR = 900  # letters over which the person presented as a relative is the one who speaks of "my" son
_BETWEEN = frozenset("late former young younger elder older eldest youngest only own first second grieving".split())
_TABLE = Path(__file__).parents[1] / "data" / "actors" / "kin.csv"


def _kin() -> dict[str, frozenset[str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["kin"]: frozenset(row["calls"].split("|")) for row in csv.DictReader(file)}


_KIN = _kin()
_RELATIVES = frozenset(word for words in _KIN.values() for word in words)


def kin_of(people: People) -> dict[object, list[Use]]:
    """Whom "my husband" or "my daughter" means in a quotation, by text: the person whose relative speaks.

    The text presents the relative behind a name or "his" ("Ardel's widow"); where "her" is nobody close by, it is the
    woman the event names most.
    """
    main = {sex: next((who for who, _ in people.ranked() if people.genders.get(who) == sex), "") for sex in "mf"}
    return {key: _kin_in(scene, people.genders, main) for key, scene in people.scenes.items()}


def _kin_in(scene: Scene, genders: dict[str, str], main: dict[str, str]) -> list[Use]:
    doc, found = scene.doc, []
    presented: list[tuple[int, str, str]] = []  # where, which relative, whose
    for k, word in enumerate(doc.words):
        if word not in _KIN and word not in _RELATIVES or not k:
            continue
        quoted = scene.quoted(doc.starts[k])
        if quoted and word in _RELATIVES and doc.words[k - 1] == "my":
            sex = SEXES.get(word, "")
            owners = [
                who for at, kin, who in presented
                if word in _KIN[kin] and doc.starts[k] - at < _FAR and genders.get(who, sex) == sex
            ]  # fmt: skip
            if owners:
                found.append(Use(doc.starts[k - 1], doc.ends[k], owners[-1], word, "description"))
        elif not quoted and word in _KIN:
            owner = _owner(scene, k, main)
            presented += [(doc.starts[k], word, owner)] if owner else []
    return found


def _owner(scene: Scene, k: int, main: dict[str, str]) -> str:
    """Whose relative word k is: "Ardel's widow", "his son"; `main` are those meant by "his" and "her" from afar."""
    doc = scene.doc
    while k and doc.text[doc.ends[k - 1] : doc.starts[k]] == " " and doc.words[k - 1] in _BETWEEN:
        k -= 1
    first = doc.words[k - 1] if k else ""
    ends = doc.ends[k - 1] if k else 0
    own = next((m[2] for m in scene.named if m[1] == ends or m[1] == ends - 2 or m[0] == doc.starts[k - 1]), "")
    if first in ("his", "her") and doc.text[ends : doc.starts[k]] == " ":
        return own or main[PRONOUNS[first]]
    return own if doc.text[ends : doc.starts[k]] in ("'s ", "’s ", "' ", "’ ") else ""
