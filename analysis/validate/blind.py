"""What would tell a coder whose sentence it is: outlets, bylines, addresses and self-references are masked."""

import re
from collections.abc import Iterable
from functools import partial
from urllib.parse import urlsplit

import pandas as pd

from analysis.mark.titles import COUNTRIES

OUTLET, NAME, ADDRESS = "[outlet]", "[name]", "[address]"
_TAIL = frozenset("agency com media network news online tv web".split())  # "Osten News" is also "Osten"
_WORK = r"(?:reporters?|correspondents?|columnists?|editors?|photographers?|newsroom|readers?|investigation|poll)"
_SELF = re.compile(
    r"\b(?:this\s+(?:newspaper|paper|magazine|website|publication|outlet|news\s+(?:agency|site|outlet)|newsroom|reporter"
    rf"|correspondent|columnist)|our\s+(?:(?:own|staff|special|political|foreign)\s+)*(?:newspaper|website|{_WORK}))\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{2,}|"
    r"(?<![\w.@-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?:/\S*\w)?(?![\w-])",
    re.IGNORECASE,
)


class Masks:
    """What to mask in sentences of these articles: every outlet's name, every byline, every address.

    A name is masked in each spelling of its words ("Daily Tocsin", "daily-tocsin"), by its initials, and by its last
    word ("the Tocsin", "Tocsin reporters"). A byline is masked in full everywhere. Names of one letter are left: they
    tell nothing.
    """

    def __init__(self, articles: pd.DataFrame) -> None:
        agencies = [name for name in _values(articles, "agency") if tuple(name.lower().split()) not in COUNTRIES]
        outlets = sorted({*_values(articles, "outlet"), *agencies})
        people = sorted({name for line in _values(articles, "author") for name in _people(line)})
        hosts = sorted({host for url in _values(articles, "url") if (host := _host(url))})
        self._hosts = _any(re.escape(host) for host in hosts)
        self._people = _any(_spelled(name) for name in people)
        self._outlets = _any(map(_spelled, outlets))
        self._shorter = _any((form for outlet in outlets for form in _shorter(outlet)), flags=0)

    def mask(self, sentence: str) -> str:
        """The sentence with [outlet], [name] and [address] for what would give its source away."""
        for pattern, sign in (
            (self._hosts, ADDRESS), (_ADDRESS, ADDRESS), (self._people, NAME), (self._outlets, OUTLET),
            (self._shorter, OUTLET), (_SELF, OUTLET),
        ):  # fmt: skip
            sentence = pattern.sub(partial(_masked, sign=sign), sentence)
        return sentence


def _masked(found: re.Match[str], sign: str) -> str:
    return _kept(found[0]) or sign


def _kept(found: str) -> str:
    """A match that is no address after all: a full stop without a space ("the end.Then")."""
    before, point, after = found.rpartition(".")
    told = point and "." not in before and "@" not in before and after[:1].isupper() and after[1:].islower()
    return found if told else ""


def _values(articles: pd.DataFrame, column: str) -> list[str]:
    known = articles[column].dropna().unique() if column in articles else []
    return [str(value).strip() for value in known if len(str(value).strip()) > 1]


def _people(line: str) -> list[str]:
    names = re.split(r"[;,|&/\n]|\band\b|\bby\b", line, flags=re.IGNORECASE)
    return [name.strip() for name in names if len(name.strip()) > 2]


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:  # a malformed address names no host
        return ""


def _spelled(name: str) -> str:
    """The words of a name in a row, whatever stands between them; a leading "the" may be missing."""
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", name)]
    if len(words) > 2 and words[0].lower() == "the":
        return r"(?:the[\W_]*)?" + r"[\W_]*".join(words[1:])
    return r"[\W_]*".join(words)


def _shorter(name: str) -> list[str]:
    """Initials, the last word after "the" or before "reporter" and the like, the name without "News" or "com"."""
    words = re.findall(r"[^\W_]+", name)
    if len(words) < 2:
        return []
    rest = words[: 1 + max(n for n, word in enumerate(words) if n == 0 or word.lower() not in _TAIL)]
    last = re.escape(words[-1][:1].upper() + words[-1][1:])
    forms = [rf"[Tt]he\s+{last}", rf"{last}(?=(?:['’]s)?\s+{_WORK}\b)"]
    if len(rest) < len(words) and tuple(word.lower() for word in rest) not in COUNTRIES:
        spellings = (rest, [word.title() for word in rest], [word.upper() for word in rest])
        forms += [r"\s+".join(map(re.escape, spelling)) + r"(?:\s+(?:News|NEWS))?" for spelling in spellings]
    for part in (words, [word for word in words if word.lower() not in ("the", "of", "and", "for")]):
        told = len(part) > 2 or part[-1].lower() == "press"
        forms += ["".join(word[0].upper() for word in part)] if told else []
    return forms


def _any(patterns: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern for whole words, the longest first; one that never matches where there is none."""
    known = sorted({p for p in patterns if p}, key=lambda p: (-len(p), p))
    return re.compile(rf"(?<!\w)(?:{'|'.join(known) or '(?!)'})(?!\w)", flags)
