"""What an outlet always writes, whatever the event: repeated strings of words, and its manual of style."""
import numpy as np
import pandas as pd

from analysis.read.segment import as_texts, parse

RUN = 5  # words in a string that may be boilerplate
_TITLES = (
    "mr mrs ms messrs dr prof rev hon sen sens senator senators rep reps representative representatives gov govs gen "
    "lt col sgt capt"
)
_STATES = (
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo n.y n.j n.h n.m n.c n.d s.c s.d r.i d.c u.s u.k u.n e.u w.va dem dems gop"
)
_DATES = (
    "jan feb aug sept oct nov dec monday tuesday wednesday thursday friday saturday sunday a.m p.m am pm"
)
_SPELLINGS = (
    "percent percentage pct labour labor defence defense centre center programme program organisation organization "
    "neighbour neighbor colour color honour honor favour favor behaviour behavior towards toward whilst while amongst "
    "among afterwards afterward e-mail email ok okay grey gray judgement judgment adviser advisor"
)
_PAGE = (
    "click subscribe newsletter advertisement advertisements copyright reprint permission getty images image photo "
    "photos video watch gallery slideshow caption read related story stories here below above via twitter tweet "
    "tweeted facebook instagram update updated contributed reporting editor editors reuters afp ap"
)
_FUNCTION = (
    "a about after all also an and any are as at be because been before being both but by can could did do does for "
    "from had has have he her hers him his how i if in into is it its itself just may me might more most much my no "
    "nor not of off on one only or other our out over own same shall she should so some such than that the their them "
    "then there these they this those though through to too under until up upon us very was we were what when where "
    "which who whom whose why will with within without would you your said says saying say told according added asked"
)
STYLE_WORDS = frozenset(" ".join((_TITLES, _STATES, _DATES, _SPELLINGS, _PAGE)).split())
STYLE_PHRASES = frozenset({"per cent", "united states", "united kingdom", "united nations", "see also", "for instance"})
FUNCTION_WORDS = frozenset(_FUNCTION.split())


def house_style(term: str, names: list[str]) -> str:
    """Why a term says more of a manual of style than of an event: "house style", "function words", or "".

    "house style" where a word of it is a title, an initial, an abbreviated place or date, a spelling that manuals
    differ on or page furniture, or where it is part of one of the `names` (of outlets) but for function words;
    "function words" where nothing else is in it. A closed list: what it does not know is taken for wording.
    """
    words = term.split()
    kept = " ".join(word for word in words if word not in FUNCTION_WORDS)
    if not kept:
        return "function words"
    set_phrase = any(f" {kept} " in f" {phrase.lower()} " for phrase in (*names, *STYLE_PHRASES))
    marked = any(word in STYLE_WORDS or len(word) == 1 for word in words if word != "a")
    return "house style" if set_phrase or marked or term in ("republican of", "democrat of") else ""


def find_boilerplate(
    articles: pd.DataFrame, *, by: str = "outlet", within: str = "event", least_events: int = 3
) -> pd.DataFrame:
    """Strings of five words that one outlet repeats from event to event and others hardly use.

    A string counts where the outlet has it in at least `least_events` events (in large corpora: 1 % of its events)
    and where two thirds of all cells (outlet by event) that have it are that outlet's; overlapping strings are joined.
    Returns standoff rows: article, start, end. Not for a corpus of one outlet, where a stock phrase of everyone looks
    like its own. Raises ValueError for duplicate index labels.
    """
    texts = as_texts(articles)
    hashes = _strings(texts)
    rows = np.repeat(np.arange(len(texts)), [len(h) for h in hashes])
    outlet, event = (pd.factorize(articles[column])[0] for column in (by, within))
    strings = np.concatenate([*hashes, np.empty(0, np.uint64)])
    cells = pd.DataFrame({"string": strings, "outlet": outlet[rows], "event": event[rows]})
    users = cells.drop_duplicates().groupby(["string", "outlet"], sort=False).size()
    in_all = users.groupby("string", sort=False).transform("sum")
    needed = pd.DataFrame({"outlet": outlet, "event": event}).drop_duplicates()["outlet"].value_counts() * 0.01
    enough = np.maximum(needed.reindex(users.index.get_level_values("outlet")).to_numpy(), least_events)
    stock = users[(users.to_numpy() >= enough) & (users.to_numpy() * 3 >= in_all.to_numpy() * 2)]
    hit = pd.MultiIndex.from_frame(cells[["string", "outlet"]]).isin(stock.index)
    return _joined(texts, np.split(hit, np.cumsum([len(h) for h in hashes])[:-1]) if len(texts) else [])


def _strings(texts: pd.Series) -> list[np.ndarray]:
    """A hash of every run of five words, text by text."""
    ids: dict[str, int] = {}
    found = []
    for text in texts:
        words = np.array([ids.setdefault(word, len(ids) + 1) for word in parse(text).words], dtype=np.uint64)
        n = max(len(words) - RUN + 1, 0)
        code = np.zeros(n, dtype=np.uint64)
        for step in range(RUN if n else 0):
            code = code * np.uint64(0x9E3779B97F4A7C15) + words[step : step + n]
        found.append(code)
    return found


def _joined(texts: pd.Series, hits: list[np.ndarray]) -> pd.DataFrame:
    rows = []
    for (article, text), hit in zip(texts.items(), hits, strict=True):
        doc = parse(text)
        covered = np.zeros(len(doc.words) + 2, dtype=bool)
        for first in np.flatnonzero(hit):
            covered[first + 1 : first + 1 + RUN] = True
        edges = np.flatnonzero(np.diff(covered.astype(int)))
        rows += [(article, doc.starts[a], doc.ends[b - 1]) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return pd.DataFrame(rows, columns=["article", "start", "end"])
