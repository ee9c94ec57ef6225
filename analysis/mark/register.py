"""The people and groups of one call: which mentions are one actor's, by the text, its event and the whole call."""
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Set

from analysis.mark.aliases import core, fullness, generation, groups, people, personal, skeleton, variant
from analysis.mark.offices import Form, Mention
from analysis.mark.titles import COUNTRIES, GIVEN
from analysis.read.segment import Document

_NAMES = frozenset(("person", "name", "month"))
_RULERS = frozenset("leader president chancellor king ruler dictator strongman monarch autocrat".split()) | {
    "supreme leader",
    "prime minister",
}
_DEPUTIES = ("vice ", "deputy ", "assistant ", "associate ")
_NOBODY: frozenset[int] = frozenset()
_UNTITLED = Counter[int]()
_NONE = Mention(-1, -1, -1, (), "")


class Scope:
    """How often each person is named in full, with which offices, genders and countries, in a text or an event."""

    def __init__(self) -> None:
        self.people: Counter[int] = Counter()
        self.roles: dict[str, Counter[int]] = defaultdict(Counter)
        self.countries: dict[int, Counter[str]] = defaultdict(Counter)
        self.genders: dict[int, Counter[str]] = defaultdict(Counter)

    def note(self, m: Form, person: int, n: int) -> None:
        """Count the title of `n` mentions."""
        if m.role:
            self.roles[m.role][person] += n
        if m.gender:
            self.genders[person][m.gender] += n
        if m.country:
            self.countries[person][m.country] += n


class Article:
    """One text's mentions, their forms, the person of each form, and what the text says of people."""

    def __init__(self, doc: Document, event: object, mentions: list[Mention]) -> None:
        self.doc, self.event, self.mentions = doc, event, mentions
        numbers: dict[tuple[object, ...], int] = {}
        self.form_of = [  # the number of its form for each mention
            numbers.setdefault((name, kind, role, gender, country, doc.text[at:end]), len(numbers))
            for _, end, at, name, kind, role, gender, country in mentions
        ]
        self.forms: list[Form] = [tuple.__new__(Form, form) for form in numbers]
        self.times = list(Counter(self.form_of).values())
        self.persons: list[int | None] = []
        self.named: list[str | None] = []  # the actor of each form
        self.actors: list[str | None] = []  # and of each mention
        self.surnames: dict[bool, list[int]] = {True: [], False: []}  # what may mean a person: with a title, without
        self.own = Scope()


