"""Readable names for events: the first day and the words that most headlines of an event share and few others have."""
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import nsmallest
from math import log

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

NO_DAY = "undated"  # sorts behind any day
# The packaged list of function words has some that make news.
STOP = ENGLISH_STOP_WORDS - set("bill fire cry mill system interest serious".split())
_WORD = re.compile(r"\w[\w'’-]*\w")


def event_names(titles: list[list[str]], dates: list[str], labels: list[int]) -> list[str]:
    """The name of each article's event, from the telling words of its headline, its day, and the event's number."""
    spread = Counter(word for title in titles for word in set(title))
    rare = {word: 1 / (1 + log(n)) for word, n in spread.items()}
    members: dict[int, list[int]] = defaultdict(list)
    for k, label in enumerate(labels):
        members[label].append(k)
    names, taken = [""] * len(titles), Counter[str]()
    for rows in members.values():
        day = min(dates[k] for k in rows)
        name = "-".join([day, *_shared([titles[k] for k in rows], rare)])
        taken[name] += 1
        name = name if taken[name] == 1 else f"{name}-{taken[name]}"
        for k in rows:
            names[k] = name
    return names


def telling(text: str) -> list[str]:
    """The words of a headline, without function words and possessives."""
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return [word for word in words if word not in STOP]


def _shared(titles: list[list[str]], rare: dict[str, float]) -> Iterable[str]:
    """Up to three words that most headlines of an event share and few others have, in the order of one headline."""
    counts = Counter(word for title in titles for word in set(title))
    best = nsmallest(3, counts, key=lambda word: (-counts[word] * counts[word] * rare[word], word))
    pattern = max(titles, key=lambda title: sum(word in title for word in best))
    return sorted(best, key=lambda word: pattern.index(word) if word in pattern else len(pattern))
