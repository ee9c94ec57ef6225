"""Goal G12: what the word lists do not fit has a reason and no score, never 0.0, neither in a table nor for a draft."""

import json
import re

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.engines import on_this_machine
from analysis.scale import score_files
from tests.hostile.texts import ARABIC, CHINESE, GERMAN, PLAIN, fill

FRENCH = "Le conseil a fermé le pont lundi, et la maire a dit que les travaux dans le port ne sont pas finis. "
SPANISH = "El concejo cerró el puente el lunes y la alcaldesa dijo que las obras no terminarán en el año. "
RUSSIAN = "Совет закрыл мост в понедельник, после того как инженеры нашли трещину в одной из его опор. "
COOKIES = "We use cookies. Accept all cookies to continue. "
SHORT, FOREIGN, LOUD = "under 20 words", "not English", "all in capitals"
UNFIT = {  # text -> the reason
    "empty": ("", "the text is empty"),
    "blanks": (" \t\n\u00a0 ", "the text is empty"),
    "invisible": ("\u200b\ufeff\u2060", SHORT),
    "one word": ("Bridge", SHORT),
    "nineteen words": (" ".join(PLAIN.split()[:19]), SHORT),
    "one long word": ("a" * 5_000, SHORT),
    "capitals": (PLAIN.upper(), LOUD),
    "capitals and figures": (PLAIN.upper() + "7 " * 9, LOUD),
    "figures": ("1,204 7.5 % 88 " * 30, FOREIGN),
    "marks": ("— ! ? … * " * 30, FOREIGN),
    "emoji": ("😀 🏳️‍🌈 " * 30, FOREIGN),
    "addresses": ("http://a.example/b " * 30, FOREIGN),
    "chinese": (fill(CHINESE, 400), FOREIGN),
    "arabic": (fill(ARABIC, 800), FOREIGN),
    "russian": (fill(RUSSIAN, 800), FOREIGN),
    "german": (fill(GERMAN, 800), FOREIGN),
    "french": (fill(FRENCH, 800), FOREIGN),
    "spanish": (fill(SPANISH, 800), FOREIGN),
    "consent": (COOKIES * 3, "stub"),
    "wall": (PLAIN + "Subscribe to continue reading.", "stub"),
    "lost letters": (PLAIN.replace("e", "\ufffd"), "U+FFFD"),
}


def test_what_does_not_fit_has_a_reason_and_no_score(tmp_path):
    path, out = tmp_path / "unfit.jsonl", tmp_path / "s.parquet"
    quoted = f"“{PLAIN.replace('“', '').replace('”', '')}”"
    given = {name: text for name, (text, _) in UNFIT.items()} | {"all quoted": quoted, "plain": PLAIN}
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in given.items()))
    score_files(path, out=out, measures=("loaded", "acts"), engine=on_this_machine(1))
    scores = pd.read_parquet(out).set_index("id")
    skipped = pd.read_csv(f"{out}.skipped.csv").set_index("row")["reason"].to_dict()
    reasons = scores["not_scored"].dropna().to_dict()
    said = {name: reasons.get(name) or skipped.get(k) for k, name in enumerate(given, 1)}
    assert said.pop("plain") is said.pop("all quoted") is None
    assert {name: said[name] for name, (_, reason) in UNFIT.items() if reason not in (said[name] or "")} == {}, said
    numbers = scores.select_dtypes("number")
    assert numbers.loc[scores["not_scored"].notna()].isna().all(axis=None) and len(UNFIT) > 20
    assert numbers.loc["plain"].notna().sum() > 10
    assert pd.isna(scores.loc["all quoted", "narrator_loaded_per_1000"])  # nobody but the speaker has said a word


@pytest.mark.parametrize("name", ["blanks", "chinese", "arabic", "russian", "german", "french", "spanish"])
def test_a_draft_in_another_language_is_refused_in_one_sentence(name, tmp_path, capsys):
    (tmp_path / "draft.txt").write_text(UNFIT[name][0])
    assert main(["check", str(tmp_path / "draft.txt")]) == 2
    said = capsys.readouterr()
    assert said.out == "" and re.search("empty|not in English", said.err) and said.err.count("\n") == 1
