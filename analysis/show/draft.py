"""An editor's view of one draft: loaded words, doers left out, changing labels, headline against body."""
import json
import sys
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.contrast.sentence import FEWEST_WORDS
from analysis.mark.lexicon import Lexicon
from analysis.mark.loaded import find_loaded, score_loaded
from analysis.read.account import Refusal
from analysis.read.encoding import PAGE_BYTES, clean, decode, read_bytes
from analysis.read.files import File
from analysis.read.language import other_language
from analysis.read.saved import docx_text
from analysis.show.html import legible
from analysis.show.marked import CONTEXT, OWN, VOICES, from_context, plainer
from analysis.show.remarks import DOER, remarks
from analysis.show.rules import Rules, under_rules
from analysis.validate.card import card_line

_AROUND = 36  # characters of the line shown on either side of the word
_COLUMNS = ["kind", "line", "words", "told", "start", "end", "context"]


@dataclass(frozen=True, eq=False)
class Draft:
    """What `check_draft` found: `.words` has a row per loaded word, own voice first; printed, it is the whole view.

    `.remarks` has a row per remark: kind (doer not named, labels for one person, headline against body), line, words,
    told, start, end, context. `.text` is the draft, `.rules` the house rules it was checked by.
    """

    words: pd.DataFrame
    n_words: int
    n_own_words: int
    remarks: pd.DataFrame
    text: str = ""
    rules: Rules = Rules()

    @property
    def n_own_voice(self) -> int:
        """Loaded words in the draft's own voice, scare quotes among them."""
        return int(self.words["voice"].isin(OWN).sum())

    @property
    def own_voice_per_1000(self) -> float:
        """Their rate per 1,000 words of the draft's own voice; NaN under 200 such words."""
        return 1000 * self.n_own_voice / self.n_own_words if self.n_own_words >= FEWEST_WORDS else float("nan")

    def __str__(self) -> str:
        own = self.words["voice"].isin(OWN)
        parts = ["\n".join(filter(None, [self.summary, card_line("loaded words"), str(self.rules)]))]
        for title, rows in (("In its own voice", self.words[own]), ("In the words of others", self.words[~own])):
            if len(rows):
                parts.append("\n".join([title, *(_entry(row) for row in rows.to_dict("records"))]))
        for kind, rows in self.remarks.groupby("kind", sort=False):
            card = [card_line("passives")] if kind == DOER else []
            told = [f"  line {r.line:>3}  {r.words}: {r.told}\n            {r.context}" for r in rows.itertuples()]
            parts.append("\n".join([str(kind).capitalize(), *map(legible, told), *card]))
        return "\n\n".join(parts)

    @property
    def summary(self) -> str:
        """How many loaded words in how many, and the rate where there are enough."""
        n, own = len(self.words), self.n_own_voice
        found = f"{_number(n, 'loaded word')} in {_number(self.n_words, 'word')}: {own} in its own voice"
        rate = self.own_voice_per_1000
        if rate == rate:
            return f"{found} ({rate:.1f} per 1,000), {n - own} in the words of others."
        return (
            f"{found}, {n - own} in the words of others. No rate is given: it needs {FEWEST_WORDS} words in its own "
            f"voice, and here are {self.n_own_words}."
        )

    def as_json(self) -> str:
        """Counts, words and remarks as JSON, for an editing system."""
        rate = self.own_voice_per_1000
        told: dict[str, Any] = {
            "n_words": self.n_words, "n_own_words": self.n_own_words, "n_own_voice": self.n_own_voice,
            "own_voice_per_1000": rate if rate == rate else None, "agreement": card_line("loaded words"),
            "rules": str(self.rules), "words": _plain(self.words), "remarks": _plain(self.remarks),
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=True, indent=1)


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for JSON: null where nothing stands, text made legible."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    plain = [{k: v.item() if hasattr(v, "item") else legible(v) for k, v in row.items()} for row in rows]
    return [{str(k): v for k, v in row.items()} for row in plain]


