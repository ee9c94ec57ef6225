"""What an editor asks of a draft beside its loaded words: doers left out, changing labels, headline against body."""
import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.gather.names import find_labels
from analysis.mark.acts import find_acts
from analysis.mark.tiles import tiles
from analysis.show.marked import OWN

DOER, LABELS, HEADLINE = "doer not named", "labels for one person", "headline against body"
_LONGEST = 25  # words of a headline
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


class Remark(NamedTuple):
    """One remark: its kind, where the words stand in the draft, and what is said of them."""

    kind: str
    start: int
    end: int
    told: str


def remarks(text: str, loaded: pd.DataFrame) -> list[Remark]:
    """Remarks on a draft, in order of kind and place; each is a thing to look at and no fault as such."""
    return [*_doers(text), *_labels(text), *_headline(text, loaded)]


def headline_of(text: str) -> tuple[int, int]:
    """Start and end of the headline: a short first line, without a full stop, that a blank line follows; else 0, 0."""
    found = re.match(r"\s*(\S[^\n\r]*?)[ \t]*(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)", text)
    if found is None or len(found[1].split()) > _LONGEST or found[1].endswith((".", "!", ":")):
        return 0, 0
    return found.span(1)


def _doers(text: str) -> Iterator[Remark]:
    """Harms in the draft's own voice, in a passive without "by", that say nobody who did it."""
    acts = find_acts([text])
    bare = acts["form"].isin(["passive_agentless", "reduced_agentless"]) & acts["named"].eq(False)
    for act in acts[bare & acts["kind"].notna() & acts["voice"].isin(OWN)].itertuples():
        whom = f" ({act.patient})" if isinstance(act.patient, str) else ""
        yield Remark(DOER, act.start, act.end, f"{act.verb}{whom}: the sentence does not say who did it")


def _labels(text: str) -> Iterator[Remark]:
    """Persons for whom the draft's own voice uses more than one description."""
    twice = pd.DataFrame({"text": [text, text], "outlet": ["draft", "again"]})  # one outlet alone has no labels
    uses = find_labels(twice)
    uses = uses[(uses["article"] == 0) & uses["voice"].isin(OWN) & uses["kind"].isin(["name", "description"])]
    for referent, rows in uses.groupby("referent", sort=False):
        labels = rows.assign(label=rows["label"].str.lower()).drop_duplicates("label").sort_values("start")
        for before, row in zip(labels["label"].tolist(), list(labels.itertuples())[1:], strict=False):
            yield Remark(LABELS, row.start, row.end, f"{referent} is “{row.label}” here, “{before}” before")


def _headline(text: str, loaded: pd.DataFrame) -> Iterator[Remark]:
    """What the headline has and the body has not: loaded words in its own voice, figures, quotations, a doer."""
    start, end = headline_of(text)
    if not end:
        return
    body = text[end:].lower()
    for row in loaded[(loaded["start"] >= start) & (loaded["end"] <= end)].itertuples():
        words = text[row.start : row.end]
        if row.voice in OWN and words.lower() not in body:
            yield Remark(HEADLINE, row.start, row.end, "the body does not use this word")
    for figure in _NUMBER.finditer(text, start, end):
        if figure[0] not in _NUMBER.findall(body):
            yield Remark(HEADLINE, *figure.span(), "the body does not have this figure")
    for tile in tiles(text[:end]):
        words = text[tile.start : tile.end].strip().strip("“”‘’\"'").lower()
        if tile.voice in ("quoted", "scare") and tile.start >= start and words and words not in body:
            last = tile.start + len(text[tile.start : tile.end].rstrip())
            yield Remark(HEADLINE, tile.start, last, "the body does not have these words in a quotation")
