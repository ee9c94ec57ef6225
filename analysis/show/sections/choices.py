"""Would the answer change: one difference under every reasonable choice, beside shuffled labels."""
from typing import Any

from analysis.show.curve import plot_choices
from analysis.show.html import drawn, records
from analysis.show.measured import Measured


def section(m: Measured) -> dict[str, Any]:
    """The sentence, the curve and the shares by choice; nothing where no pair of outlets shares enough events."""
    if m.choices is None:
        return {"sentence": "", "figures": [], "rows": []}
    return {
        "sentence": m.choices.sentence,
        "asked": not m.choices.chosen_after_looking,
        "figures": [drawn(plot_choices(m.choices))],
        "rows": records(m.choices.by_choice),
    }
