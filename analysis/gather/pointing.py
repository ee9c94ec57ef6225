"""Whom a description without a name means: this man, the young woman, our martyr, a student who was shot."""
from collections import Counter, defaultdict
from collections.abc import Set

from analysis.gather.labels import GENERIC, Use
from analysis.gather.scene import People, Scene
from analysis.mark.titles import HEADS
from analysis.read.segment import Document

SEXES = {
    **dict.fromkeys("man boy gentleman guy bloke lad father husband son brother".split(), "m"),
    **dict.fromkeys("woman girl mother wife daughter sister schoolgirl".split(), "f"),
}
_NEAR = 5  # a description reaches back over so many sentences, its own among them
_CALLED = 400  # letters over which somebody named keeps what he is called
_CLAUSE = frozenset("who whom whose that he she they i we you".split())
_PLACED = frozenset("in with from of at on behind named called accused charged".split())
Called = dict[object, dict[str, set[str]]]  # text, or None for the event -> word -> who is called so


def settle(uses: dict[object, list[Use]], people: People, mourned: set[str], valence: dict[str, str]) -> None:
    """Descriptions that point get the person they mean, as kind "description"; those that mean nobody named stay.

    A label of praise or blame (`valence` 1 or -1) that is nobody's yet means the main person, the one named more than
    twice as often as any other in the event; one of praise else the person `mourned`, killed in the event.
    """
    called = _callings(uses)
    first, second = [*people.ranked(), ("", 0), ("", 0)][:2]
    main = {first[0]} if first[1] > 2 * second[1] else set()
    unclaimed = {"-1": main, "1": main or mourned}
    for plural in (False, True):
        for key, rows in uses.items():
            scene = people.scenes[key]
            for k, use in enumerate(rows):
                if use.kind in ("the", "this") and use.label.endswith("s") == plural and not _narrowed(use, scene.doc):
                    near = _named_by(use, scene, rows) - {scene.speaker(use.start)}
                    own = unclaimed.get(valence.get(use.label.split()[-1], ""), set())
                    who = _meant(use, near, called, key, own) or _near_by(use, scene, rows, called, people)
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
    return word in _CLAUSE or word in _PLACED and use.label.split()[-1] in GENERIC | SEXES.keys()


def _named_by(use: Use, scene: Scene, rows: list[Use]) -> set[str]:
    """Who is named or described close by."""
    named = [(start, who) for start, _, who, _ in scene.named] + [(u.start, u.referent) for u in rows if u.referent]
    return {who for start, who in named if -150 < use.start - start < _CALLED}


def _meant(use: Use, near: set[str], called: Called, key: object, main: set[str]) -> str:
    """The one person so called in the event and named close by; in the same text for a word that fits many.

    `main` may be meant by a word that is nobody's yet, where he is named close by.
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


def _near_by(use: Use, scene: Scene, rows: list[Use], called: Called, people: People) -> str:
    """Whom "this man" means, and "the woman" where the text has named no other and does not narrow it down ("who")."""
    word = use.label.split()[-1]
    sex = SEXES.get(word, "")
    if use.kind == "this" and word in GENERIC | HEADS.keys():
        fitting = {who for who in people.all if not sex or people.genders.get(who, sex) == sex}
        return _nearest(use, scene, fitting if word in GENERIC else called[None].get(word, set()), rows)
    others = any(other.kind == "a" and other.start < use.start and SEXES.get(other.label) == sex for other in rows)
    if not sex or others:
        return ""
    known = {who for start, _, who, _ in scene.named if start < use.start and people.genders.get(who) == sex}
    return _nearest(use, scene, known, rows) if len(known) == 1 else ""


def _nearest(use: Use, scene: Scene, fitting: Set[str], rows: list[Use]) -> str:
    """The person named last before a description, or the one whom the text before it is about; never the speaker.

    About him is a text that names or describes him twice as often; "" if two are named last.
    """
    described = [(u.start, u.referent) for u in rows if u.kind == "description"]
    named = sorted([(start, who) for start, _, who, _ in scene.named] + described)
    named = [(at, who) for at, who in named if at < use.start and who in fitting]
    own = scene.speaker(use.start) if named else None
    if not own and named and scene.quoted(use.start):
        return ""
    low = scene.doc.sentence_of(use.start) - _NEAR
    near = [(scene.doc.sentence_of(at), who) for at, who in named if who != own and scene.doc.sentence_of(at) > low]
    last = {who for sentence, who in near if sentence == near[-1][0]}
    counts = Counter(who for _, who in named)
    about = max((who for _, who in near), key=counts.__getitem__, default="")
    others = max((counts[who] for _, who in near if who != about), default=0)
    if counts[about] >= 2 * others:
        return about
    return last.pop() if len(last) == 1 else ""


def named_later(
    nobody: dict[object, list[Use]], uses: dict[object, list[Use]], people: People, *,
    killed: list[str], article: dict[object, object],
) -> dict[object, list[Use]]:  # fmt: skip
    """Those of some descriptions ("a student was shot") that mean one of the killed, whom the text names only later.

    It fits him if the event calls him so, or if it says no more than his gender.
    """
    called = _callings(uses)[None]
    first: dict[tuple[object, str], dict[object, int]] = defaultdict(dict)
    for key, scene in people.scenes.items():
        for start, _, who, _ in reversed(scene.named):
            first[article[key], who][key] = start
    found: dict[object, list[Use]] = {}
    for key, rows in nobody.items():
        found[key] = []
        for use in rows:
            word = use.label.split()[-1]
            sex = SEXES.get(word)
            fitting = [
                who for who in killed
                if (who in called.get(word, ()) or sex and people.genders.get(who) == sex)
                and first[article[key], who] and use.start < first[article[key], who].get(key, use.end)
            ]  # fmt: skip
            found[key] += [use._replace(referent=fitting[0], kind="description")] if fitting else []
    return found
