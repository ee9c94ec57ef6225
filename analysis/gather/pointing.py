"""Whom a description without a name means: this man, the young woman, our martyr, my husband."""
import csv
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Set
from functools import cached_property
from pathlib import Path

from analysis.gather.labels import GENERIC, Mentions, Use
from analysis.mark.actors import Named
from analysis.mark.aliases import plain
from analysis.mark.speakers import speakers
from analysis.mark.tiles import tiles
from analysis.mark.titles import GENDERS, GIVEN, HEADS
from analysis.read.segment import Document

SEXES = {
    **dict.fromkeys("man boy gentleman guy bloke lad father husband son brother".split(), "m"),
    **dict.fromkeys("woman girl mother wife daughter sister schoolgirl".split(), "f"),
}
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_NEAR = 4  # a description reaches back over so many sentences, its own among them
_CALLED = 400  # letters over which somebody named keeps what he is called
_KIN_FAR = 900  # letters over which the person presented as a relative is the one who speaks of "my" son
_NARROWED = frozenset(
    "who whom whose that in with from of at on behind named called accused charged "
    "he she they i we you".split()
)
_BETWEEN = frozenset("late former young younger elder older eldest youngest only own first second grieving".split())
_KIN_TABLE = Path(__file__).parents[1] / "data" / "actors" / "kin.csv"
Called = dict[object, dict[str, set[str]]]  # text, or None for the event -> word -> who is called so


def _kin() -> dict[str, frozenset[str]]:
    with _KIN_TABLE.open(encoding="utf-8", newline="") as file:
        return {row["kin"]: frozenset(row["calls"].split("|")) for row in csv.DictReader(file)}


KIN = _kin()
_RELATIVES = frozenset(word for words in KIN.values() for word in words)


class Scene:
    """One text with the people named in it: start, end, actor, kind; no pronoun of the other gender."""

    def __init__(self, doc: Document, named: Mentions, people: Set[str], genders: dict[str, str]) -> None:
        self.doc, self.people = doc, people
        self.named = sorted(m for m in named if m[2] in people and (m[3] != "pronoun" or self._agrees(m, genders)))
        self.starts = [m[0] for m in self.named]

    def _agrees(self, m: tuple[int, int, str, str], genders: dict[str, str]) -> bool:
        sex = _PRONOUNS.get(self.doc.text[m[0] : m[1]].casefold(), "")
        return genders.get(m[2], sex) == sex

    @cached_property
    def _speakers(self) -> list[str | None]:
        return speakers(self.doc.text, tuple(Named(*m) for m in self.named))

    @cached_property
    def _tiles(self) -> list[int]:
        return [tile.start for tile in tiles(self.doc.text)]

    def speaker(self, at: int) -> str | None:
        """Who speaks there; nobody for the narrator."""
        return self._speakers[bisect_right(self._tiles, at) - 1]

    def quoted(self, at: int) -> bool:
        """Whether it stands in a quotation."""
        return tiles(self.doc.text)[bisect_right(self._tiles, at) - 1].voice == "quoted"

    def before(self, at: int, sentences: int) -> list[tuple[int, str]]:
        """Who is named in so many sentences up to `at`, and in which sentence, the nearest first."""
        here = self.doc.sentence_of(at)
        low = self.doc.sentence_starts[max(0, here - sentences + 1)]
        found = self.named[bisect_right(self.starts, low - 1) : bisect_right(self.starts, at - 1)]
        return [(self.doc.sentence_of(m[0]), m[2]) for m in reversed(found) if m[1] <= at]

    def owner(self, k: int, main: dict[str, str]) -> str:
        """Whose relative word k is: "Ardel's widow", "his son"; `main` are those meant by "his" and "her" from afar."""
        doc = self.doc
        while k and doc.text[doc.ends[k - 1] : doc.starts[k]] == " " and doc.words[k - 1] in _BETWEEN:
            k -= 1
        first = doc.words[k - 1] if k else ""
        ends = doc.ends[k - 1] if k else 0
        own = next((m[2] for m in self.named if m[1] == ends or m[1] == ends - 2 or m[0] == doc.starts[k - 1]), "")
        if first in ("his", "her") and doc.text[ends : doc.starts[k]] == " ":
            return own or main[_PRONOUNS[first]]
        return own if doc.text[ends : doc.starts[k]] in ("'s ", "’s ", "' ", "’ ") else ""


