"""Pick event, outlets, categories and voices in a live notebook; without a kernel the first choice stands as it is."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.mark.lexicon import Lexicon
from analysis.mark.loaded import find_loaded
from analysis.show.highlight import Highlight, side_by_side
from analysis.show.marked import said

_Found = tuple[pd.DataFrame, pd.DataFrame]  # loaded words of the texts, of the headlines
VOICES = ("narrator", "scare", "quoted", "reported")


class Explorer:
    """Two outlets side by side: a page where nothing runs, and controls above it where a kernel does."""

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon | str | Path | None) -> None:
        self.articles = articles[articles["event"].notna() & articles["outlet"].notna()]
        self.events = sorted(self.articles["event"].unique())
        self.found: Callable[[Any], _Found] = cache(lambda event: _found(self.of(event), lexicon))
        self.event = self.events[0]
        self.outlets = self.outlets_of(self.event)[:2]

    def of(self, event: Any) -> pd.DataFrame:
        """The articles of one event."""
        return self.articles[self.articles["event"] == event]

    def outlets_of(self, event: Any) -> list[Any]:
        """The outlets that have an article on the event, in order."""
        return sorted(self.of(event)["outlet"].unique())

    def view(
        self, event: Any, outlets: Sequence[Any], categories: Sequence[str] = (), voices: Sequence[str] = VOICES
    ) -> Highlight:
        """Side by side, with the marks of these categories (all where none is named) in these voices."""
        kept = [
            rows[rows["voice"].isin(voices) & (rows["category"].isin(categories) | (not categories))]
            for rows in self.found(event)
        ]
        return side_by_side(self.of(event), event=event, outlets=outlets, loaded=kept[0], in_headlines=kept[1])

    def __repr__(self) -> str:
        return repr(self.view(self.event, self.outlets))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """The page of the first choice as HTML and text; the controls too, where ipywidgets is there."""
        first = self.view(self.event, self.outlets)
        page = {"text/html": first._repr_html_(), "text/plain": repr(first)}
        try:
            import ipywidgets  # noqa: F401  comes with jupyter
        except ImportError:
            return page
        return controls(self)._repr_mimebundle_() | page


def explore(
    articles: pd.DataFrame,
    *,
    event: Any = None,
    outlets: Sequence[Any] | None = None,
    lexicon: Lexicon | str | Path | None = None,
) -> Explorer:
    """Two or more outlets on one event side by side; in a live notebook the choice can be changed.

    Controls: event, outlets, categories of loaded words, voices; a change draws the page anew. `event` and `outlets`
    are the first choice (else the first event and its first two outlets), and what stands where no kernel runs.
    `lexicon` as in `find_loaded`. Marks are found when an event is first shown. A mark says that a word is listed or
    likely to be read as loaded, never that it is unfair or untrue.
    Returns an Explorer, shown by a notebook. Raises ValueError for a missing column, articles without an event, or an
    unknown event or outlet.
    """
    if missing := [name for name in ("event", "outlet", "text") if name not in articles]:
        raise ValueError(f"The articles frame has no column {missing[0]}.")
    shown = Explorer(articles, lexicon) if articles["event"].notna().any() else None
    if shown is None:
        raise ValueError('No article names an event; set one, for example articles["event"] = "these articles".')
    if event is not None and event not in shown.events:
        raise ValueError(f"No article has event {event!r}; events are {', '.join(map(str, shown.events[:10]))}.")
    shown.event = shown.events[0] if event is None else event
    known = shown.outlets_of(shown.event)
    if wrong := [outlet for outlet in outlets or () if outlet not in known]:
        raise ValueError(f"No article of {wrong[0]!r} on this event; outlets are {', '.join(map(str, known))}.")
    shown.outlets = list(outlets or known[:2])
    return shown


def controls(shown: Explorer) -> Any:
    """The ipywidgets above the page, joined to it."""
    import ipywidgets as widgets

    wide = widgets.Layout(width="16rem", height="7.5rem")
    words = sorted(set(shown.found(shown.event)[0]["category"]))
    event = widgets.Dropdown(options=shown.events, value=shown.event, description="event")
    outlets = widgets.SelectMultiple(
        options=shown.outlets_of(shown.event), value=shown.outlets, description="outlets", layout=wide
    )
    categories = widgets.SelectMultiple(options=words, description="categories", layout=wide)
    voices = widgets.SelectMultiple(options=VOICES, value=VOICES, description="voices", layout=wide)
    page = widgets.HTML(shown.view(shown.event, shown.outlets)._repr_html_())

    def draw(_: Any = None) -> None:
        if outlets.value:
            page.value = shown.view(event.value, outlets.value, categories.value, voices.value)._repr_html_()

    def other_event(_: Any) -> None:
        known = shown.outlets_of(event.value)
        with outlets.hold_trait_notifications():
            outlets.options = known
            outlets.value = [o for o in shown.outlets if o in known] or known[:2]
        categories.options = sorted(set(shown.found(event.value)[0]["category"]))
        draw()

    event.observe(other_event, "value")
    for control in (outlets, categories, voices):
        control.observe(draw, "value")
    told = widgets.HTML("No category chosen shows all. Hold Ctrl to choose several.")
    return widgets.VBox([widgets.HBox([event, outlets, categories, voices]), told, page])


def _found(articles: pd.DataFrame, lexicon: Lexicon | str | Path | None) -> _Found:
    titles = articles["headline"].map(said) if "headline" in articles else articles["text"].str[:0]
    return find_loaded(articles, lexicon=lexicon), find_loaded(titles, lexicon=lexicon)
