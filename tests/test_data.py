"""Every row of the shipped tables: a hit for each form, silence for each exclusion, the voice of a quoted use."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from analysis import load_lexicon
from analysis.mark.cues import cues
from analysis.mark.tiles import tiles
from analysis.read.segment import parse
from analysis.validate.judged import judged

DATA = Path(str(files("analysis") / "data"))
LEXICON = load_lexicon()
CATEGORIES = sorted(LEXICON.categories)


def terms(category):
    return [term for term in LEXICON.terms if term.category == category]


def hits(text):
    return [term.term for _, _, term in LEXICON.match(parse(text))]


def uses(term):
    """A neutral sentence for each form: it stands after a semicolon and a number, where no exclusion reaches."""
    for form in term.forms:
        yield f"Note 7; {' '.join(form)}; 7 pages."


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_form_is_a_hit(category):
    missed = {text for term in terms(category) for text in uses(term) if term.term not in hits(text)}
    assert not missed


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_exclusion_silences_its_term(category):
    loud = []
    for term in terms(category):
        form = " ".join(min(term.forms, key=len))
        for pattern in term.exclude:
            before, after = ([min(slot).replace("*", "7") for slot in side] for side in pattern)
            text = f"Note 7; {' '.join([*before, form, *after])}; 7 pages."
            if term.term in hits(text):
                loud.append(text)
    assert not loud


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_quoted_use_is_the_speakers(category):
    for term in terms(category):
        text = f"“We saw {' '.join(term.forms[0])} there on that day and left,” she said."
        assert tiles(text)[0].voice == "quoted"


def test_there_are_1200_lemmas_in_loaded_categories():
    assert sum(term.role == "loaded" for term in LEXICON.terms) >= 1200


def test_every_term_has_a_plainer_wording_and_stands_once():
    names = [term.term for term in LEXICON.terms]
    assert len(names) == len(set(names))
    assert [t.term for t in LEXICON.terms if not t.plain and t.role == "loaded"] == []


def test_a_form_belongs_to_one_term():
    owner: dict[tuple[str, ...], str] = {}
    twice = [
        (form, term.term, owner[form])
        for term in LEXICON.terms
        for form in term.forms
        if owner.setdefault(form, term.term) != term.term
    ]
    assert twice == []


def test_terms_of_one_side_name_counterparts_that_exist():
    rows = [row for name in CATEGORIES for row in read(f"lexicon/{name}.csv")]
    known = {row["term"] for row in rows}
    sided = [row for row in rows if row["side"]]
    assert len(sided) > 50
    assert [row["term"] for row in sided if not row["counterpart"]] == []
    assert [c for row in rows for c in row["counterpart"].split("|") if c and c not in known] == []


def test_grades_are_of_words_that_stand_once_and_that_some_reading_found_loaded():
    rows = read("judged/words.csv")
    words = [row.pop("word") for row in rows]
    assert words == sorted(set(words)) and all(word == word.lower() for word in words)
    assert {grade for row in rows for grade in row.values()} == {"", "0", "1", "2", "3"}
    assert all(any(grade > "0" for grade in row.values()) for row in rows)


def test_grades_of_a_word_are_shares_of_its_readings():
    known, unknown = judged(["leftists", "plan of nobody"]).toarray().tolist()
    assert known == pytest.approx([0.75, 0.25, 0, 1.25 / 3])  # 1, 1, 1, 2
    assert unknown == [0, 0, 0, 0]


def test_evidence_is_counted_or_judged():
    for name in CATEGORIES:
        for row in read(f"lexicon/{name}.csv"):
            source, _, counts = row["evidence"].partition(" ")
            k, _, n = counts.partition("/")
            assert source == "judged" or (source in ("BABE", "FIGNEWS") and 0 <= int(k) <= int(n)), row["term"]


def test_categories_have_role_direction_and_words_for_them():
    for row in read("lexicon/categories.csv"):
        assert row["role"] in ("loaded", "profile") and row["direction"] in ("-1", "0", "1") and row["description"]


def test_cue_verbs_have_a_kind_and_forms_of_their_own():
    rows = read("voices/cues.csv")
    assert {row["kind"] for row in rows} == {"neutral", "doubting", "endorsing", "committing"}
    assert all(set(row["nouns"].split("|")) <= set(row["forms"].split("|")) for row in rows if row["nouns"])
    assert cues()["said"].verb == "say" and cues()["claims"].nouns


def read(path):
    with (DATA / path).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