class Register:
    """Names the actor of every mention of the articles; `settle` fills `Article.actors`."""

    def __init__(self, articles: list[Article]) -> None:
        self.articles, self.call = articles, Scope()
        self.events: dict[object, Scope] = defaultdict(Scope)
        self.printed: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
        self.shown: dict[tuple[str, ...], str] = {}
        full: Counter[tuple[str, ...]] = Counter()
        for article in articles:
            for (name, kind, _, _, _, printed), n in zip(article.forms, article.times, strict=True):
                forms = self.printed[name]
                forms[printed] = forms.get(printed, 0) + n
                if len(name) > 1 and kind != "group" and 1 < len(core(name)) < 5 and personal(name, printed):
                    full[name] += n
        self.person = people(full, self._shared(full))
        self.sons = {g for name, g in self.person.items() if generation(name)}
        self.last: dict[str, set[int]] = defaultdict(set)
        self.first: dict[str, set[int]] = defaultdict(set)
        for name, g in self.person.items():
            words = core(name)
            self.last[words[-1]].add(g)
            self.first[words[0]].add(g)
        self.sounds: dict[str, set[str]] = defaultdict(set)
        for word in self.last:
            self.sounds[skeleton(word)].add(word)
        self.meant: dict[tuple[str, ...], list[tuple[int, Set[int]]]] = {}
        self.held: dict[tuple[object, str, str], list[str]] = {}  # event, role asked for, country -> roles that may
        self.names = self._fullest(full)
        self.shown.update(self._acronyms())
        self.merged = self._merged()

    def _shared(self, full: Counter[tuple[str, ...]]) -> set[tuple[str, ...]]:
        """Words of names that father and son share: half of the texts with "Osk Ardel Jr." tell the two apart.

        Such a text prints "Osk Ardel" too, or "Ardel Jr.".
        """
        sons = {core(name) for name in full if generation(name)}
        told_so = {name for name in self.printed if len(name) > 1 and generation(name)} if sons else set()
        seen: dict[tuple[str, ...], Counter[bool]] = defaultdict(Counter)
        for article in self.articles if sons else ():
            names = {m.name for m in article.forms}
            if not names.isdisjoint(told_so):
                born = {core(name) for name in names & told_so}
                bare = {core(name) for name in names - told_so if len(name) > 1}
                for words in born & sons:
                    seen[words][words in bare or words[-1:] in born] += 1
        return {words for words, told in seen.items() if told[True] >= told[False]}

    def _fullest(self, full: Counter[tuple[str, ...]]) -> dict[int, str]:
        """For each person the fullest name printed, the most frequent among the fullest, one-off forms aside."""
        forms: dict[int, dict[tuple[str, ...], int]] = defaultdict(dict)
        for name, n in full.items():
            forms[self.person[name]][name] = n
        found = {}
        for g, c in forms.items():
            name = next(iter(c))
            if len(c) > 1:
                usual = [name for name, n in c.items() if n * 20 >= sum(c.values())] or list(c)
                name = max(usual, key=lambda n: (fullness(n), full[n], n))
            found[g] = self.show(name)
        return found

    def show(self, name: tuple[str, ...]) -> str:
        """A name as most often printed; in capitals only if it is never printed otherwise."""
        best = self.shown.get(name)
        if best is None:
            forms = self.printed[name]
            best = next(iter(forms))
            if len(forms) > 1:
                best = max(forms, key=lambda form: (not (form.isupper() and len(form) > 5), forms[form], form))
            best = self.shown[name] = " ".join(best.split())
        return best

    def _acronyms(self) -> dict[tuple[str, ...], str]:
        """Short forms that stand in brackets behind their long name."""
        bound: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for article in self.articles:
            text, mentions = article.doc.text, article.mentions
            at = text.find(" (")
            while at >= 0:
                k = bisect_left(mentions, (at + 2,)) if text[at + 2 : at + 3].isupper() else 0  # in the bracket
                a, b = mentions[k - 1 : k + 1] if 0 < k < len(mentions) else (_NONE, _NONE)
                if a.end == at and b.start == at + 2 and len(b.name) == 1 and len(a.name) > 1:
                    if text[b.start : b.end].isupper() and b.name[0][0] in {word[0] for word in a.name}:
                        bound[b.name][self.show(a.name)] += 1
                at = text.find(" (", at + 2)
        return {short: longs.most_common(1)[0][0] for short, longs in bound.items()}

    def _merged(self) -> dict[tuple[object, tuple[str, ...]], str]:
        """Groups whose printed name is the end of one longer name of the event: (event, name) -> longer name."""
        named: dict[object, set[tuple[str, ...]]] = defaultdict(set)
        for article in self.articles:
            named[article.event].update(m.name for m in article.forms if m.kind == "group" and len(m.name) > 1)
        return {
            (event, short): self.show(long) for event, names in named.items() for short, long in groups(names).items()
        }

    def settle(self) -> None:
        """Full names first, then surnames with a title, then surnames alone, role nouns last."""
        for article in self.articles:
            event = self.events[article.event]
            article.persons = [self.person.get(m.name) for m in article.forms]
            for k, (m, g, n) in enumerate(zip(article.forms, article.persons, article.times, strict=True)):
                if g is not None:
                    for scope in (article.own, event, self.call):
                        scope.people[g] += n
                    self._note(article, m, g, n)
                elif m.kind in _NAMES and self._meant(m.name):
                    article.surnames[bool(m.role or m.gender)].append(k)
        for titled in (True, False):
            for article in self.articles:
                self._surnames(article, article.surnames[titled])
        for article in self.articles:
            self._roles(article)
            pairs = zip(article.forms, article.persons, strict=True)
            article.named = [self._unnamed(m, article.event) if g is None else self.names[g] for m, g in pairs]
            article.actors = [article.named[k] for k in article.form_of]

    def _note(self, article: Article, m: Form, g: int, n: int) -> None:
        if m.role or m.gender or m.country:
            article.own.note(m, g, n)
            self.events[article.event].note(m, g, n)

    def _surnames(self, article: Article, numbers: list[int]) -> None:
        scopes = (article.own, self.events[article.event], self.call)
        for k in numbers:
            article.persons[k] = self._surname(article.forms[k], scopes)
        for k in numbers:
            g = article.persons[k]
            if g is not None:
                article.own.people[g] += article.times[k]
                self._note(article, article.forms[k], g, article.times[k])

    def _surname(self, m: Form, scopes: tuple[Scope, Scope, Scope]) -> int | None:
        """The person a surname, or else a first name, means."""
        bare = not (m.role or m.gender or generation(m.name))
        for number, table in self._meant(m.name):
            scope = scopes[number]
            if not scope.people.keys().isdisjoint(table):
                fitting = table if bare else {g for g in table if self._fits(g, m, table, scopes[1])}
                near = {g: scope.people[g] for g in fitting if g in scope.people}
                if near:
                    return self._likeliest(near, fitting, scope, scopes)
        return None

    def _meant(self, name: tuple[str, ...]) -> list[tuple[int, Set[int]]]:
        """Whom a name of one word may mean, nearest first: people of the article (0), its event (1), the call (2)."""
        found = self.meant.get(name)
        if found is None:
            words = core(name)
            found = self.meant[name] = self._known(words[0], name in COUNTRIES) if len(words) == 1 else []
        return found

    def _known(self, word: str, country: bool) -> list[tuple[int, Set[int]]]:
        last, spelt = self.last.get(word, _NOBODY), self._spelt(word)
        given = _NOBODY if country else self.first.get(word, _NOBODY)
        if not (last or spelt or given):
            return []
        first = given if word in GIVEN else _NOBODY
        order = [(0, last), (0, spelt), (1, last), (0, given), (1, spelt), (1, first)]
        return [step for step in [*order, (2, last), (2, spelt), (2, first)] if step[1]]

    def _spelt(self, word: str) -> Set[int]:
        """The people whose surname is a spelling of this word, where there are others than those of the word itself."""
        near = self.sounds.get(skeleton(word))
        if not near or len(near) == 1 and word in near:
            return _NOBODY
        found = {g for w in near if variant(w, word) for g in self.last[w]}
        return found if found != self.last.get(word) else _NOBODY

    def _fits(self, g: int, m: Form, table: Set[int], event: Scope) -> bool:
        """Whether a person's gender and offices allow the title of this mention."""
        if generation(m.name) and g not in self.sons and table & self.sons:
            return False
        if m.gender and g in event.genders and not event.genders[g][m.gender]:
            return False
        holders = event.roles.get(m.role)
        return not holders or g in holders or not any(other in holders for other in table)

    def _likeliest(
        self, near: dict[int, int], fitting: Set[int], scope: Scope, scopes: tuple[Scope, ...]
    ) -> int | None:
        """The person named most, unless the event knows another of that name four times better."""
        if len(fitting) == 1:
            return next(iter(fitting))
        best = max(near, key=lambda g: (near[g], -g))
        if scope is scopes[2]:
            return best if near[best] >= 0.9 * sum(near.values()) else None
        event = scopes[1].people
        known = max(fitting, key=lambda g: (event[g], -g))
        return known if known not in near and event[known] > 4 * event[best] else best

    def _unnamed(self, m: Form, event: object) -> str | None:
        """The actor of a mention that is no known person's."""
        if m.kind == "country":
            return m.name[0]
        if m.kind in ("role", "month"):
            return None
        return len(m.name) > 1 and self.merged.get((event, m.name)) or self.show(m.name)

    def _roles(self, article: Article) -> None:
        """Role nouns mean the person named in the text who holds that office there, or else in the event."""
        for k, m in enumerate(article.forms):
            if m.kind == "role":
                article.persons[k] = self._holder(m, article.own, article.event)

    def _holder(self, m: Form, own: Scope, event: object) -> int | None:
        scores: dict[int, int] = defaultdict(int)
        scope, key = self.events[event], (event, m.role, m.country)
        if key not in self.held:
            elect = m.role.endswith("-elect") and m.role not in scope.roles  # nobody is titled so: elected anew
            asked = m.role.removesuffix("-elect") if elect else m.role
            self.held[key] = [
                role for role in scope.roles if (asked in role or role in _RULERS) and _holds(asked, role, m.country)
            ]
        for role in self.held[key]:
            counts, titled = scope.roles[role], own.roles.get(role, _UNTITLED)
            for g in counts.keys() & own.people.keys():
                countries = scope.countries.get(g)
                if not m.country or not countries or m.country in countries:
                    scores[g] += min(counts[g], 9) + 10 * min(titled.get(g, 0), 9)
        most = max(scores.values(), default=0)
        best = [g for g, score in scores.items() if score == most]
        return best[0] if len(best) == 1 else None


def _holds(asked: str, role: str, country: str) -> bool:
    """Whether a person with this role may be called by the role asked for."""
    if asked == role or (country and asked in _RULERS and role in _RULERS):
        return True
    return not role.startswith(_DEPUTIES) and (role.endswith(" " + asked) or role.startswith(asked + " of "))
