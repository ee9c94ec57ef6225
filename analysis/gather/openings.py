"""What grouping into events reads of an article: any number of parts can be grouped without holding all text."""

import pandas as pd

from analysis.gather.events import LEAD
from analysis.read.segment import as_texts


def openings(articles: pd.DataFrame) -> pd.DataFrame:
    """Headline, date and the first 200 words of each article, index kept: about a fifth of the text.

    Results for parts are joined by pd.concat; group_events of them is group_events of the whole articles, save that
    two articles of one day and headline whose first 200 words are the same may change places.
    Raises ValueError for a frame without text.
    """
    words = [" ".join(text[: LEAD * 20].split(None, LEAD)[:LEAD]) for text in as_texts(articles)]
    kept = [name for name in ("headline", "published") if name in articles]
    return articles[kept].assign(text=words)
