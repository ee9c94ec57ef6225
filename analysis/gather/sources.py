"""Who speaks in the coverage of an event: each outlet's sources, how much they say, named or not, in which role."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import pandas as pd

from analysis.mark.actors import find_actors
from analysis.mark.cues import cues
from analysis.mark.roles import role_beside, role_in
from analysis.mark.titles import WORDS, common_words
from analysis.mark.verbs import is_participle
from analysis.mark.voices import KINDS, find_voices
from analysis.read.segment import as_texts, parse

COLUMNS = [
    "event", "outlet", "article", "start", "end", "voice", "source", "printed", "named", "role", "cue", "kind",
    "n_words",
]  # fmt: skip
TABLE = [
    "event", "outlet", "source", "named", "role", "n", "n_articles", "quoted_words", "reported_words",
    "share_of_words", *KINDS, "verbs", "n_outlets", "article", "start", "end",
]  # fmt: skip
BY = ("source", "role", "named")
_PRONOUNS = frozenset(
    "i he she they we it you one who whose someone somebody nobody others that this which what of then".split()
)
_PLACED = frozenset("in at as on from perhaps".split())
_SUBORDINATE = frozenset("as that when while after before because if since although though until unless".split())
_FINITE = frozenset(
    "is are was were has have had will would can could does did couldn't wouldn't won't can't isn't aren't wasn't "
    "weren't hasn't haven't hadn't doesn't didn't don't shouldn't".split()
)
_ASKING = frozenset("what which whether how why".split())  # a question is nobody
_ADVERBS = frozenset("often never always now still just already usually sometimes once yet nearly even".split())
_NO_SOURCE = frozenset("or not to for over than".split())
_TIMES = WORDS["calendar"] | frozenset("on last next this week month year today yesterday earlier later".split())
_LEADING = frozenset("a an the one two three four some several many few other another these those and but".split())


def find_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """Every stretch of quoted or reported speech with its source, named or not, its role and the verb.

    source: the actor who speaks as in find_actors, or the words that stand for a source without a name ("ministry
    official", "residents", article and number left off), missing where neither was found. named: whether the source
    is an actor with a name; missing with the source. role, by the nouns of analysis/data/voices/roles.csv beside the
    name anywhere in the event or in the source's own words: government, politics, security, armed group, justice,
    expert, business, civil society, religion, citizen, media, document, spokesperson (of whom is not said), source
    ("sources said"); missing where no such noun stands.
    Returns one row per stretch, in order: event, outlet, article, start, end, voice (quoted or reported), source,
    printed (the words in the text that name the source), named, role, cue (the verb as printed), kind (of the verb:
    neutral, doubting, endorsing, committing; missing without one), n_words.
    Not a list of whom an outlet asked, only of whom it printed; a source not found is often the finder's failure.
    Raises ValueError for a frame without text or outlet.
    """
    if "outlet" not in articles:
        raise ValueError(f"The frame has no column 'outlet'; it has {', '.join(map(str, articles.columns))}.")
    texts = as_texts(articles)
    spans = find_voices(articles)
    spans = spans[spans["voice"].isin(("quoted", "reported"))].reset_index(drop=True)
    for name in ("event", "outlet"):
        values = articles[name].astype(object) if name in articles else pd.Series("", index=texts.index, dtype=object)
        spans[name] = spans["article"].map(values.where(values.notna(), ""))
    spans["n_words"] = [len(parse(texts[a]).words_between(s, e)) for a, s, e in _places(spans)]
    spans["printed"] = _going_on(spans, texts)
    roles = _roles(articles, set(spans["speaker"].dropna()), texts)
    rows = list(zip(spans["event"], spans["speaker"], spans["printed"], strict=True))
    sources = [_source(speaker, printed) for _, speaker, printed in rows]
    spans["source"] = pd.Series([source for source, _ in sources], index=spans.index, dtype=object)
    spans["named"] = pd.array([named for _, named in sources], dtype="boolean")
    found = [
        roles.get((event, speaker)) or (role_in(printed) if source and isinstance(printed, str) else None)
        for (event, speaker, printed), (source, _) in zip(rows, sources, strict=True)
    ]
    spans["role"] = pd.Series(found, index=spans.index, dtype=object)
    spans["kind"] = pd.Series([_kind(cue) for cue in spans["cue"]], index=spans.index, dtype=object)
    return spans[COLUMNS]


def tabulate_sources(articles: pd.DataFrame, *, by: str = "source") -> pd.DataFrame:
    """Each outlet's sources within each event: who is quoted, how much, named or not, in which role, with which verbs.

    `by` "role" or "named" pools the sources of one role, or the named and the unnamed.
    Returns one row per event, outlet and source, the most words first: event, outlet, source, named, role (with `by`
    "role" or "named" only that one of the three), n (stretches of speech), n_articles, quoted_words, reported_words,
    share_of_words (of all quoted and reported words of that outlet in that event, 0 to 1; higher means that more of
    what others say is said by this source), neutral, doubting, endorsing, committing (stretches by kind of verb),
    verbs (as printed, with counts), n_outlets (outlets of the event that have this source), and the place of the
    first: article, start, end. Stretches without a found source stand in a row with a missing source.
    Not for comparing two outlets by one event: see compare_outlets for shares of score_voices over many.
    Raises ValueError for a frame without text or outlet, or another `by`.
    """
    if by not in BY:
        raise ValueError(f"Sources cannot be pooled by {by!r}; choose {', '.join(BY)}.")
    spans = find_sources(articles)
    shown = ["source", "named", "role"] if by == "source" else [by]
    total = spans.groupby(["event", "outlet"])["n_words"].transform("sum")
    spans["share_of_words"] = spans["n_words"] / total.where(total > 0)
    rows = []
    # A person may carry two roles in an event's coverage; the ledger shows one, so the key is the name alone.
    for (event, outlet, _), part in spans.groupby(["event", "outlet", by], sort=False, dropna=False):
        words = part["n_words"].groupby(part["voice"]).sum()
        verbs = Counter(cue.lower() for cue in part["cue"].dropna()).most_common()
        kinds = part["kind"].value_counts()
        first = part.iloc[0]
        rows.append(
            (event, outlet, *(first[name] for name in shown), len(part), part["article"].nunique())
            + (int(words.get("quoted", 0)), int(words.get("reported", 0)), part["share_of_words"].sum())
            + tuple(int(kinds.get(kind, 0)) for kind in KINDS)
            + (", ".join(f"{cue} {n}" for cue, n in verbs), first["article"], first["start"], first["end"])
        )
    columns = [c for c in TABLE if c not in ("source", "named", "role", "n_outlets") or c in shown]
    table = pd.DataFrame(rows, columns=columns)
    having = table.groupby(["event", by], dropna=False)["outlet"].transform("nunique").where(table[by].notna())
    table.insert(columns.index("article"), "n_outlets", having.astype("Int64"))
    return table.sort_values(
        ["event", "outlet", "share_of_words"], ascending=[True, True, False], kind="stable", ignore_index=True
    )


def _places(spans: pd.DataFrame) -> zip:
    return zip(spans["article"], spans["start"], spans["end"], strict=True)


def _going_on(spans: pd.DataFrame, texts: pd.Series) -> list[str | None]:
    """The printed source of each stretch; a quotation that goes on in its paragraph has that of the one before."""
    printed: list[str | None] = []
    before: tuple[object, int, str | None] = (None, 0, None)
    for row in spans.itertuples():
        own = row.source if isinstance(row.source, str) else None
        if row.voice == "quoted":
            if own is None and not isinstance(row.cue, str) and row.article == before[0]:
                between = texts[row.article][before[1] : row.start]
                own = before[2] if "\n" not in between or not between.strip() else None
            stripped = len(texts[row.article][row.start : row.end].rstrip())
            before = (row.article, row.start + stripped, own)
        printed.append(own)
    return printed


def _source(speaker: object, printed: object) -> tuple[str | None, bool | None]:
    """The source and whether it has a name."""
    if isinstance(speaker, str):
        return speaker, True
    doc = parse(printed if isinstance(printed, str) else "")
    k, words = _clause(doc.words), doc.words
    if not k and words and words[0] in _PLACED:  # “In Brennick the minister”
        k = next((i for i in range(1, len(words)) if words[i] in _LEADING), 1 if words[0] == "as" else 0)
    while k < len(words) and words[k] in _LEADING:
        k += 1
    past = _past(words, k)
    inside = words[k:past]
    if not inside or inside[0] in _PRONOUNS or inside[-1] in _PRONOUNS or inside[0][0].isdigit():
        return None, None
    if inside[0] in _NO_SOURCE | _ADVERBS or not (_FINITE | _ASKING).isdisjoint(inside):
        return None, None
    shown = doc.text[doc.starts[k] : doc.ends[past - 1]]
    opens = not k and words[0] in common_words() - WORDS["org"]  # a capital that may be the sentence's
    return (shown[0].lower() + shown[1:] if opens else shown), False


def _clause(words: Sequence[str]) -> int:
    """Where the last clause of a source begins: “the vote came as / Ostran officials”, but not in “a man who ...”."""
    if "who" in words:
        return 0
    return max((k + 1 for k, word in enumerate(words[:-1]) if word in _SUBORDINATE and (k or word != "as")), default=0)


def _past(words: Sequence[str], k: int) -> int:
    """The end of a source without its relative clause, its verb and its day: “an aide / on Tuesday”."""
    ends = (i for i in range(k + 1, len(words)) if words[i] == "who" or words[i] in _ADVERBS)
    past = next(ends, len(words))
    while past > k and words[past - 1] in _TIMES:
        past -= 1
    last = words[past - 1] if past > k + 1 else ""
    return past - 1 if last.endswith("ed") and is_participle(last) else past  # a coalition statement / released


def _kind(cue: object) -> str | None:
    if not isinstance(cue, str):
        return None
    found = cues().get(cue.lower())
    return found.kind if found else "neutral"


def _roles(articles: pd.DataFrame, speakers: set[str], texts: pd.Series) -> dict[tuple[object, str], str]:
    """(event, speaker) -> the role that most of the words beside the name give in that event."""
    counts: dict[tuple[object, str], Counter[str]] = defaultdict(Counter)
    found = find_actors(articles)
    found = found[found["actor"].isin(speakers)]
    states = set(found.loc[found["kind"] == "country", "actor"])
    events = articles["event"] if "event" in articles else pd.Series("", index=texts.index)
    for article, start, end, actor in zip(*(found[c] for c in ("article", "start", "end", "actor")), strict=True):
        acronym = texts[article][start:end].isupper()  # “ABC recipients”: the role is theirs
        state = "government" if actor in states else None  # and not of the general beside it
        if role := state or (None if acronym else role_beside(parse(texts[article]), start, end)):
            event = events[article]
            counts["" if pd.isna(event) else event, actor][role] += 1
    return {key: found.most_common(1)[0][0] for key, found in counts.items()}
