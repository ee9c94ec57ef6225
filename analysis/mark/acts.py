"""Who did what to whom, and what the grammar leaves out: the form of each act, its agent and its patient."""

import numpy as np
import pandas as pd

from analysis.mark.clauses import Clauses
from analysis.mark.doers import doers
from analysis.mark.harms import Harms
from analysis.mark.passives import Act, Passives
from analysis.mark.tiles import voice_at
from analysis.mark.verbs import WORDS
from analysis.read.collector import resting
from analysis.read.plain import as_printed
from analysis.read.segment import ahead, parse, plain_texts

FORMS = (
    "active", "passive_agent", "passive_agentless", "reduced_agent", "reduced_agentless", "nominal", "intransitive",
)  # fmt: skip
COLUMNS = ["article", "sentence", "start", "end", "verb", "form", "agent", "patient", "voice", "doer", "kind", "named"]


@as_printed
def find_acts(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """Acts and their grammatical form: passives of every verb, and listed harms in any form.

    A passive is be or get with a participle, or a participle alone (`reduced`), with or without an agent after "by".
    For the harms of analysis/data/acts/harm.csv also `active`, `nominal` ("the strike on") and `intransitive` ("died").
    Returns one row per act: article (index label), sentence (from 0), start and end (offsets of the verb group or the
    noun), verb (the lemma), form, agent and patient (as printed, missing where there is none), voice (see find_voices),
    doer (a doer named neither as subject nor after "by": "killed in a US strike"), kind (kill, wound, attack, destroy,
    seize, expel, die; missing for other verbs), named (whether the words say who did it; a missile is no doer;
    missing for other verbs).
    Not for judging blame: news often names the doer one sentence on, and a first report may not know. Word lists and
    order only, no parser: a reduced participle without "by" is looked for where it cannot be a past tense or the verb
    is a listed harm.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series = plain_texts(texts)
    rows: dict[str, list] = {name: [] for name in COLUMNS}
    for article, text in zip(series.index, ahead(series), strict=True):
        clauses, acts = read_acts(text)
        starts = [clauses.starts[act.first] for act in acts]
        rows["article"] += [article] * len(acts)
        rows["sentence"] += [clauses.sentence(act.past - 1)[0] for act in acts]
        rows["start"] += starts
        rows["end"] += [clauses.ends[act.past - 1] for act in acts]
        rows["verb"] += [act.verb for act in acts]
        rows["form"] += [act.form for act in acts]
        rows["agent"] += [clauses.printed(act.agent) for act in acts]
        rows["patient"] += [clauses.printed(act.patient) for act in acts]
        rows["voice"] += voice_at(text, starts) if acts else []
        rows["doer"] += [clauses.printed(act.doer) for act in acts]
        rows["kind"] += [act.harm.kind if act.harm else None for act in acts]
        rows["named"] += [is_named(clauses, act) if act.harm else None for act in acts]
    return pd.DataFrame(rows if rows["start"] else [], columns=COLUMNS)


def read_acts(text: str) -> tuple[Clauses, list[Act]]:
    """The acts of a text in order, by the indices of its words."""
    clauses = Clauses(parse(text))
    passives = Passives(clauses)
    harms = Harms(clauses, passives)
    acts = sorted([*passives.found.values(), *harms.acts], key=lambda act: act[:2])
    return clauses, doers(clauses, acts)


def is_named(clauses: Clauses, act: Act) -> bool:
    """Whether somebody is named who did it."""
    if act.doer:
        return True
    if act.harm and act.harm.use == "clash":
        return False  # a clash has two sides and no doer
    return act.agent is not None and clauses.words[act.agent[1] - 1] not in WORDS["instrument"]


@resting()
def score_acts(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """How each text words its acts: the share of harms whose doer is named, and the share of each form.

        named_share = harms whose doer the sentence names / n_harms; share_<form> = harms in that form / n_harms;
        agentless_share = passives without an agent / n_passives, of all verbs.

    Returns one row per text, index kept: n_acts (the rows of find_acts), n_harms, named_share, share_active,
    share_passive_agent, share_passive_agentless, share_reduced_agent, share_reduced_agentless, share_nominal,
    share_intransitive, n_passives, agentless_share. Shares run from 0 to 1 and are NaN where nothing was counted.
    Higher named_share means that more of the listed harms say who did them.
    Not for a single short text: a handful of acts moves every share.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series = plain_texts(texts)
    found = find_acts(series)
    harms = found[found["kind"].notna()]
    passives = found[found["form"].str.startswith(("passive", "reduced"))]
    scores = pd.DataFrame(index=series.index)
    scores["n_acts"] = _count(found, series.index)
    scores["n_harms"] = _count(harms, series.index)
    n_harms = scores["n_harms"].replace(0, np.nan)
    scores["named_share"] = _count(harms[harms["named"].eq(True)], series.index) / n_harms
    for form in FORMS:
        scores[f"share_{form}"] = _count(harms[harms["form"] == form], series.index) / n_harms
    scores["n_passives"] = _count(passives, series.index)
    agentless = passives[passives["form"].str.endswith("agentless")]
    scores["agentless_share"] = _count(agentless, series.index) / scores["n_passives"].replace(0, np.nan)
    return scores


def _count(rows: pd.DataFrame, index: pd.Index) -> pd.Series:
    return rows.groupby("article").size().reindex(index, fill_value=0).astype(int)
