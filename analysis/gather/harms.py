"""How each outlet words the same harm: who did it, to whom, in which form; headline and first sentence apart."""

from bisect import bisect_left
from collections import Counter, defaultdict

import pandas as pd

from analysis.mark.actors import find_actors
from analysis.mark.acts import FORMS, is_named, read_acts
from analysis.mark.clauses import Clauses, Span
from analysis.mark.tiles import voice_at
from analysis.read.segment import as_texts

WHERE = ("headline", "first sentence", "rest")
_POOLED = {"kill": "death", "die": "death"}
COLUMNS = [
    "event", "outlet", "article", "where", "sentence", "start", "end", "verb", "harm", "form",
    "agent", "patient", "doer", "named", "agent_actor", "patient_actor", "voice",
]  # fmt: skip
TABLE = [
    "event", "harm", "outlet", "where", "n", "n_named", "named_share", *FORMS,
    "doers", "verbs", "article", "start", "end",
]  # fmt: skip
_PRONOUNS = frozenset("he she they it its his her their you we who others that this".split())
Mention = tuple[int, int, str]  # start, end, actor


def find_harms(articles: pd.DataFrame) -> pd.DataFrame:
    """Every listed harm in the coverage of an event, with its doer and victim as printed and as actors.

    harm: "death" (kill and die together, so that "killed" and "died" are the same harm), wound, attack, destroy, seize
    or expel. where: headline, first sentence or rest of the text. agent, patient, doer, form and named as in
    find_acts. agent_actor and patient_actor: the actor named in the words for the doer and for the victim, pronouns
    traced; of "Halvanian troops" it is Halvania; missing where no actor is named.
    Returns one row per harm: event, outlet, article, where, sentence (missing in a headline), start and end (offsets in
    the text or in the headline), verb, harm, form, agent, patient, doer, named, agent_actor, patient_actor, voice.
    Not for judging blame: who did it may not be known yet, and news often says it one sentence on.
    Raises ValueError for a frame without text or outlet.
    """
    if "outlet" not in articles:
        raise ValueError(f"The frame has no column 'outlet'; it has {', '.join(map(str, articles.columns))}.")
    rows: list[tuple[object, ...]] = []
    known = _known(articles)
    parts = [("headline", as_texts(articles["headline"]))] if "headline" in articles else []
    parts.append(("text", as_texts(articles)))
    frame = pd.DataFrame(
        [(part, *of, texts[of[0]]) for of in known for part, texts in parts],
        columns=["part", "article", "event", "outlet", "text"],
    )
    mentions = _mentions(frame)
    for number, (part, label, event, outlet, text) in enumerate(frame.itertuples(index=False)):
        rows += [(event, outlet, label, *row) for row in _of_text(text, mentions.get(number, []), part)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"sentence": "Int64", "named": "boolean"})


def tabulate_harms(articles: pd.DataFrame, *, patient: str | None = None) -> pd.DataFrame:
    """The same harm by outlet: how often its doer is named, and in which form it is told, headline and lead apart.

    Quotations are left out, since their words are the speaker's. `patient` keeps the harms done to one actor (a name as
    in find_actors); without it all harms of a kind are pooled.
    Returns one row per event, harm, outlet and where, the harm most outlets open with first: event, harm, outlet, where
    (headline, first sentence, rest), n, n_named, named_share (n_named / n, 0 to 1; higher means that more of them say
    who did it), one count a form (active to intransitive), doers (actors or words, with counts), verbs (with counts),
    and the first place: article, start, end (in the headline where `where` says so).
    Not for one article: shares of a handful move by chance; and a death by illness counts as a harm without a doer.
    Raises ValueError for a frame without text or outlet.
    """
    found = find_harms(articles)
    found = found[found["voice"] != "quoted"]
    if patient is not None:
        found = found[found["patient_actor"] == patient]
    rows = []
    for (event, harm, outlet, where), part in found.groupby(["event", "harm", "outlet", "where"], sort=False):
        forms = part["form"].value_counts()
        doers = Counter(filter(None, map(_doer, part.itertuples())))
        n_named, first = int(part["named"].sum()), part.iloc[0]
        rows.append(
            (event, harm, outlet, where, len(part), n_named, n_named / len(part))
            + tuple(int(forms.get(form, 0)) for form in FORMS)
            + (_counted(doers), _counted(Counter(part["verb"])), first["article"], first["start"], first["end"])
        )
    table = pd.DataFrame(rows, columns=TABLE)
    harm = [table["event"], table["harm"]]
    leads = table["outlet"].where(table["where"] != "rest").groupby(harm).transform("nunique")
    keys = table.assign(
        _leads=-leads, _n=-table["n"].groupby(harm).transform("sum"), _at=table["where"].map(WHERE.index)
    )
    keys = keys.sort_values(["event", "_leads", "_n", "harm", "outlet", "_at"], kind="stable")
    return keys[TABLE].reset_index(drop=True)


