"""Annotated news found in folders, in one form: which file holds what, and its text rebuilt with offsets."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.read.segment import parse

FILES = {  # name -> where it lies in a folder of annotated data
    "BASIL": "basil.jsonl",
    "BABE": "babe.jsonl",
    "FIGNEWS": "fignews.jsonl",
    "NewsWCL50": "newswcl50.jsonl",
    "PolNeAR": "polnear.jsonl",
    "NewsMTSC dev rw": "newsmtsc/dev_rw.jsonl",
    "NewsMTSC dev mt": "newsmtsc/dev_mt.jsonl",
    "UD English EWT dev": "passives/ewt_dev.jsonl",
    "FrAC": "frac.jsonl",
}
_TIGHT = frozenset(", . ; : ? ! % ) ] ’ ” 's ’s n't n’t 'm 're 've 'll 'd".split())
_OPEN = frozenset("( [ $ “ ‘ # @".split())


class Basil(NamedTuple):
    """BASIL as three frames: articles (event, outlet, text ...), sentences and spans with offsets into that text."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    spans: pd.DataFrame


def find_datasets(*folders: str | Path) -> dict[str, Path]:
    """Name -> file of every annotated data set in these folders; a `.csv` named itself is the user's own.

    Raises FileNotFoundError for a path that is not there, ValueError where nothing known was found.
    """
    found: dict[str, Path] = {}
    for path in map(Path, folders):
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such path; name a folder of annotated data or a labelled CSV.")
        if path.is_file():
            found[path.name] = path
        else:
            here = {name: path / file for name, file in FILES.items() if (path / file).is_file()}
            found.update(here or {file.name: file for file in sorted(path.glob("*.csv"))})
    if not found:
        known = ", ".join(FILES.values())
        raise ValueError(
            f"{', '.join(map(str, folders)) or 'nothing named'}: no annotated data; known files are {known}, "
            "and a CSV with the columns text and label."
        )
    return found


def rows(path: Path, fields: str) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file; ValueError naming file and row for a line that is none or lacks a field."""
    return list(_objects(path, fields.split()))


def _objects(path: Path, fields: list[str]) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError:
                raise ValueError(f"{path}, row {number}: not JSON ({line[:30]!r}); mend or delete the line.") from None
            lacks = [field for field in fields if not isinstance(row, dict) or field not in row]
            if lacks:
                raise ValueError(f"{path}, row {number}: no field {lacks[0]!r}; a row has {', '.join(fields)}.")
            yield row


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_basil(path: Path) -> Basil:
    """Articles rebuilt from sentences and paragraphs: sentences joined by a space, paragraphs by a blank line."""
    articles, sentences, spans = [], [], []
    for row in rows(path, "event article outlet sentences paragraph_starts main_entities spans"):
        opens = set(row["paragraph_starts"])
        text, starts, paragraph = "", [], -1
        for number, sentence in enumerate(row["sentences"]):
            paragraph += number in opens
            text += ("\n\n" if number in opens else " ") * bool(text)
            starts.append(len(text))
            end = len(text) + len(sentence.rstrip())
            sentences.append((row["article"], row["event"], row["outlet"], len(text), end, paragraph))
            text += sentence
        articles.append((row["article"], row["event"], row["outlet"], text, (row["main_entities"] or [""])[0]))
        for s in row["spans"]:
            if s["sentence"] is not None:
                at, about = starts[s["sentence"]], (s["bias"], s["in_quote"], s["speaker"], s["target"])
                spans.append((row["article"], row["event"], at + s["start"], at + s["end"], *about))
    frame = pd.DataFrame(articles, columns=["article", "event", "outlet", "text", "main_entity"]).set_index("article")
    names = ["article", "event", "outlet", "start", "end", "paragraph"]
    of_spans = ["article", "event", "start", "end", "bias", "in_quote", "speaker", "target"]
    return Basil(frame, pd.DataFrame(sentences, columns=names), pd.DataFrame(spans, columns=of_spans))


def read_babe(path: Path) -> pd.DataFrame:
    """One row per sentence: article, outlet, topic, text, biased, and `marked`, True or False for each of its words."""
    frame = pd.DataFrame(rows(path, "id article outlet text biased biased_words"))
    frame = frame.set_index(frame.pop("id").astype(str))
    pairs = zip(frame["text"], frame["biased_words"], strict=True)
    return frame.assign(marked=[marked_words(text, words) for text, words in pairs])


def marked_words(text: str, marked: list[str]) -> list[bool]:
    """For each word of the text whether it is part of a marked word or phrase, wherever that stands."""
    words = parse(text).words
    flags = [False] * len(words)
    for phrase in marked:
        form = parse(phrase).words
        for i in range(len(words) - len(form) + 1 if form else 0):
            if words[i : i + len(form)] == form:
                flags[i : i + len(form)] = [True] * len(form)
    return flags


def read_fignews(path: Path) -> pd.DataFrame:
    """One row per post with its labels: text, language, biased (more votes for any bias than for none)."""
    kept = []
    for row in rows(path, "id language text labels"):
        votes = row["labels"]
        against = sum(n for name, n in votes.items() if name.startswith("Biased"))
        if against + votes.get("Unbiased", 0):
            kept.append((row["id"], row["language"], row["text"], against > votes.get("Unbiased", 0)))
    return pd.DataFrame(kept, columns=["id", "language", "text", "biased"]).set_index("id")


def read_wcl(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles (event, outlet, text) put together from tokens, and mentions (article, event, start, end, concept)."""
    articles, mentions = [], []
    for row in rows(path, "event outlet article sentences mentions"):
        text, places = put_together(row["sentences"])
        articles.append((row["article"], row["event"], row["outlet"], text))
        for m in row["mentions"]:
            spans = places[m["sentence"]][m["start"] : m["end"]]
            if spans:
                mentions.append((row["article"], row["event"], spans[0][0], spans[-1][1], m["concept"]))
    frame = pd.DataFrame(articles, columns=["article", "event", "outlet", "text"]).set_index("article")
    return frame, pd.DataFrame(mentions, columns=["article", "event", "start", "end", "concept"])


def put_together(sentences: list[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Text of tokenised sentences as it would be printed, and the offsets of every token."""
    text, places, quoted, glue = "", [], False, True
    for tokens in sentences:
        spans = []
        for token in tokens:
            broken = token.strip() in ("\\n", "")
            word = "\n\n" if broken else token.replace("\\n", " ").strip()
            closes = word in _TIGHT or broken or word == "-" or (word == '"' and quoted)
            text += "" if glue or closes or not text else " "
            spans.append((len(text), len(text) + len(word)))
            text += word
            quoted = not broken and quoted != (word == '"')
            glue = broken or word == "-" or word in _OPEN or (word == '"' and quoted)
        places.append(spans)
    return text, places
