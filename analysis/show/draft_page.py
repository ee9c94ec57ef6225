"""The editor's view as a page: the draft with its marks, and the remarks as a table."""
from analysis.mark.voices import find_voices
from analysis.show.draft import Draft
from analysis.show.highlight import highlight
from analysis.show.html import PAGES, number, records, styled
from analysis.show.marked import OWN
from analysis.validate.card import card_line

_MOST = 500  # words listed in the page


def draft_page(draft: Draft, name: str = "draft") -> str:
    """One self-contained page: no script, no outside request; every mark explained on hover, focus and in a list."""
    spans = draft.words.sort_values("start", kind="stable")
    own = draft.words[draft.words["voice"].isin(OWN)]
    return PAGES.get_template("draft.html").render(
        **styled("page.css", "marks.css"), name=name,
        summary=draft.summary, rules=str(draft.rules), own=records(own[:_MOST]), n_more=max(0, len(own) - _MOST),
        remarks=records(draft.remarks[:_MOST]), marked=highlight(draft.text, spans, voices=find_voices([draft.text])),
        lines={task: card_line(task) for task in ("loaded words", "quotation", "passives")}, number=number,
    )  # fmt: skip
