"""Who is mentioned in texts, and which mentions are of one and the same actor."""
from collections import Counter, defaultdict

import pandas as pd

from analysis.mark.aliases import core, people, skeleton, variant
from analysis.mark.mentions import Finder, Mention, Sequences
from analysis.mark.pronouns import find_pronouns
from analysis.mark.titles import COUNTRIES
from analysis.read.segment import Document, as_texts, parse

_RULERS = frozenset(
    "president|prime minister|chancellor|king|ruler|dictator|strongman|monarch|autocrat".split("|")
    + ["leader", "supreme leader"]
)
_DEPUTIES = ("vice ", "deputy ", "assistant ", "associate ")


class _Article:
    """The mentions of one text with their actors."""

    def __init__(self, doc: Document, event: object) -> None:
        self.doc, self.event = doc, event
        self.mentions: list[Mention] = []
        self.actors: list[str | None] = []


class _Scope:
    """Counts of full names, of roles and of genders in one article, one event or the whole call."""

    def __init__(self) -> None:
        self.people: Counter[int] = Counter()
        self.roles: dict[str, Counter[int]] = defaultdict(Counter)
        self.countries: dict[int, Counter[str]] = defaultdict(Counter)
        self.genders: dict[int, Counter[str]] = defaultdict(Counter)


