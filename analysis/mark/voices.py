"""Whose words are these: the narrator's, quoted, reported or scare-quoted; who speaks, and with which verb."""

import pandas as pd

from analysis.mark.speakers import named_actors, speakers
from analysis.mark.tiles import tiles
from analysis.read.segment import as_texts


def find_voices(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """Whose words: spans that tile each text, by quotation marks, verbs of speech and “according to”.

    Returns one row per span: article (index label of `texts`), start and end (offsets; quotation marks belong to
    the quotation, white space to the span before it), voice (`narrator`, `quoted`, `reported`: a content clause
    without marks, `scare`: a short fragment in marks that nobody is said to have said), speaker (the actor's name
    as in find_actors, missing when unsure), cue (the verb as printed).
    Not for texts that have lost their quotation marks. Reported speech misses clauses without a verb of speech.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series, rows = as_texts(texts), []
    named = named_actors(series)
    for article, text in series.items():
        cut = tiles(text)
        for tile, speaker in zip(cut, speakers(text, cut, named.get(article, [])), strict=True):
            cue = text[slice(*tile.cue)] if tile.cue else None
            rows.append((article, tile.start, tile.end, tile.voice, speaker, cue))
    return pd.DataFrame(rows, columns=["article", "start", "end", "voice", "speaker", "cue"])
