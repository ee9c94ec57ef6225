"""The names ledger: what each outlet calls the same person, the same group and the same act, and in whose voice."""
import pandas as pd

from analysis.gather.deeds import main_deed
from analysis.gather.labels import Labels, Mentions, Use, settle
from analysis.gather.terms import Terms, checked_concepts
from analysis.mark.actors import find_actors
from analysis.mark.titles import NOUNS
from analysis.mark.tiles import voice_at
from analysis.read.segment import Document, as_texts, parse

_USES = ["event", "article", "outlet", "where", "start", "end", "referent", "label", "voice", "kind"]
_LEDGER = ["event", "referent", "outlet", "label", "voice", "n", "first_use", "in_headline"]


def _corpus(articles: pd.DataFrame) -> pd.DataFrame:
    """Texts and headlines under one another: article, outlet, event, where, text."""
    missing = [name for name in ("text", "outlet") if name not in articles]
    if missing:
        raise ValueError(f"The frame has no column {missing[0]!r}; it has {', '.join(map(str, articles.columns))}.")
    texts = as_texts(articles)
    event = articles["event"] if "event" in articles else pd.Series("", index=texts.index)
    event = event.astype(object).where(event.notna(), "")
    base = {"article": texts.index, "outlet": articles["outlet"].to_numpy(), "event": event.to_numpy()}
    parts = [pd.DataFrame({**base, "where": "text", "text": texts.to_numpy()})]
    if "headline" in articles:
        headlines = as_texts(articles["headline"])
        parts.append(pd.DataFrame({**base, "where": "headline", "text": headlines.to_numpy()}))
    return pd.concat(parts, ignore_index=True)


def find_labels(articles: pd.DataFrame, *, concepts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every use of a label: event, article, outlet, where (text or headline), start, end, referent, label, voice, kind."""
    table = checked_concepts(concepts)
    offices = [("person", role, word) for word, role in NOUNS.items()]
    terms = Terms(offices + list(table[["concept", "label", "pattern"]].itertuples(index=False, name=None)))
    corpus = _corpus(articles)
    actors = find_actors(corpus, pronouns=True)
    mentions: dict[object, Mentions] = {k: [] for k in corpus.index}
    columns = [actors[name].tolist() for name in ("article", "start", "end", "actor", "kind")]
    for article, start, end, actor, kind in zip(*columns, strict=True):
        if isinstance(actor, str):
            mentions[article].append((start, end, actor, kind))
    rows = []
    for event, part in corpus.groupby("event", sort=False):
        rows += [(event, *row) for row in _event(part, mentions, terms)]
    return pd.DataFrame(rows, columns=_USES)


def _event(part: pd.DataFrame, mentions: dict[object, Mentions], terms: Terms) -> list[tuple[object, ...]]:
    """Rows of one event: labels of people, words for its main act, and the printed names of groups and countries."""
    docs: dict[object, Document] = {k: parse(text) for k, text in part["text"].items()}
    matches = {k: terms.matches(doc) for k, doc in docs.items()}
    named = {k: mentions[k] for k in docs}
    uses = {k: Labels(doc, named[k], [m for m in matches[k] if m.concept == "person"]).uses() for k, doc in docs.items()}
    settle(uses, named)
    referred = {
        k: [m for m in named[k] if m[3] != "pronoun"]
        + [(use.start, use.end, use.referent, "role") for use in uses[k] if use.kind == "description"]
        for k in docs
    }
    title, acts = main_deed(docs, matches, referred)
    outlets: dict[str, set[object]] = {}
    for k, outlet in part["outlet"].items():
        for *_, actor, _ in named[k]:
            outlets.setdefault(actor, set()).add(outlet)
    rows: list[tuple[object, ...]] = []
    for k, article, outlet, where in zip(part.index, part["article"], part["outlet"], part["where"], strict=True):
        deeds = [Use(deed.start, deed.end, title, deed.label, "act") for deed in acts.get(k, [])]
        found = sorted([*uses[k], *deeds, *_aliases(docs[k], named[k])])
        found = [use for use in found if use.kind == "act" or len(outlets.get(use.referent, ())) > 1]
        voices = voice_at(docs[k].text, [use.start for use in found])
        for use, voice in zip(found, voices, strict=True):
            rows.append((article, outlet, where, use.start, use.end, use.referent, use.label, voice, use.kind))
    return rows


def _aliases(doc: Document, named: Mentions) -> list[Use]:
    """Groups and countries under the name printed (a capital, "Ostran regime"), people where it is spelt otherwise."""
    return [
        Use(start, end, actor, " ".join(doc.text[start:end].split()), "alias")
        for start, end, actor, kind in named
        if kind in ("group", "country")
        or (kind in ("person", "name") and _last(doc.text[start:end]) not in actor.casefold())
    ]


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def find_names(articles: pd.DataFrame, *, concepts: pd.DataFrame | None = None) -> pd.DataFrame:
    """The names ledger."""
    uses = find_labels(articles, concepts=concepts)
    texts, headlines = as_texts(articles), articles["headline"] if "headline" in articles else None
    rows = []
    for key, group in uses.groupby(["event", "referent", "outlet", "label", "voice"], sort=False, dropna=False):
        inside = group[group["where"] == "text"]
        words = [len(parse(texts[a]).words_between(0, s)) for a, s in zip(inside["article"], inside["start"], strict=True)]
        k = words.index(min(words)) if words else 0
        first = (inside if words else group).iloc[k]
        source = texts[first["article"]] if words else headlines[first["article"]]  # type: ignore[index]
        example = " ".join(source[max(0, first["start"] - 40) : first["end"] + 40].split())
        in_headline = bool((group["where"] == "headline").any())
        rows.append((*key, len(inside), words[k] if words else float("nan"), in_headline, first["kind"],
                     first["article"], first["where"], first["start"], first["end"], example))
    columns = [*_LEDGER, "kind", "article", "where", "start", "end", "example"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["event", "referent", "outlet", "n"], ascending=[True, True, True, False], ignore_index=True)


def concordance(articles: pd.DataFrame, term: str) -> pd.DataFrame:
    """The term in its company: article, outlet, voice, left, term, right."""
    if not parse(term.strip("* .")).words:
        raise ValueError(f"concordance needs a word to look for; received {term!r}.")
    terms = Terms([("", "", term.replace("|", " "))])
    rows = []
    outlets = articles["outlet"] if "outlet" in articles else pd.Series(None, index=articles.index, dtype=object)
    for article, text in as_texts(articles).items():
        doc = parse(text)
        found = [(doc.starts[m.i], doc.ends[m.j - 1]) for m in terms.matches(doc)]
        voices = voice_at(text, [start for start, _ in found]) if found else []
        for (start, end), voice in zip(found, voices, strict=True):
            left, right = text[max(0, start - 60) : start], text[end : end + 60]
            rows.append((article, outlets[article], voice, left, text[start:end], right, start, end))
    return pd.DataFrame(rows, columns=["article", "outlet", "voice", "left", "term", "right", "start", "end"])