class _Register:
    """All people and groups of one call."""

    def __init__(self, articles: list[_Article]) -> None:
        self.articles = articles
        full: Counter[tuple[str, ...]] = Counter()
        self.printed: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for article in articles:
            for m in article.mentions:
                if m.kind in ("person", "name", "group") and m.name:
                    self.printed[m.name][" ".join(article.doc.text[m.at : m.end].split())] += 1
                    if m.kind != "group" and 1 < len(core(m.name)) < 5:
                        full[m.name] += 1
        self.group = people(full)
        self.by_word: dict[str, set[int]] = defaultdict(set)
        self.first: dict[str, set[int]] = defaultdict(set)
        for name, g in self.group.items():
            words = core(name)
            self.by_word[words[-1]].add(g)
            self.first[words[0]].add(g)
        self.spellings: dict[str, set[str]] = defaultdict(set)
        for word in self.by_word:
            self.spellings[skeleton(word)].add(word)
        self.full = full
        self.names = self._canonical()
        self.call = _Scope()
        self.events: dict[object, _Scope] = defaultdict(_Scope)
        self.acronyms = self._acronyms()

    def _canonical(self) -> dict[int, str]:
        """For each person the fullest name printed, the most frequent among the fullest."""
        forms: dict[int, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for name, n in self.full.items():
            forms[self.group[name]][name] += n
        best = {}
        for g, counts in forms.items():
            usual = [name for name, n in counts.items() if n * 20 >= sum(counts.values())]
            name = max(usual, key=lambda name: (len(core(name)), counts[name], name))
            best[g] = self.show(name)
        return best

    def show(self, name: tuple[str, ...]) -> str:
        """A name as most often printed; capitals throughout only if it is never printed otherwise."""
        forms = self.printed[name]
        return max(forms, key=lambda form: (not (form.isupper() and len(form) > 5), forms[form], form))

    def _acronyms(self) -> dict[str, str]:
        """Short forms that stand in brackets after their long name."""
        bound: dict[str, Counter[str]] = defaultdict(Counter)
        for article in self.articles:
            text = article.doc.text
            for a, b in zip(article.mentions, article.mentions[1:], strict=False):
                if text[a.end : b.start] == " (" and len(b.name) == 1 and len(a.name) > 1 and a.kind != "country":
                    short = text[b.start : b.end]
                    if short.isupper() and short[0].lower() in {word[0] for word in a.name}:
                        bound[b.name[0]][self.show(a.name)] += 1
        return {short: longs.most_common(1)[0][0] for short, longs in bound.items()}

    def person(self, m: Mention, scopes: tuple[_Scope, _Scope, _Scope]) -> int | None:
        """The person a surname means: looked for in the article, then its event, then the call."""
        words = core(m.name)
        if len(words) != 1:
            return None
        last, spelt, first = self.by_word.get(words[0]), self._spelt(words[0]), self.first.get(words[0])
        article, event, call = scopes
        order = [(article, last), (article, spelt), (event, last), (article, first), (event, spelt), (event, first)]
        for scope, table in [*order, (call, last), (call, spelt), (call, first)]:
            if table:
                near = {g: scope.people[g] for g in table if scope.people[g] and self._fits(g, m, table, scopes[1])}
                if near:
                    return self._likeliest(near, table, scopes, scope)
        return None

    def _spelt(self, word: str) -> set[int]:
        return {g for w in self.spellings.get(skeleton(word), ()) if variant(w, word) for g in self.by_word[w]}

    def _fits(self, g: int, m: Mention, table: set[int], event: _Scope) -> bool:
        """Whether a person's gender and offices allow the title of this mention."""
        if m.gender and event.genders[g] and not event.genders[g][m.gender]:
            return False
        holders = event.roles.get(m.role)
        return not m.role or not holders or holders[g] > 0 or not any(holders[other] for other in table)

    def _likeliest(
        self, near: dict[int, int], table: set[int], scopes: tuple[_Scope, _Scope, _Scope], scope: _Scope
    ) -> int | None:
        best = max(near, key=lambda g: (near[g], -g))
        if scope is scopes[2]:
            return best if near[best] >= 0.9 * sum(near.values()) else None
        event = scopes[1].people
        known = max(table, key=lambda g: (event[g], -g))
        return known if known not in near and event[known] > 4 * event[best] else best

    def count(self) -> None:
        """Full names first, then surnames with a title, surnames alone, and role nouns last."""
        scopes = [(_Scope(), self.events[article.event], self.call) for article in self.articles]
        found: list[list[int | None]] = [[self.group.get(m.name) for m in article.mentions] for article in self.articles]
        for rank in range(3):
            for article, scope, people_found in zip(self.articles, scopes, found, strict=True):
                for k, m in enumerate(article.mentions):
                    if m.kind in ("person", "name", "month") and _rank(m, people_found[k]) == rank:
                        if rank:
                            people_found[k] = self.person(m, scope)
                        if people_found[k] is not None:
                            self._note(m, people_found[k], scope)
        for article, scope, people_found in zip(self.articles, scopes, found, strict=True):
            article.actors = [self._actor(m, g) for m, g in zip(article.mentions, people_found, strict=True)]
            self._roles(article, scope[0])

    def _note(self, m: Mention, g: int | None, scopes: tuple[_Scope, ...]) -> None:
        for scope in scopes:
            if m.role:
                scope.roles[m.role][g] += 1
            if m.gender:
                scope.genders[g][m.gender] += 1
            if m.country:
                scope.countries[g][m.country] += 1
            if scope is scopes[0] or m.name in self.group:
                scope.people[g] += 1

    def _actor(self, m: Mention, g: int | None) -> str | None:
        if g is not None:
            return self.names[g]
        if m.kind == "country":
            return m.name[0]
        if m.kind in ("role", "month"):
            return None
        if len(m.name) == 1 and m.name[0] in self.acronyms:
            return self.acronyms[m.name[0]]
        return self.show(m.name)

    def _roles(self, article: _Article, own: _Scope) -> None:
        event = self.events[article.event]
        for k, m in enumerate(article.mentions):
            if m.kind == "role":
                scores: Counter[int] = Counter()
                for weight, scope in ((10, own), (1, event)):
                    for role, counts in scope.roles.items():
                        if _holds(m.role, role, m.country):
                            for g, n in counts.items():
                                if own.people[g] and self._from(g, m.country, event):
                                    scores[g] += weight * min(n, 9)
                best = scores.most_common(2)
                if best and (len(best) == 1 or best[0][1] > best[1][1]):
                    article.actors[k] = self.names[best[0][0]]

    def _from(self, g: int, country: str, scope: _Scope) -> bool:
        return not country or not scope.countries[g] or scope.countries[g][country] > 0


def _rank(m: Mention, person: int | None) -> int:
    return 0 if person is not None else 1 if m.role or m.gender else 2


def _holds(asked: str, role: str, country: str) -> bool:
    if asked == role or (country and asked in _RULERS and role in _RULERS):
        return True
    if role.startswith(_DEPUTIES):
        return False
    return role.endswith(" " + asked) or role.startswith(asked + " of ")


def resolve(texts: pd.Series, events: list[object]) -> list[_Article]:
    """Mentions of every text with their actors, merged over the call."""
    sequences, lower, inside = [], Counter(), Counter()
    for text in texts:
        s = Sequences(parse(text))
        sequences.append(s)
        lower.update(s.lower)
        inside.update(s.inside)
    articles = []
    for s, event in zip(sequences, events, strict=True):
        article = _Article(s.doc, event)
        article.mentions = Finder(s, lower, inside).mentions()
        articles.append(article)
    _Register(articles).count()
    return articles


def find_actors(texts: pd.Series | pd.DataFrame | list[str], *, pronouns: bool = False) -> pd.DataFrame:
    """Mentions of people, groups and countries, and the actor each one means.

    A mention is a capitalised sequence (title included), a country, its capital or people standing for its
    government, or "the" with a role noun that a titled person of the article holds ("the general").
    """
    series = as_texts(texts)
    known = isinstance(texts, pd.DataFrame) and "event" in texts
    events = list(texts["event"]) if known else [None] * len(series)
    rows = []
    for label, article in zip(series.index, resolve(series, events), strict=True):
        text = article.doc.text
        found = list(zip(article.mentions, article.actors, strict=True))
        kept = [(m.start, m.end, actor, m.kind) for m, actor in found if actor is not None]
        if pronouns:
            kept = sorted(kept + find_pronouns(article.doc, found), key=lambda row: row[:2])
        rows += [(label, start, end, text[start:end], actor, kind) for start, end, actor, kind in kept]
    return pd.DataFrame(rows, columns=["article", "start", "end", "mention", "actor", "kind"])
