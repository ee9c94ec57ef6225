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
    marker(texts)  # what is made once: tables of words, modules
    left = []
    for _ in range(3):  # another thread may leave something once, a marker would each time
        forget()
        gc.collect()
        with resting():
            marker(texts)
            forget()
            left.append(gc.collect())
    assert min(left) == 0


def test_the_collector_is_as_it_was_also_after_an_error():
    with pytest.raises(ValueError), resting():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()
    with resting(), resting():
        pass
    assert gc.isenabled()
