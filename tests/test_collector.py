"""The collector of cycles rests while a marker reads, because markers make none."""

import gc

import pytest

import analysis
from analysis.read.collector import resting
from analysis.read.segment import forget

MARKERS = ["find_actors", "find_voices", "find_loaded", "score_loaded", "find_acts", "score_acts", "find_frames",
           "score_frames", "score_voices", "segment"]  # fmt: skip


@pytest.mark.parametrize("name", MARKERS)
def test_a_marker_leaves_no_cycle_behind(name, articles):
    marker, texts = getattr(analysis, name), list(articles["text"])
    marker(texts[:1])  # tables of words
    forget()
    gc.collect()
    with resting():
        found = marker(texts)
        del found
        forget()
        assert gc.collect() == 0


def test_the_collector_is_as_it_was_also_after_an_error():
    with pytest.raises(ValueError), resting():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()
    with resting(), resting():
        pass
    assert gc.isenabled()
