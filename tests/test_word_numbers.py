"""Words counted as numbers are the words that a regular expression finds."""
import re
from collections import Counter

import pytest

from analysis.gather.word_numbers import TOGETHER, WordCounts

TEXTS = [
    "Crowds left; crowds came back", "", "a b c", "été ÉTÉ naïve_x 12 3 1,200", "新聞 新聞記者 を読む",
    "İstanbul ΣΟΦΟΣ Straße", "x\ud800y 😀 ok",
    "'tis the mayor's e-mail", "\n\nline\r\nline\u2028line",
]  # fmt: skip


@pytest.mark.parametrize("texts", [TEXTS, TEXTS * TOGETHER, [], [""]])
def test_each_text_has_the_counts_of_its_words(texts):
    words = WordCounts()
    table = words.of(texts)
    every = sorted({word for text in texts for word in re.findall(r"\w\w+", text.lower())})
    column = {word: words.of([word]).indices[0] for word in every}
    assert len(set(column.values())) == len(every) == table.shape[1]
    for row, text in zip(table[: len(TEXTS)], texts, strict=False):
        counts = Counter(re.findall(r"\w\w+", text.lower()))
        found = dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
        assert found == {column[word]: n for word, n in counts.items()}


def test_words_left_out_have_no_column():
    words = WordCounts()
    table = words.of(["the crowds left the town"])
    kept = words.without(["the", "unseen"])
    assert sorted(table[:, kept].data.tolist()) == [1, 1, 1] and table.shape == (1, 4)
