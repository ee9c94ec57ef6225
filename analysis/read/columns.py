"""The columns of articles, and the other names under which files carry them."""

from collections.abc import Iterable, Mapping
from typing import Any

from .account import Refusal, printable

ARTICLE = (
    "event outlet headline text published published_raw url author place section genre language source"
    " agency encoding published_from"
).split()
KNOWN = {
    "text": "body content article article_text full_text fulltext story main_text maintext articlebody article_body",
    "id": "article_id articleid doc_id docid document_id uid guid accession_number article",
    "headline": "title head heading article_title hed",
    "outlet": "publisher publication site news_source media_name medium newspaper outlet_name site_name source",
    "published": "date published_at publishedat publication_date pub_date pubdate date_published published_date"
    " publish_date publishdate datepublished datetime timestamp",
    "url": "link article_url web_url source_url href canonical_url",
    "author": "authors byline creator writer by",
    "event": "event_id story_id storyid cluster event_name",
    "section": "rubric desk news_desk section_name",
    "place": "dateline location",
    "genre": "type_of_material article_type",
    "language": "lang",
    "agency": "wire news_agency",
    "published_raw": "",
}
TAKEN = frozenset(ARTICLE) | {"id"}


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """The user's `columns` (ours -> the file's); a name of ours that does not exist is a ValueError."""
    for ours in columns or {}:
        if ours not in KNOWN:
            raise ValueError(f"columns names {ours!r}, no column of articles; choose from {', '.join(KNOWN)}.")
    return dict(columns or {})


def match_columns(names: Iterable[str], columns: Mapping[str, str], need: str = "text") -> dict[str, str]:
    """Which of a file's `names` becomes which column of articles (the file's -> ours); the rest is the user's own.

    What `columns` says comes first, then equal names, then common other names in the order of KNOWN.
    """
    names = list(names)
    lacking = [theirs for theirs in columns.values() if theirs not in names]
    if lacking:
        has = f"there is no column {lacking[0]!r}; the file has {listed(names)}"
        raise Refusal(has, "name one of these in columns")
    chosen = {theirs: ours for ours, theirs in columns.items()}
    known = {**KNOWN, need: KNOWN.get(need, "filename file_name path")}
    folded = {name: "_".join(name.lower().replace("-", " ").split()) for name in names if name not in chosen}
    for ours, others in known.items():
        if ours in chosen.values():
            continue
        for wanted in (ours, *others.split()):
            theirs = next((name for name, fold in folded.items() if fold == wanted and name not in chosen), None)
            if theirs is not None:
                chosen[theirs] = ours
                break
    if need not in chosen.values():
        raise Refusal(
            f"no column holds the {need}; the file has {listed(names)}", f"name it: --columns {need}=..."
        )
    return chosen


def own_name(name: str) -> str:
    """Name under which a column of the user's own is kept; "_given" is added where it would hide one of ours."""
    return f"{name}_given" if name in TAKEN else printable(name)


def listed(names: list[str], most: int = 20) -> str:
    """Names for a sentence."""
    if not names:
        return "no columns"
    shown = ", ".join(repr(name[:40]) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def named(row: Mapping[str, Any], chosen: Mapping[str, str], encoding: str) -> dict[str, Any]:
    """A row of a file under our column names: ours as text, the user's own as given."""
    article: dict[str, Any] = {"encoding": encoding}
    for name, value in row.items():
        if name in chosen:
            said = _text(value, chosen[name], name)
            article[chosen[name]] = said if said or chosen[name] == "text" else None
        else:
            article[own_name(name)] = value
    return article


def _text(value: Any, ours: str, name: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and ours != "text" and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    if isinstance(value, (list, dict)):
        value = value.get("name") if isinstance(value, dict) and ours in ("outlet", "author") else value
        if not isinstance(value, str):
            raise Refusal(f"column {name!r} holds {type(value).__name__}, not text", f"give {ours} as one string")
    return None if value != value else str(value)
