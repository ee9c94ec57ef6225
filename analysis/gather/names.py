"""The names ledger: what each outlet calls the same person, the same group and the same act, and in whose voice."""
from typing import NamedTuple

import pandas as pd

from analysis.gather.acts import Acts
from analysis.gather.appositions import appositions, epithets
from analysis.gather.deeds import struck
from analysis.gather.kin import kin_of
from analysis.gather.labels import Labels, Mentions, Use
from analysis.gather.pointing import named_later, settle
from analysis.gather.scene import People
from analysis.gather.terms import Terms, checked_concepts
from analysis.mark.actors import find_actors
from analysis.mark.tiles import voice_at
from analysis.mark.titles import NOUNS
from analysis.read.segment import Document, as_texts, parse

_USES = ["event", "article", "outlet", "where", "start", "end", "referent", "label", "voice", "kind", "family"]
_LEDGER = ["event", "referent", "outlet", "label", "voice", "n", "first_use", "in_headline"]
_FIRST = ["kind", "article", "where", "start", "end", "example"]


class Tables(NamedTuple):
    """The terms of all concepts, the weak ones ("ruling decision") and which labels of persons praise (1) or blame."""

    terms: Terms
    weak: frozenset[str]
    valence: dict[str, str]


def find_names(articles: pd.DataFrame, *, concepts: pd.DataFrame | None = None) -> pd.DataFrame:
    """What each outlet calls the people, groups and the main act of an event, how often, where first, in whose voice.

    A label of a person is an office or noun in front of the name, behind it after a comma or "was a", or instead of
    it: "the general", "this man" (the one named last or most, never the speaker), "the woman" (the only one named),
    "my husband" (in the words of a widow), "a student" (killed, and named only later). A label of a group or country is
    its name as printed ("Tehran"). The acts are the concepts most articles open with, in words that name nothing else
    too ("ruling", not "decision" alone); for a killing, the words in sentences that name the person killed as their
    object, or "the killing" after one. People and groups of one outlet alone are left out.
    `concepts` adds rows of your own: concept ("person" or an act), label, pattern (words; * ends a word, .. leaves
    room for three words, | is or), valence, weak ("1": does not show the act by itself).

    Returns one row per event, referent, outlet, label and voice: event, referent (the actor, or "killing of" the
    actor), outlet, label (one form for all of a pattern's words), voice (narrator, quoted, reported, scare), n (uses
    in texts; 0 where only a headline has it), first_use (words before its first use, 0 is the opening; higher means
    later in the article; missing where only a headline has it), in_headline (whether a headline of the outlet has
    it), kind (name, description, alias, act), and of the first use article, where (text or headline), start, end,
    example (the words around it).
    Not a list of all that an outlet says of somebody: nouns outside the tables are not found, and a noun for the
    deed without its object may be another deed's. Counts of one article show its wording and no habit of the outlet.
    Raises ValueError for a frame without text or outlet, and for a concept without label or words.
    """
    uses = find_labels(articles, concepts=concepts)
    texts = as_texts(articles)
    rows: dict[tuple[object, ...], list[object]] = {}
    for use in uses.itertuples(index=False):
        key = (use.event, use.referent, use.outlet, use.label, use.voice)
        place = [use.kind, use.article, use.where, use.start, use.end]
        headline = use.where == "headline"
        words = float("nan") if headline else float(len(parse(texts[use.article]).words_between(0, use.start)))
        row = rows.setdefault(key, [0, words, False, *place])
        row[0], row[2] = int(row[0]) + (not headline), bool(row[2]) or headline  # type: ignore[call-overload]
        if not headline and not words >= row[1]:  # type: ignore[operator]
            row[1], row[3:] = words, place
    headlines = as_texts(articles["headline"]) if "headline" in articles else texts
    table = [(*key, *row, _around(headlines if row[5] == "headline" else texts, row)) for key, row in rows.items()]
    frame = pd.DataFrame(table, columns=[*_LEDGER, *_FIRST])
    order = ["event", "referent", "outlet", "n", "label", "voice"]
    ascending = [True, True, True, False, True, True]
    return frame.sort_values(order, ascending=ascending, ignore_index=True)


