"""How do these outlets word the same event? Wording side by side, with the sentences behind every number."""

from importlib import import_module
from pathlib import Path

__version__ = "0.6.0"
SAMPLE = Path(__file__).parent / "data" / "sample"  # an invented coverage to try everything on
FITTED = Path(__file__).parent / "data" / "fitted"  # tables of the fitted models; may be deleted

_ROOMS = {  # public name -> where it lives; a room is loaded when its name is first used
    "read_articles": "read.articles",
    "segment": "read.segment",
    "load_lexicon": "mark.lexicon",
    "find_actors": "mark.actors",
    "find_voices": "mark.voices",
    "score_voices": "mark.voices",
    "find_loaded": "mark.loaded",
    "score_loaded": "mark.loaded",
    "find_sentiment": "mark.sentiment",
    "score_sentiment": "mark.sentiment",
    "find_acts": "mark.acts",
    "score_acts": "mark.acts",
    "find_frames": "mark.frames",
    "score_frames": "mark.frames",
    "score_toward": "mark.toward",
    "group_events": "gather.events",
    "find_copies": "gather.copies",
    "find_boilerplate": "gather.copies",
    "collapse_copies": "gather.copies",
    "blank_boilerplate": "gather.copies",
    "align_sentences": "gather.alignment",
    "find_wording": "gather.wording",
    "find_missing": "gather.missing",
    "find_names": "gather.names",
    "find_harms": "gather.harms",
    "tabulate_facts": "gather.fact_table",
    "tabulate_harms": "gather.harms",
    "find_sources": "gather.sources",
    "tabulate_sources": "gather.sources",
    "concordance": "gather.names",
    "tabulate_names": "gather.tabulate",
    "compare_outlets": "contrast.outlets",
    "distinctive_words": "contrast.words",
    "would_change": "contrast.choices",
    "plot_difference": "show.plots",
    "plot_rates": "show.plots",
    "plot_drivers": "show.plots",
    "plot_names": "show.plots",
    "side_by_side": "show.highlight",
    "explore": "show.explore",
    "highlight": "show.highlight",
    "check_draft": "show.draft",
    "write_report": "show.report",
    "evaluate": "validate.evaluate",
    "coding_sheet": "validate.coding",
    "coding_key": "validate.coding",
    "tool_codes": "validate.coding",
    "read_codes": "validate.codes",
    "agreement": "validate.agreement",
    "plot_card": "show.card",
    "plot_coverage": "show.plots",
    "plot_timeline": "show.plots",
    "plot_aligned": "show.plots",
    "plot_choices": "show.curve",
    "describe": "show.figure",
    "save_figure": "show.figure",
    "TextScorer": "estimators",
}
__all__ = ["FITTED", "SAMPLE", "__version__", *_ROOMS]


def __getattr__(name: str):
    if name not in _ROOMS:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}; it has {', '.join(sorted(_ROOMS))}.")
    found = getattr(import_module(f"analysis.{_ROOMS[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
