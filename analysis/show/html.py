"""The one way to HTML: every value is made legible, then escaped."""
import base64
import hashlib
import re
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from matplotlib.axes import Axes

from analysis.show.figure import describe, figure_svg

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")
_STACKED = re.compile("([\u0300-\u036f]{8})[\u0300-\u036f]+")


def legible(value: Any) -> Any:
    """Text as it may be shown: direction marks made visible, NUL and lone surrogates U+FFFD, other controls gone."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    if value.isascii() and value.isprintable():  # as most are
        return value
    value = _BIDI.sub(lambda m: f"[U+{ord(m[0]):04X}]", _BROKEN.sub("\ufffd", value))
    return _STACKED.sub(r"\1", _CONTROL.sub("", value))


PAGES = Environment(
    loader=PackageLoader("analysis.show", "templates"), autoescape=True, finalize=legible, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def styled(*sheets: str) -> dict[str, str]:
    """The style of a page, of our own sheets, and its digest, by which alone the page's policy allows it."""
    style = Markup("".join(PAGES.get_template(sheet).render() for sheet in sheets))  # noqa: S704
    return {"style": style, "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}


def number(value: Any, places: int = 1) -> str:
    """A number as it is printed: thousands by comma, a dash where there is none, no minus before a zero."""
    if value is None or value != value:
        return "–"
    return f"{round(float(value), places) + 0.0:,.{places}f}".replace("-", "−")


def records(frame: pd.DataFrame) -> list[dict]:
    """The rows of a table as dicts for a template, None where nothing stands."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def drawn(ax: Axes) -> dict[str, str]:
    """A figure for the page: its text alternative and its SVG in base64."""
    return {"alt": describe(ax), "data": base64.b64encode(figure_svg(ax).encode()).decode()}