def _known(articles: pd.DataFrame) -> list[tuple[object, object, object]]:
    """Label, event and outlet of each article, "" where they are missing."""
    blank = pd.Series("", index=articles.index, dtype=object)
    event, outlet = (
        (articles[name].astype(object) if name in articles else blank).fillna("") for name in ("event", "outlet")
    )
    return list(zip(articles.index, event, outlet, strict=True))


def _mentions(frame: pd.DataFrame) -> dict[object, list[Mention]]:
    """Row -> its mentions in order; headlines and texts are resolved together."""
    found = find_actors(frame, pronouns=True)
    found = found[found["actor"].notna()]
    mentions: dict[object, list[Mention]] = defaultdict(list)
    for label, *mention in zip(*(found[c].tolist() for c in ("article", "start", "end", "actor")), strict=True):
        mentions[label].append(tuple(mention))
    return mentions


def _of_text(text: str, mentions: list[Mention], part: str) -> list[tuple[object, ...]]:
    """Where, sentence, start, end, verb, harm, form, agent, patient, doer, named and the actors of each harm."""
    clauses, acts = read_acts(text)
    acts = [act for act in acts if act.harm]
    voices = voice_at(text, [clauses.starts[act.first] for act in acts]) if acts else []
    rows: list[tuple[object, ...]] = []
    for act, voice in zip(acts, voices, strict=True):
        number = clauses.sentence(act.past - 1)[0]
        where = "headline" if part == "headline" else "first sentence" if number == 0 else "rest"
        kind = act.harm.kind if act.harm else ""
        rows.append(
            (where, None if part == "headline" else number, clauses.starts[act.first], clauses.ends[act.past - 1])
            + (act.verb, _POOLED.get(kind, kind), act.form)
            + tuple(clauses.printed(span) for span in (act.agent, act.patient, act.doer))
            + (is_named(clauses, act), _actor(clauses, act.doer or act.agent, mentions))
            + (_actor(clauses, act.patient, mentions), voice)
        )
    return rows


def _actor(clauses: Clauses, span: Span | None, mentions: list[Mention]) -> str | None:
    """The actor named in a noun phrase: its head, else the first."""
    if span is None:
        return None
    head = next((k - 1 for k in range(span[0] + 1, span[1]) if clauses.words[k] in ("of", "for")), span[1] - 1)
    start, end = clauses.starts[span[0]], clauses.ends[span[1] - 1]
    inside = mentions[bisect_left(mentions, start, key=lambda m: m[1]) :]
    inside = [m for m in inside[: bisect_left(inside, end, key=lambda m: m[0])] if m[1] > start]
    at = clauses.starts[head]
    return next((actor for s, e, actor in inside if s <= at < e), inside[0][2] if inside else None)


def _doer(row) -> str | None:
    """Who did it: the actor, else the words; nothing where only a weapon or an untraced pronoun is named."""
    told = (who for who in (row.agent_actor, row.doer, row.agent) if isinstance(who, str)) if row.named else ()
    return next((who for who in told if who.lower() not in _PRONOUNS), None)


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{what} {n}" for what, n in counts.most_common())
