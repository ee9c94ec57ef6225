"""Sentences, quotations, speakers, attributed content and actors against the people who marked them."""

import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.actors import find_actors
from analysis.mark.voices import find_voices
from analysis.read.segment import parse
from analysis.validate import peers
from analysis.validate.datasets import read_basil, read_wcl, rows
from analysis.validate.measures import b_cubed, f1, f_of, share
from analysis.validate.rows import About, Row, measured

_GROUPS = frozenset("democrats republicans lawmakers officials party house campaign now".split())


def sentences(path: Path) -> list[Row]:
    """F1 of sentence boundaries inside paragraphs, BASIL; the ends of paragraphs are free and left out."""
    data = read_basil(path)
    counts, plain = [], []
    for article, own in data.sentences.groupby("article", sort=False):
        text = data.articles["text"][article]
        inner = own["paragraph"].duplicated(keep="last")
        wanted, blocks = set(own.loc[inner, "end"]), set(own.loc[~inner, "end"])
        ours = {end for _, end, _ in parse(text).sentences} - blocks
        naive = peers.full_stops(text) - blocks
        event = own["event"].iloc[0]
        counts.append((event, len(ours & wanted), len(ours), len(wanted)))
        plain.append((len(naive & wanted), len(naive), len(wanted)))
    units, *ours_columns = zip(*counts, strict=True)
    row = measured(
        About("sentences", "BASIL", "segment", "boundaries", "events"), "boundary F1", f1, units, *ours_columns,
        peers={"full stop, space, capital": tuple(zip(*plain, strict=True))}, n=int(sum(ours_columns[2])),
    )  # fmt: skip
    return [row]


def covered(spans: pd.DataFrame, found: pd.DataFrame) -> np.ndarray:
    """For each span the share of it that the found spans of its article cover."""
    by_article = {article: own[["start", "end"]].to_numpy() for article, own in found.groupby("article")}
    none = np.empty((0, 2), dtype=int)
    shares = []
    for span in spans.itertuples():
        own = by_article.get(span.article, none)
        overlap = np.minimum(own[:, 1], span.end) - np.maximum(own[:, 0], span.start)
        shares.append(overlap.clip(0).sum() / max(span.end - span.start, 1))
    return np.array(shares)


def quotations(path: Path) -> list[Row]:
    """Whether a marked span is quoted: at least half of it inside spans of the voice `quoted`, BASIL."""
    data = read_basil(path)
    found = find_voices(data.articles)
    ours = covered(data.spans, found[found["voice"] == "quoted"]) >= 0.5
    marks = [(a, *span) for a, text in data.articles["text"].items() for span in peers.quotation_marks(text)]
    plain = covered(data.spans, pd.DataFrame(marks, columns=["article", "start", "end"])) >= 0.5
    gold, events = data.spans["in_quote"].to_numpy(dtype=bool), data.spans["event"]
    about = About("quotation", "BASIL", "voices", "spans", "events")
    return [
        measured(about, name, share, events[of], ours[of], of[of],
                 peers={"plain quotation marks": (plain[of], of[of])})
        for name, of in (("recall", gold), ("false-positive rate", ~gold))
    ]  # fmt: skip


def last_name(name: str) -> str:
    """The last name, without accents and case: "Vera_Lind_Jr." gives lind."""
    words = [w for w in name.replace("_", " ").split() if w.rstrip(".").lower() not in ("jr", "sr", "ii", "iii")]
    plain = unicodedata.normalize("NFKD", words[-1] if words else "").encode("ascii", "ignore").decode().lower()
    return plain.rstrip(".")


def is_person(speaker: str, known: set[str]) -> bool:
    """Whether a speaker's label is a person's name: two capitalised words or more and no group, or such a last name."""
    words = speaker.split("_")
    if any(not w[:1].isupper() or w.lower() in _GROUPS for w in words):
        return False
    return len(words) > 1 or last_name(speaker) in known


def speakers(path: Path) -> list[Row]:
    """Who speaks in a quoted span whose speaker is a person: the last name is right, wrong, or not given; BASIL."""
    data = read_basil(path)
    quoted = data.spans[data.spans["in_quote"]]
    known = {last_name(s) for s in quoted["speaker"] if "_" in s and is_person(s, set())}
    gold = quoted[[is_person(s, known) for s in quoted["speaker"]]]
    voices = find_voices(data.articles)
    given = {article: own for article, own in voices[voices["voice"] != "narrator"].groupby("article")}
    said = [_speaker_at(given.get(s.article, voices.iloc[:0]), s.start, s.end) for s in gold.itertuples()]
    wanted = [last_name(s) for s in gold["speaker"]]
    right = np.array([bool(a) and a.startswith(b) for a, b in zip(said, wanted, strict=True)])
    wrong = np.array([bool(a) for a in said]) & ~right
    about = About("speaker", "BASIL", "voices", "quoted spans of a named person", "events")
    return [
        measured(about, name, share, gold["event"], flags, np.ones(len(gold)))
        for name, flags in (("right name", right), ("wrong name", wrong))
    ]


