"""Whether the article of a saved page lost text on its way through the parser, told from the tags of the page."""

import re
from collections import Counter

DEEP = 250  # the parser stops, without a word, at tags nested 256 deep
LONG = 9_000_000  # and at a text of ten million characters
FEWEST, KEPT = 25, 0.5  # words of a paragraph of prose; share of such paragraphs that must come out ...
KEPT_OF_ODD = 0.8  # ... and where the page gives a reason for doubt
ARTICLE = 100  # words of prose that make an <article> one, not a teaser
ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]{0,4000}>")
VOID = frozenset("area base br col embed hr img input link meta source track wbr p li td th tr dt dd option".split())
UNSEEN = frozenset("script style template noscript".split())  # a browser shows nothing of these
APART = UNSEEN | frozenset("svg nav header footer aside form select button figure textarea".split())
INLINE = frozenset("a abbr b bdi cite code em font i mark q s small span strong sub sup time u".split())


def lost(source: str, text: str) -> str | None:
    """Why part of a page's article may be missing from `text`, which was read from it; None where nothing says so."""
    page = _Prose(source)
    if page.longest > LONG:
        return "one stretch of its text is too long for the parser"
    if page.deepest > DEEP:
        return "its tags are nested too deep for the parser"
    swallowed = sum(n_words for name, n_words in page.apart if name not in UNSEEN)
    kept, shown = len(text.split()), page.n_words + swallowed
    if swallowed and kept < KEPT_OF_ODD * shown:
        return f"its <{page.apart[0][0]}> is never closed and holds {swallowed} of its words"
    if sum(n_words >= ARTICLE for n_words in page.articles) > 1 and kept < KEPT_OF_ODD * shown:
        return f"it holds several articles, and {kept} of their {shown} words came out"
    return f"{kept} words came out of {shown} in its paragraphs" if kept < KEPT * shown else None


class _Prose:
    """How many words of a page stand in paragraphs of prose, and where; how deep and how long it goes."""

    def __init__(self, source: str) -> None:
        self.n_words = self.deepest = self.longest = 0
        self.articles = [0]  # words outside any, then in each <article>
        self.apart: list[tuple[str, int]] = []  # elements beside the body that are open now, with the words in each
        self._inside = [0]  # articles that are open now
        self._n_open: Counter[str] = Counter()
        self._depth = at = n_words = length = 0
        for tag in ANY_TAG.finditer(source):
            piece, at = source[at : tag.start()], tag.end()
            n_words, length = n_words + len(piece.split()), max(length, len(piece))
            if tag[2].lower() not in INLINE:
                self._end_paragraph(n_words, length)
                self._step(tag[2].lower(), 0 if tag[0].endswith("/>") else -1 if tag[1] else 1)
                n_words = length = 0
        self._end_paragraph(n_words + len(source[at:].split()), len(source) - at)

    def _end_paragraph(self, n_words: int, length: int) -> None:
        self.longest = max(self.longest, length)
        if n_words < FEWEST:
            return
        if self.apart:
            name, before = self.apart[-1]
            self.apart[-1] = name, before + n_words
        else:
            self.n_words += n_words
            self.articles[self._inside[-1]] += n_words

    def _step(self, name: str, step: int) -> None:
        """Go into an element (1), out of it (-1) or past it (0)."""
        if name not in VOID:
            self._depth = max(0, self._depth + step)
            self.deepest = max(self.deepest, self._depth)
        if name == "article" and step == 1:
            self._inside.append(len(self.articles))
            self.articles.append(0)
        elif name == "article" and step == -1 and len(self._inside) > 1:
            self._inside.pop()
        if name in APART and step == 1:
            self.apart.append((name, 0))
            self._n_open[name] += 1
        elif step == -1 and self._n_open[name]:
            while (closed := self.apart.pop()[0]) != name:
                self._n_open[closed] -= 1
            self._n_open[name] -= 1
