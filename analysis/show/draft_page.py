"""The editor's view as a page: the draft with its marks, and the remarks as a table."""
import base64
import hashlib

from markupsafe import Markup

from analysis.mark.voices import find_voices
from analysis.show.draft import Draft
from analysis.show.highlight import highlight
from analysis.show.html import PAGES, number, records
from analysis.show.marked import OWN
from analysis.validate.card import card_line


def draft_page(draft: Draft, name: str = "draft") -> str:
    """One self-contained page: no script, no outside request; every mark explained on hover, focus and in a list."""
    style = Markup(PAGES.get_template("page.css").render() + PAGES.get_template("marks.css").render())  # noqa: S704
    spans = draft.words.sort_values("start", kind="stable")
    return PAGES.get_template("draft.html").render(
        style=style, style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(), name=name,
        summary=draft.summary, rules=str(draft.rules), own=records(draft.words[draft.words["voice"].isin(OWN)]),
        remarks=records(draft.remarks), marked=highlight(draft.text, spans, voices=find_voices([draft.text])),
        lines={task: card_line(task) for task in ("loaded words", "quotation", "passives")}, number=number,
    )  # fmt: skip