def _speaker_at(spans: pd.DataFrame, start: int, end: int) -> str:
    """Last name of the speaker of the span that overlaps most, "" where none is given."""
    overlap = np.minimum(spans["end"], end) - np.maximum(spans["start"], start)
    if not len(overlap) or overlap.max() <= 0:
        return ""
    speaker = spans["speaker"][overlap.idxmax()]
    return last_name(speaker) if isinstance(speaker, str) else ""


def content(path: Path) -> list[Row]:
    """F1 of words inside attributed content, quoted or reported, PolNeAR."""
    articles = rows(path, "article text attributions")
    texts = pd.Series({a["article"]: a["text"] for a in articles})
    voices = find_voices(texts)
    said = {k: own for k, own in voices[voices["voice"].isin(["quoted", "reported"])].groupby("article")}
    ours, plain = [], []
    for article in articles:
        starts = np.array(parse(article["text"]).starts)
        gold = _inside(starts, [span for a in article["attributions"] for span in a["content"]])
        own = said.get(article["article"])
        flags = _inside(starts, [] if own is None else own[["start", "end"]].to_numpy())
        marks = _inside(starts, peers.quotation_marks(article["text"]))
        ours.append(((gold & flags).sum(), flags.sum(), gold.sum()))
        plain.append(((gold & marks).sum(), marks.sum(), gold.sum()))
    columns = tuple(zip(*ours, strict=True))
    row = measured(
        About("attributed content", "PolNeAR", "voices", "words of content", "articles"),
        "word F1", f1, texts.index, *columns,
        peers={"plain quotation marks": tuple(zip(*plain, strict=True))}, n=int(sum(columns[2])),
    )  # fmt: skip
    return [row]


def _inside(starts: np.ndarray, spans: object) -> np.ndarray:
    flags = np.zeros(len(starts), dtype=bool)
    for start, end in spans:  # type: ignore[attr-defined]
        flags[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return flags


def actors(path: Path) -> list[Row]:
    """People's mentions found, and those that carry a name merged under one actor, NewsWCL50."""
    articles, mentions = read_wcl(path)
    gold = mentions[mentions["concept"].str.endswith("_ACTOR")].drop_duplicates(["article", "start", "end"])
    gold = gold.reset_index(drop=True)
    texts = [articles["text"][m.article][m.start : m.end] for m in gold.itertuples()]
    found = {article: own for article, own in find_actors(articles).groupby("article")}
    said = [_actor_at(found.get(m.article), m.start, m.end) for m in gold.itertuples()]
    recall = measured(
        About("actor mentions", "NewsWCL50", "actors", "mentions of people", "events"),
        "recall by overlap", share, gold["event"], [name is not None for name in said], np.ones(len(gold)),
    )  # fmt: skip
    lower = {w for text in articles["text"] for w in text.split() if w.islower()}
    named = pd.Series([_is_named(text, lower) for text in texts])
    key = [f"{e}|{name or i}" for i, (e, name) in enumerate(zip(gold["event"], said, strict=True))]
    last = [f"{e}|{peers.last_word(text)}" for e, text in zip(gold["event"], texts, strict=True)]
    true = gold.loc[named, "concept"]
    ours = b_cubed(true, pd.Series(key)[named])
    plain = b_cubed(true, pd.Series(last)[named])
    merged = measured(
        About("actor mentions", "NewsWCL50", "actors", "mentions with a name", "events"),
        "B-cubed F, named", f_of, gold.loc[named, "event"], ours["precision"], ours["recall"],
        peers={"last word": (plain["precision"], plain["recall"])},
    )  # fmt: skip
    return [recall, merged]


def _actor_at(found: pd.DataFrame | None, start: int, end: int) -> str | None:
    """The actor of the mention that overlaps most, the last of equals (a title stands before its name)."""
    if found is None:
        return None
    overlap = (np.minimum(found["end"], end) - np.maximum(found["start"], start)).to_numpy()
    best = len(overlap) - 1 - int(overlap[::-1].argmax())
    return found["actor"].iloc[best] if overlap[best] > 0 else None


def _is_named(text: str, lower: set[str]) -> bool:
    """Whether a mention holds a capitalised word that is never printed small (a title or an office is)."""
    words = [w.strip("\"'“”’.,") for w in text.split()]
    return any(w[:1].isupper() and len(w) > 2 and w.lower() not in lower for w in words)