def people_of(named: dict[object, Mentions], genders: dict[str, str]) -> frozenset[str]:
    """The actors that are persons: with a title or office, or a full name of known gender."""
    titled = {m[2] for rows in named.values() for m in rows if m[3] == "person"}
    return frozenset(titled | {who for who in genders if " " in who or plain(who.casefold()) in GIVEN})


def genders_of(docs: dict[object, Document], named: dict[object, Mentions]) -> dict[str, str]:
    """Actor -> m or f, by titles, given names and pronouns of the event; not where they disagree evenly."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for key, rows in named.items():
        for start, end, actor, kind in rows:
            words = [docs[key].words[k] for k in docs[key].words_between(start, end)]
            if kind == "pronoun":
                votes[actor][_PRONOUNS.get(words[0] if words else "", "")] += 1
            elif kind in ("person", "name", "role"):
                for word in words:
                    votes[actor][GENDERS.get(word, "")] += 3
                votes[actor][GIVEN.get(plain(actor.split()[0].casefold()), "")] += 3
    found = {}
    for actor, count in votes.items():
        if count["m"] != count["f"]:
            found[actor] = max("mf", key=count.__getitem__)
    return found


def settle(uses: dict[object, list[Use]], scenes: dict[object, Scene], genders: dict[str, str]) -> None:
    """Descriptions that point get the person they mean, as kind "description"; those that mean nobody named stay."""
    called = _callings(uses)
    counts = Counter(m[2] for scene in scenes.values() for m in scene.named if m[3] == "person")
    main = {actor for actor, _ in counts.most_common(1)}
    for plural in (False, True):
        for key, rows in uses.items():
            for k, use in enumerate(rows):
                if not use.referent and use.kind != "a" and use.label.endswith("s") == plural and not _narrowed(use, scenes[key].doc):
                    near = _named_by(use, scenes[key], rows) - {scenes[key].speaker(use.start)}
                    who = _meant(use, near, called, key, main) or _near_by(use, scenes[key], rows, called, genders)
                    rows[k] = use._replace(referent=who, kind="description") if who else use
        called = _callings(uses)


def _callings(uses: dict[object, list[Use]]) -> Called:
    """Who is called by which word in each text, and under None in the event."""
    called: Called = defaultdict(lambda: defaultdict(set))
    for key, rows in uses.items():
        for use in rows:
            for word in use.label.split() if use.referent else ():
                called[key][word].add(use.referent)
                called[None][word].add(use.referent)
    return called


def _narrowed(use: Use, doc: Document) -> bool:
    """Whether what follows says which one is meant: "the man in the car", "the woman he met"."""
    after = doc.words_between(use.end, use.end + 20)
    word = doc.words[after[0]] if len(after) and doc.text[use.end] == " " and use.kind == "the" else ""
    return word in _NARROWED and (word != "of" or use.label.split()[-1] in GENERIC | SEXES.keys())


def _named_by(use: Use, scene: Scene, rows: list[Use]) -> set[str]:
    """Who is named or described close by."""
    named = [(start, who) for start, _, who, _ in scene.named] + [(u.start, u.referent) for u in rows if u.referent]
    return {who for start, who in named if -150 < use.start - start < _CALLED}


def _meant(use: Use, near: set[str], called: Called, key: object, main: set[str]) -> str:
    """The one person so called in the event and named close by; in the same text for a word that fits many.

    A word of praise or blame that is nobody's yet is the main person's, where he is named close by.
    """
    word = use.label.split()[-1]
    if use.label.startswith("anti-"):
        known = main
    elif word.endswith("s"):
        known = called[key].get(word[:-1], set())
    elif word in GENERIC:
        known = called[key].get(word, set()) & near
    elif word in HEADS:
        known = called[key].get(word, set())
    else:
        known = called[None].get(word, main) & near
    return next(iter(known)) if len(known) == 1 else ""


def _near_by(use: Use, scene: Scene, rows: list[Use], called: Called, genders: dict[str, str]) -> str:
    """Whom "this man" means, and "the woman" where the text has named no other and does not narrow it down ("who")."""
    word = use.label.split()[-1]
    sex = SEXES.get(word, "")
    if use.kind == "this" and word in GENERIC:
        return _nearest(use, scene, {who for who in scene.people if not sex or genders.get(who, sex) == sex})
    if use.kind == "this" and word in HEADS:
        return _nearest(use, scene, called[None].get(word, set()))
    others = any(other.kind == "a" and other.start < use.start and SEXES.get(other.label) == sex for other in rows)
    if not sex or others:
        return ""
    known = {who for start, _, who, _ in scene.named if start < use.start and genders.get(who) == sex}
    return _nearest(use, scene, known) if len(known) == 1 else ""


def _nearest(use: Use, scene: Scene, fitting: Set[str]) -> str:
    """The person named last before a description, not the one who is speaking; "" if two fit alike."""
    found = [m for m in scene.before(use.start, _NEAR) if m[1] in fitting]
    own = scene.speaker(use.start) if found else None
    if not own and found and scene.quoted(use.start):
        return ""
    last = {who for sentence, who in found if sentence == found[0][0] and who != own}
    return last.pop() if len(last) == 1 else ""


def kin_of(scenes: dict[object, Scene], genders: dict[str, str]) -> dict[object, list[Use]]:
    """Whom "my husband" or "my daughter" means in a quotation: the person as whose relative the text presented the speaker.

    The relative is presented behind a name or "his" ("Ardel's widow"); where "her" is nobody close by, it is the
    woman the event names most.
    """
    counts = Counter(m[2] for scene in scenes.values() for m in scene.named)
    main = {sex: next((who for who, _ in counts.most_common() if genders.get(who) == sex), "") for sex in "mf"}
    return {key: _kin_in(scene, genders, main) for key, scene in scenes.items()}


def _kin_in(scene: Scene, genders: dict[str, str], main: dict[str, str]) -> list[Use]:
    doc, found = scene.doc, []
    presented: list[tuple[int, str, str]] = []  # where, which relative, whose
    for k, word in enumerate(doc.words):
        if word not in KIN and word not in _RELATIVES or not k:
            continue
        quoted = scene.quoted(doc.starts[k])
        if quoted and word in _RELATIVES and doc.words[k - 1] == "my":
            sex = SEXES.get(word, "")
            owners = [
                who for at, kin, who in presented
                if word in KIN[kin] and doc.starts[k] - at < _KIN_FAR and genders.get(who, sex) == sex
            ]  # fmt: skip
            if owners:
                found.append(Use(doc.starts[k - 1], doc.ends[k], owners[-1], word, "description"))
        elif not quoted and word in KIN:
            owner = scene.owner(k, main)
            presented += [(doc.starts[k], word, owner)] if owner else []
    return found


def named_later(
    nobody: dict[object, list[Use]], uses: dict[object, list[Use]], scenes: dict[object, Scene],
    genders: dict[str, str], killed: list[str], article: dict[object, object],
) -> dict[object, list[Use]]:  # fmt: skip
    """Those of some descriptions ("a student was shot") that mean one of the killed, whom the text names only later.

    It fits him if the event calls him so, or if it says no more than his gender.
    """
    called = _callings(uses)[None]
    first: dict[tuple[object, str], dict[object, int]] = defaultdict(dict)
    for key, scene in scenes.items():
        for start, _, who, _ in reversed(scene.named):
            first[article[key], who][key] = start
    found = {}
    for key, rows in nobody.items():
        found[key] = []
        for use in rows:
            word = use.label.split()[-1]
            sex = SEXES.get(word)
            fitting = [
                who for who in killed
                if (who in called.get(word, ()) or sex and genders.get(who) == sex)
                and first[article[key], who] and use.start < first[article[key], who].get(key, len(scenes[key].doc.text))
            ]  # fmt: skip
            found[key] += [use._replace(referent=fitting[0], kind="description")] if fitting else []
    return found