def read_draft(file: str) -> str:
    """The text of one draft: a text file or .docx, or standard input for "-".

    Text is decoded by byte order mark, else as UTF-8, else as cp1252; nothing is taken out, so that lines keep their
    numbers. In a .docx each paragraph is two lines, the second empty.
    Raises ValueError, in one sentence, for an empty, binary or oversized file, FileNotFoundError for a missing one.
    """
    name = "standard input" if file == "-" else file
    if file != "-" and not Path(file).is_file():
        raise FileNotFoundError(f"{name}: {'not a file' if Path(file).exists() else 'no such file'}; give a text file.")
    try:
        if file.lower().endswith(".docx"):
            text, _ = clean(docx_text(File(Path(file), file)))
        else:
            data = sys.stdin.buffer.read(PAGE_BYTES + 1) if file == "-" else read_bytes(Path(file))
            if len(data) > PAGE_BYTES:
                raise Refusal(f"longer than {PAGE_BYTES // 1_000_000} MB", "split it")
            text, _ = clean(decode(data)[0])
    except Refusal as refusal:
        raise ValueError(f"{name}: {refusal.reason}; {refusal.mend}.") from None
    if not text.strip():
        raise ValueError(f"{name}: empty; there is nothing to check.")
    return text


def check_draft(text: str, *, lexicon: Lexicon | str | Path | None = None, rules: Rules | None = None) -> Draft:
    """One draft as an editor reads it: what is loaded and in whose voice, and what would say the same more plainly.

    Rows of `.words` are those of `find_loaded`, with line (counted from 1), words (as printed) and context added; the
    draft's own voice first, then the words of others, each in order of the text. `rules` (see read_rules) take out
    what the house allows and add what it avoids. `.remarks`: harms whose doer the sentence leaves out, more than one
    description of a person, and what a headline has that the body has not. `own_voice_per_1000` is left out under 200
    words. Nothing listed is a fault as such: the word may be the right one, and a quoted word is the speaker's.
    Returns a Draft; print it. Raises ValueError for a draft without words or in another language than English.
    """
    if not text.strip():
        raise ValueError("The draft is empty; there is nothing to check.")
    if other := other_language(text):
        raise ValueError(f"The draft is not in English ({other}); the word lists do not apply to it.")
    rules = rules or Rules()
    chosen = lexicon if lexicon is not None else rules.lexicon
    found, scores = find_loaded([text], lexicon=chosen), score_loaded([text], lexicon=chosen).iloc[0]
    found = under_rules(text, found, rules)
    rows = _placed(text, found).drop(columns="article")
    rows = rows.assign(others=~rows["voice"].isin(OWN)).sort_values(["others", "start"], kind="stable")
    words = rows.drop(columns="others").reset_index(drop=True)
    told = pd.DataFrame(remarks(text, found), columns=["kind", "start", "end", "told"])
    return Draft(
        words, int(scores["n_words"]), int(scores["narrator_n_words"]), _placed(text, told)[_COLUMNS], text, rules
    )


def _placed(text: str, found: pd.DataFrame) -> pd.DataFrame:
    """The rows with the line they stand in, the words as printed and what stands around them."""
    ends = list(accumulate(len(line) for line in text.splitlines(keepends=True)))
    return found.assign(
        line=[bisect_right(ends, start) + 1 for start in found["start"]],
        words=[text[start:end] for start, end in zip(found["start"], found["end"], strict=True)],
        context=[_context(text, start, end) for start, end in zip(found["start"], found["end"], strict=True)],
    )


def _context(text: str, start: int, end: int) -> str:
    left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    left = left[left.rfind("\n") + 1 :]
    right = right.split("\n", 1)[0]
    before = left.split(" ", 1)[-1] if start > _AROUND and len(left) == _AROUND else left
    after = right.rsplit(" ", 1)[0] if len(right) == _AROUND else right
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _entry(row: dict) -> str:
    plain = f"; plainer: {plainer(row['plain'])}" if plainer(row["plain"]) else ""
    voice = "" if row["voice"] == "narrator" else f", {VOICES[row['voice']].split(',')[0]}"
    category = CONTEXT if from_context(row) else str(row["category"]).replace("_", " ")
    return legible(f"  line {row['line']:>3}  {row['words']}: {category}{voice}{plain}\n            {row['context']}")


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'s' * (n != 1)}"
