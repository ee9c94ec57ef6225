"""What is seen of a mention: names as one token, every word by side, distance, clause, voice and role."""

import numpy as np
import pytest

from analysis.mark.masked import NAME, SELF, Known, masked, tokens
from analysis.mark.standing import PLACES, SIGNS, standing
from analysis.read.segment import parse

WORDS = "the liar said that he blamed traders was a who lied praised and support for by her critics not mayor".split()
USES = {
    "liar": 5,
    "said": 2,
    "blamed": 2,
    "traders": 5,
    "lied": 2,
    "praised": 2,
    "support": 5,
    "critics": 5,
    "mayor": 5,
}
KNOWN = Known(
    {w: i for i, w in enumerate(WORDS, 3)},
    np.zeros(len(WORDS) + 3, bool),
    np.array([0] * 3 + [USES.get(w, 0) for w in WORDS]),
)


def line_of(text, mention, same=()):
    doc = parse(text)
    start = text.index(mention)
    return masked(tokens(doc, 0, len(doc.words), KNOWN), start, start + len(mention), same)


def shown(line):
    return " ".join({NAME: "NAME", SELF: "SELF"}.get(t.id, t.word) for t in line)


def words_in(text, mention, place):
    line, at = line_of(text, mention)
    weights = standing(line, at).places[:, PLACES.index(place)]
    return [t.word for t, weight in zip(line, weights, strict=True) if weight]


@pytest.mark.parametrize(
    ("text", "mention", "line"),
    [
        ("Oduya blamed traders", "Oduya", "SELF blamed traders"),
        ("Mayor Ada Oduya blamed Ben Ruiz", "Oduya", "SELF blamed NAME"),
        ("Mr. Ruiz was blamed by Mr. Osk Ardel", "Ruiz", "SELF was blamed by NAME"),
        ("the mayor said that Ruiz blamed Ruiz and Oduya", "Ruiz", "the mayor said that SELF blamed SELF and NAME"),
        ("traders praised him and her", "traders", "SELF praised him and her"),
        ("Ada Oduya lied and Ada Oduya blamed Ben Ruiz", "Ada Oduya", "SELF lied and SELF blamed NAME"),
        ("The Mayor Praised Traders by the City", "Traders", "the mayor praised SELF by the NAME"),
        ("he blamed Ada Oduya and Oduya lied", "Ada Oduya", "he blamed SELF and SELF lied"),
    ],
)
def test_a_name_is_one_token_and_the_actors_own_is_told_apart(text, mention, line):
    assert shown(line_of(text, mention)[0]) == line


def test_nearness_is_one_over_the_distance():
    line, at = line_of("he lied that Oduya lied", "Oduya")
    assert standing(line, at).places[:, PLACES.index("near")].tolist() == pytest.approx([1 / 3, 1 / 2, 1, 1, 1])


def test_another_mention_of_the_actor_is_the_actors_own():
    line, at = line_of("the mayor said that Ruiz lied", "Ruiz", same=[(0, 9)])
    assert shown(line) == "SELF said that SELF lied" and at == 3


@pytest.mark.parametrize(
    ("text", "mention", "place", "words"),
    [
        ("Oduya lied", "Oduya", "does", ["lied"]),
        ("Oduya blamed traders", "Oduya", "object", ["traders"]),
        ("Oduya was blamed", "Oduya", "done_to", ["blamed"]),
        ("traders blamed Oduya", "Oduya", "done_to", ["blamed"]),
        ("traders were praised by Oduya", "Oduya", "does", ["praised"]),
        ("Oduya was a liar", "Oduya", "is", ["a", "liar"]),
        ("Oduya’s critics lied", "Oduya", "has", ["critics", "lied"]),
        ("Oduya, a liar, lied", "Oduya", "called", ["a", "liar"]),
        ("Oduya, a liar, lied", "Oduya", "does", ["lied"]),
        ("the liar Oduya lied", "Oduya", "called", ["the", "liar"]),
        ("support for Oduya", "Oduya", "head", ["support", "for"]),
        ("Oduya was not praised", "Oduya", "negated", ["praised"]),
        ("Ruiz lied and critics praised Oduya", "Oduya", "own", ["critics", "praised", "oduya"]),
        ("Oduya lied", "Oduya", "right_1", ["lied"]),
        ("he lied that Oduya lied", "Oduya", "left_4", ["he", "lied"]),
        ("he lied that Oduya lied", "Oduya", "clause_left", ["he", "lied"]),
        ("he said “Oduya lied”", "Oduya", "own_voice", ["oduya", "lied"]),
        ("Ruiz lied Oduya", "Oduya", "own", ["oduya"]),  # as near to the other
        ("he said “Oduya lied”", "he", "own_voice", []),
        ("he said “Oduya lied”", "Oduya", "other_voice", ["he", "said"]),
    ],
)
def test_words_stand_where_a_reader_sees_them(text, mention, place, words):
    assert words_in(text, mention, place) == words


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("Oduya said that he lied", "speaker", 1),
        ("Oduya lied", "speaker", 0),
        ("Oduya’s critics", "possessor", 1),
        ("traders blamed Oduya", "patient", 1),
        ("praised by Oduya", "agent", 1),
        ("Oduya was praised", "passive", 1),
        ("“Oduya lied”, he said", "quoted", 1),
        ("support for Oduya", "last", 1),
    ],
)
def test_signs_of_the_mention(text, sign, value):
    assert standing(*line_of(text, "Oduya")).signs[SIGNS.index(sign)] == value