def _around(texts: pd.Series, row: list[object]) -> str:
    article, start, end = row[4], int(row[6]), int(row[7])  # type: ignore[call-overload]
    return " ".join(texts[article][max(0, start - 40) : end + 40].split())


def find_labels(articles: pd.DataFrame, *, concepts: pd.DataFrame | None = None) -> pd.DataFrame:
    """The evidence of find_names, one row per use: event, article, outlet, where, start, end, referent, label, ...

    `start` and `end` are offsets into the article's text or, where `where` is "headline", into its headline.
    Raises ValueError as find_names does.
    """
    table = checked_concepts(concepts)
    offices = [("person", role, word) for word, role in NOUNS.items()]
    terms = Terms(offices + list(table[["concept", "label", "pattern"]].itertuples(index=False, name=None)))
    unsure = table[table["weak"] == "1"] if "weak" in table else table.iloc[:0]
    weak = frozenset(unsure["concept"] + " " + unsure["label"])
    persons = table[table["concept"] == "person"]
    valence = dict(zip(persons["label"], persons["valence"].astype(str), strict=True))
    corpus = _corpus(articles)
    actors = find_actors(corpus, pronouns=True)
    mentions: dict[object, Mentions] = {k: [] for k in corpus.index}
    columns = [actors[name].tolist() for name in ("article", "start", "end", "actor", "kind")]
    for article, start, end, actor, kind in zip(*columns, strict=True):
        if isinstance(actor, str):
            mentions[article].append((start, end, actor, kind))
    rows = []
    for event, part in corpus.groupby("event", sort=False):
        rows += [(event, *row) for row in _event(part, mentions, Tables(terms, weak, valence))]
    return pd.DataFrame(rows, columns=_USES)


def _corpus(articles: pd.DataFrame) -> pd.DataFrame:
    """Texts and headlines under one another: article, outlet, event, where, text."""
    for name in ("text", "outlet"):
        if name not in articles:
            raise ValueError(f"The frame has no column {name!r}; it has {', '.join(map(str, articles.columns))}.")
    texts = as_texts(articles)
    event = articles["event"].astype(object) if "event" in articles else pd.Series("", index=texts.index, dtype=object)
    outlet = articles["outlet"].astype(object)
    base = {
        "article": texts.index,
        "outlet": outlet.where(outlet.notna(), "").to_numpy(),
        "event": event.where(event.notna(), "").to_numpy(),
    }
    parts = [pd.DataFrame({**base, "where": "text", "text": texts.to_numpy()})]
    if "headline" in articles:
        headlines = as_texts(articles["headline"])
        parts.append(pd.DataFrame({**base, "where": "headline", "text": headlines.to_numpy()}))
    return pd.concat(parts, ignore_index=True)


def _event(
    part: pd.DataFrame, mentions: dict[object, Mentions], tables: Tables
) -> list[tuple[object, ...]]:
    """Rows of one event: labels of people, words for its main acts, and the printed names of groups and countries."""
    docs: dict[object, Document] = {k: parse(text) for k, text in part["text"].items()}
    matches = {k: tables.terms.matches(doc) for k, doc in docs.items()}
    acts = Acts(docs, matches, part["article"].to_dict(), tables.weak)
    epithet = epithets(docs, {k: mentions[k] for k in docs})
    named = {k: [(a, b, epithet.get(who, who), kind) for a, b, who, kind in mentions[k]] for k in docs}
    callings = {k: [m for m in found if m.concept == "person"] for k, found in matches.items()}
    people = People(docs, named)
    uses = {k: Labels(doc, named[k], callings[k]).uses() for k, doc in docs.items()}
    _describe(uses, people, acts, tables.valence)
    pointing = {k: [(u.start, u.end, u.referent, "role") for u in uses[k] if u.kind == "description"] for k in docs}
    main = acts.main({k: people.named[k] + pointing[k] for k in docs}, people.all)
    outlets: dict[str, set[object]] = {}
    for k, outlet in part["outlet"].items():
        for *_, actor, _ in named[k]:
            outlets.setdefault(actor, set()).add(outlet)
    rows: list[tuple[object, ...]] = []
    for k, article, outlet, where in zip(part.index, part["article"], part["outlet"], part["where"], strict=True):
        deeds = [Use(d.start, d.end, title, d.label, "act") for title, of in main.items() for d in of.get(k, [])]
        found = sorted([*uses[k], *deeds, *_aliases(docs[k], named[k], epithet)])
        found = [use for use in found if use.kind == "act" or len(outlets.get(use.referent, ())) > 1]
        voices = voice_at(docs[k].text, [use.start for use in found]) if found else []
        for use, voice in zip(found, voices, strict=True):
            label = _as_printed(use.label, docs[k].text[use.start : use.end])
            rows.append((article, outlet, where, use.start, use.end, use.referent, label, voice, use.kind, use.label))
    return rows


