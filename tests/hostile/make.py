"""Makers of test cases: seeded, all texts invented."""

import random
from collections.abc import Sequence

import pandas as pd


def recombined(texts: Sequence[str], n: int, *, seed: int = 0) -> pd.DataFrame:
    """`n` articles (id, outlet, headline, published, text) put together from the paragraphs of `texts`."""
    draw = random.Random(seed)
    paragraphs = [line for text in texts for line in text.split("\n") if len(line.split()) > 5]
    rows = []
    for number in range(n):
        body = "\n\n".join(draw.choices(paragraphs, k=draw.randint(3, 12)))
        day = f"2031-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        headline = " ".join(body.split()[:8])
        rows.append((f"m{number:07}", f"Outlet {draw.randint(1, 9)}", headline, day, body))
    return pd.DataFrame(rows, columns=["id", "outlet", "headline", "published", "text"])
