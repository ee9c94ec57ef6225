"""House rules for a draft: words a house allows, words it avoids, a lexicon of its own."""
import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.mark.tiles import voice_at

RULES = ("allow", "avoid", "lexicon")
FILE = "wording.csv"  # taken from the current folder where it is there and no other file is named
HOUSE = "house_rule"


@dataclass(frozen=True)
class Rules:
    """What a house has decided: `allowed` terms, `avoided` terms with what to say instead, its own `lexicon` folder."""

    allowed: frozenset[str] = frozenset()
    avoided: tuple[tuple[str, str], ...] = ()
    lexicon: str | None = None
    name: str = ""

    def __str__(self) -> str:
        if not self.name:
            return ""
        own = f", lexicon {self.lexicon}" if self.lexicon else ""
        return f"House rules: {self.name} ({len(self.allowed)} allowed, {len(self.avoided)} avoided{own})."


def read_rules(file: str | Path | None = None) -> Rules:
    """The rules of a CSV table with the columns rule, term and, where wanted, instead.

    rule is `allow` (the term is never listed), `avoid` (always listed, with `instead` as the plainer wording; a * at
    its end stands for any ending) or `lexicon` (term is the folder of a lexicon that takes the place of ours, as seen
    from the table). A CSV, because an editor keeps such a list in a spreadsheet. Without `file`, wording.csv of the
    current folder, or no rules.
    Raises FileNotFoundError for a file that is not there, ValueError naming file, row and value for a wrong row.
    """
    path = Path(file) if file is not None else Path(FILE)
    if not path.is_file():
        if file is None:
            return Rules()
        raise FileNotFoundError(f"{path}: no such file of house rules; write a CSV table with rule, term, instead.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as table:
            rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(table)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: it is no CSV table in UTF-8 ({error}); save it so.") from None
    if not rows or not {"rule", "term"} <= set(rows[0]):
        raise ValueError(f"{path}: it needs the columns rule and term, one rule a row.")
    for number, row in enumerate(rows, 2):
        if row["rule"] not in RULES or not row["term"].strip("*"):
            received = f"{row['rule']!r} {row['term']!r}"
            raise ValueError(f"{path}, row {number}: {received}; use {', '.join(RULES)} and a term.")
    of = {rule: [row for row in rows if row["rule"] == rule] for rule in RULES}
    folder = [str(path.parent / row["term"]) for row in of["lexicon"]]
    return Rules(
        frozenset(row["term"].lower() for row in of["allow"]),
        tuple((row["term"], row.get("instead", "")) for row in of["avoid"]),
        folder[-1] if folder else None, str(path),
    )  # fmt: skip


def under_rules(text: str, found: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The rows of find_loaded without what the house allows, and with a row for each word it avoids."""
    printed = pd.Series([text[a:b].lower() for a, b in zip(found["start"], found["end"], strict=True)], found.index)
    allowed = printed.isin(rules.allowed) | found["term"].str.lower().isin(rules.allowed)
    hits = [
        (m.start(), m.end(), term, instead)
        for term, instead in rules.avoided
        for m in re.finditer(_pattern(term), text, re.IGNORECASE)
    ]
    if not hits:
        return found[~allowed]
    voices = voice_at(text, [start for start, *_ in hits])
    rows = [
        {"article": 0, "start": start, "end": end, "term": term, "category": HOUSE, "strength": 3, "voice": voice,
         "plain": instead or None}
        for (start, end, term, instead), voice in zip(hits, voices, strict=True)
    ]  # fmt: skip
    house = pd.DataFrame(rows).reindex(columns=found.columns)
    taken = {(row["start"], row["end"]) for row in rows}
    own = [(a, b) in taken for a, b in zip(found["start"], found["end"], strict=True)]
    kept = found[~allowed & ~pd.Series(own, found.index, dtype=bool)]
    merged = pd.DataFrame([*kept.astype(object).to_dict("records"), *house.astype(object).to_dict("records")])
    return merged.sort_values("start", kind="stable", ignore_index=True)


def _pattern(term: str) -> str:
    words = r"\s+".join(re.escape(word) for word in term.rstrip("*").split())
    return rf"(?<!\w){words}" + (r"\w*" if term.endswith("*") else r"(?!\w)")