def _describe(uses: dict[object, list[Use]], people: People, acts: Acts, valence: dict[str, str]) -> None:
    """Settles the labels that point to somebody without a name, and adds those outside the tables."""
    killed = acts.killed(people.named, people.all)
    settle(uses, people, set(killed[:1]), valence)
    deeds = acts.spans.get("killing", {})
    hit = {k: struck(acts.docs[k], of_text, uses[k]) for k, of_text in deeds.items()}
    later = named_later(hit, uses, people, killed=killed, article=acts.article)
    kin = kin_of(people)
    for k, rows in uses.items():
        known = [u for u in rows if " " in u.referent or u.referent in people.all] + kin[k] + later.get(k, [])
        uses[k] = known + appositions(acts.docs[k], people.named[k], known)


def _as_printed(label: str, printed: str) -> str:
    """The label of a family of words for its own forms (killed: kills; took out: taken out); else the word printed."""
    words, own = printed.casefold().split(), label.casefold().split()
    phrase = len(own) > 1 and words[-1:] == own[-1:] and words[0][0] == own[0][0]
    if phrase or words and all(any(_alike(w, o) for w in words) for o in own):
        return label
    return " ".join(printed.split()).casefold()


def _alike(word: str, other: str) -> bool:
    """Forms of one word, or its abbreviation (gen., general)."""
    return word[:4] == other[:4] or len(word) < 5 and other.startswith(word.rstrip("."))


def _aliases(doc: Document, named: Mentions, epithet: dict[str, str]) -> list[Use]:
    """Groups and countries under the name printed (a capital, "Ostran regime"), people where it is spelt otherwise.

    `epithet` are names with a word before them ("Dithering Ada").
    """
    return [
        Use(start, end, actor, " ".join(doc.text[start:end].split()), "alias")
        for start, end, actor, kind in named
        if kind in ("group", "country")
        or doc.text[start:end] in epithet
        or (kind in ("person", "name") and doc.text[start:end].split()[-1].casefold() not in actor.casefold())
    ]


def concordance(articles: pd.DataFrame, term: str) -> pd.DataFrame:
    """Every use of a term in its company, 60 characters on either side.

    The term is one word or several; * ends a word ("assassinat*"), .. leaves room for up to three ("took .. out").

    Returns one row per use: article (index label), outlet (missing where the frame has none), voice (narrator,
    quoted, reported, scare), left, term (as printed), right, start and end (offsets into the text).
    Not for letters inside a word, nor for headlines. Counting rows is no measure: articles differ in length.
    Raises ValueError for a term without a word, and as find_actors does for the texts.
    """
    if not parse(term.strip("* .")).words or term.startswith(("*", "..")):
        raise ValueError(f"concordance needs a word to look for; received {term!r}.")
    terms = Terms([("", "", term)])
    outlets = articles["outlet"] if "outlet" in articles else None
    rows = []
    for article, text in as_texts(articles).items():
        doc = parse(text)
        found = [(doc.starts[m.i], doc.ends[m.j - 1]) for m in terms.matches(doc)]
        voices = voice_at(text, [start for start, _ in found]) if found else []
        outlet = None if outlets is None else outlets[article]
        for (start, end), voice in zip(found, voices, strict=True):
            left, right = text[max(0, start - 60) : start], text[end : end + 60]
            rows.append((article, outlet, voice, left, text[start:end], right, start, end))
    return pd.DataFrame(rows, columns=["article", "outlet", "voice", "left", "term", "right", "start", "end"])
