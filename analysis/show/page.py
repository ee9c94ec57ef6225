"""The report's page: each section gives plain data, the templates word it."""

from typing import Any

from analysis.contrast.sentence import FEWEST_EVENTS, FEWEST_WORDS
from analysis.mark.lexicon import load_lexicon
from analysis.show.excerpts import SHARED
from analysis.show.findings import difference_findings, label_findings
from analysis.show.html import PAGES, number, styled
from analysis.show.measured import Measured
from analysis.show.provenance import as_text
from analysis.show.sections import (
    acts,
    beside,
    choices,
    coverage,
    facts,
    frames,
    loaded,
    missing,
    names,
    sentiment,
    sources,
)
from analysis.validate.card import LINES, card_line

SECTIONS = (
    ("findings", "Findings"), ("compared", "What was compared"), ("names", "Names"), ("loaded", "Loaded words"),
    ("sentiment", "Sentiment"), ("acts", "Who acts"), ("speakers", "Who speaks"), ("frames", "Frames"),
    ("missing", "What is missing"), ("beside", "Side by side"),
    ("choices", "Would the answer change?"), ("limits", "What this cannot show"),
    ("glossary", "Glossary"), ("made", "How it was made"),
)  # fmt: skip
_TASKS = (
    "loaded words", "two outlets, one event", "quotation", "attributed content", "speaker", "actor mentions",
    "passives", "frames", "sentiment toward an actor", "sentences",
)  # fmt: skip


def page(m: Measured, outlets: list[str] | None, made_of: dict[str, Any]) -> str:
    """The page as HTML, from what was measured and where it comes from."""
    labels = label_findings(m.frames["names"]) if "names" in m.frames else []
    lines = {task: card_line(task) for task in LINES}
    return PAGES.get_template("page.html").render(
        **styled("page.css", "marks.css"),
        sections=SECTIONS, events=[str(event) for event in m.events], n_outlets=len(m.outlets), share=m.share,
        shared_words=SHARED, n_articles=len(m.counted), n_apart=len(m.articles) - len(m.counted),
        findings=labels, differences=difference_findings(m.comparison),
        compared=coverage.section(m), names=names.section(m), loaded=loaded.section(m), sentiment=sentiment.section(m),
        acts=acts.section(m), speakers=sources.section(m), frames=frames.section(m), missing=missing.section(m),
        facts=facts.section(m),
        choices=choices.section(m), beside=beside.section(m, labels, outlets),
        categories=load_lexicon().categories.values(), files=sorted(m.frames), lines=lines,
        agreement={task: lines[task] for task in _TASKS if lines.get(task)}, made=made_of, made_text=as_text(made_of),
        number=number, fewest_words=FEWEST_WORDS, fewest_events=FEWEST_EVENTS,
    )  # fmt: skip
