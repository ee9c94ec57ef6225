"""Whose words: each text is cut into stretches, and every stretch has the voice a reader would give it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import find_voices, score_voices
from analysis.mark.tiles import tiles


def cut(text):
    return [(t.voice[0], text[t.start : t.end].strip()) for t in tiles(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It fell.", [("n", "It fell.")]),
        ("“It fell,” she said.", [("q", "“It fell,”"), ("n", "she said.")]),
        ("''It fell,'' said Ada Ruiz, a guard.", [("q", "''It fell,''"), ("n", "said Ada Ruiz, a guard.")]),
        ('"It fell," she said.', [("q", '"It fell,"'), ("n", "she said.")]),
        ("‘It fell,’ she said.", [("q", "‘It fell,’"), ("n", "she said.")]),
        ("The workers' hall isn't Ruiz's.", [("n", "The workers' hall isn't Ruiz's.")]),
        ("It was “wrong”, said the mayor.", [("r", "It was"), ("q", "“wrong”"), ("n", ", said the mayor.")]),
        ("He said that it fell.", [("n", "He said"), ("r", "that it fell"), ("n", ".")]),
        ("Oduya said the road fell.", [("n", "Oduya said"), ("r", "the road fell"), ("n", ".")]),
        ("The road fell, officials said.", [("r", "The road fell"), ("n", ", officials said.")]),
        ("The road fell, according to Oduya.", [("r", "The road fell"), ("n", ", according to Oduya.")]),
        ("According to Oduya, it fell.", [("n", "According to Oduya,"), ("r", "it fell"), ("n", ".")]),
        ("The claims of Oduya were wrong.", [("n", "The claims of Oduya were wrong.")]),  # a noun
        ("The “reform” cost a fortune.", [("n", "The"), ("s", "“reform”"), ("n", "cost a fortune.")]),
        ("He called it a “reform”.", [("n", "He called"), ("r", "it a"), ("q", "“reform”"), ("n", ".")]),
        ("The word “reform” was cut.", [("n", "The word"), ("q", "“reform”"), ("n", "was cut.")]),
    ],
)
def test_voices(text, found):
    assert cut(text) == found


def test_a_quotation_runs_over_paragraphs_that_open_with_a_mark():
    text = "She said: “It fell.\n\n“It rose,” and left."
    assert cut(text) == [("n", "She said:"), ("q", "“It fell."), ("q", "“It rose,”"), ("n", "and left.")]


def test_an_apostrophe_does_not_end_a_quotation_over_paragraphs():
    text = "“It fell.\nIt wasn’t ours.\nIt’s gone,” said Oduya."
    assert [part for voice, part in cut(text) if voice == "q"] == ["“It fell.", "It wasn’t ours.", "It’s gone,”"]


def test_a_straight_mark_on_the_wrong_side_of_its_space_closes():
    text = 'She said, "It fell. "Nobody saw "the road" that day.'
    assert [part for voice, part in cut(text) if voice == "q"] == ['"It fell. "', '"the road"']


def test_a_quotation_without_its_closing_mark_ends_with_the_paragraph():
    assert cut("“It fell, she said.\n\nIt rose.")[-1] == ("n", "It rose.")


def test_a_block_after_a_colon_is_quoted():
    assert cut("Ruiz wrote:\n\nI saw it fall.\n\nThe road is shut.")[1] == ("q", "I saw it fall.")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It fell,” said Mayor Ada Oduya.", "Ada Oduya"),
        ("Ada Oduya said: “It fell.”", "Ada Oduya"),
        ("Ada Oduya spoke first. “It fell,” she said.", "Ada Oduya"),
        ("Ada Oduya, the mayor, said “it fell”.", "Ada Oduya"),
        ("“It fell,” said a spokesman for Ada Oduya.", None),
        ("Ada Oduya spoke. “It fell,” she said, adding “it will fall again and again”.", "Ada Oduya"),
        ("Ada Oduya told CNN it fell.\n\n“It is gone,” she said.", "Ada Oduya"),
        ("Ada Oduya spoke. She decried the Ruiz cabinet.\n\n“It is gone,” she said.", "Ada Oduya"),
        ("House of Representatives speaker Paul Tamm said “it fell”.", "Paul Tamm"),
        ("An official of the office of mayor Paul Tamm said “it fell”.", None),
        ("“It fell,” said one of the men.", None),
    ],
)
def test_speaker_is_the_actor_or_missing(text, speaker):
    voices = find_voices([text])
    quoted = voices[voices["voice"] == "quoted"].iloc[-1]
    assert (quoted["speaker"] == speaker) if speaker else quoted.isna()["speaker"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor of Lisk, Ada Oduya, said it fell: “It fell.”", "Ada Oduya"),  # the name behind the office
        ("His old boss, commissioner Ada Oduya, claims “it fell”.", "Ada Oduya"),
        ("“It fell,” fumed Mayor Ada Oduya.", "Ada Oduya"),  # any verb of saying behind a quotation
        ("“It fell, it is gone,” said trader Ada Oduya.", "Ada Oduya"),
        ("“It fell, it is gone,” said traders in Lisk.", None),
        ("Ada Oduya herself said “it fell and it will fall again”.", "Ada Oduya"),
        ("Ada Oduya defended what she called “the only fair way out”.", "Ada Oduya"),
        ("Ada Oduya praised Ben Ruiz, who she said “was right all along, as ever”.", "Ada Oduya"),
        ("After lunch he turned on Ben Ruiz, who he said “was right all along, as ever”.", None),
        ("Ben Ruiz left. Ada Oduya stayed. “It fell,” he said.", "Ben Ruiz"),  # given names
        ("Ben Ruiz left. Nobody slept. “It fell,” the senator said.", "Ben Ruiz"),
        ("Ben Ruiz left. “It fell,” the spokesman said.", None),
        ("Ada Oduya had waited for an hour.\n\n“It fell. Nobody came to see it.”", "Ada Oduya"),  # presented before
        ("“It rose,” Ben Ruiz said.\n\nAda Oduya had waited.\n\n“It fell.”", "Ada Oduya"),
        ("In the house of Ada Oduya all was quiet.\n\n“It fell. Nobody came to see it.”", None),
    ],
)
def test_the_speaker_may_stand_further_off(text, speaker):
    voices = find_voices([text])
    last = voices[voices["voice"] == "quoted"].iloc[-1]
    assert (last["speaker"] == speaker) if speaker else last.isna()["speaker"]


def test_a_quotation_goes_on_with_its_speaker():
    voices = find_voices(["“It fell,” Ada Oduya said. “It rose.”"])
    assert voices.loc[voices["voice"] == "quoted", "speaker"].tolist() == ["Ada Oduya"] * 2
    assert voices["cue"].dropna().tolist() == ["said"]


def test_shares_of_words_and_verbs_are_counted():
    row = score_voices(["“It fell,” Ada Oduya said. Ben Ruiz claimed that it rose. Men left."]).iloc[0]
    assert row[["share_quoted", "share_reported", "share_narrator"]].tolist() == [2 / 13, 3 / 13, 8 / 13]
    assert (row["n_speakers"], row["n_spoken"], row["share_unnamed"]) == (2, 2, 0)
    assert (row["share_neutral"], row["share_doubting"]) == (0.5, 0.5)


@given(st.lists(st.sampled_from([*"ab \n“”\"'‘’.,:—", " said ", "Oduya", " that "]), max_size=50))
def test_voices_tile_the_text(pieces):
    text = "".join(pieces)
    spans = tiles(text)
    assert "".join(text[t.start : t.end] for t in spans) == text
    assert all(t.start < t.end for t in spans)


def test_an_embedded_post_is_quoted_and_its_account_speaks():
    text = "The road is shut.\n\nIt fell at dawn! — Ada Oduya (@adaoduya) March 3, 2031\n\nRuiz left."
    voices = find_voices([text])
    assert voices.loc[1, ["voice", "speaker"]].tolist() == ["quoted", "Ada Oduya"]
    assert text[voices.loc[1, "start"] : voices.loc[1, "end"]] == "It fell at dawn! — "
