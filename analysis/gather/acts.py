"""Which acts an event is about: the killing of somebody, the protest, the accord, and every word for them."""
from collections import Counter
from collections.abc import Set

from analysis.gather.deeds import Deed, Sentence, done_to, sentences_of, sides
from analysis.gather.labels import Mentions
from analysis.gather.terms import Match
from analysis.mark.lexicon import in_name
from analysis.read.segment import Document

_PEOPLE = 8  # so many people of an event are looked at as those killed
_LEAD = 1200  # characters that open a text and say what it is about
Deeds = dict[object, list[Deed]]  # text or headline -> words for one act
Cut = dict[object, list[Sentence]]  # text or headline -> its sentences


class Acts:
    """The words for acts in the texts and headlines of one event.

    `article` says whose text or headline each is; `weak` are words ("ruling decision") that show no act by themselves.
    """

    def __init__(
        self, docs: dict[object, Document], matches: dict[object, list[Match]], article: dict[object, object],
        weak: frozenset[str],
    ) -> None:  # fmt: skip
        self.docs, self.article, self.n_articles = docs, article, len(set(article.values()))
        self.spans: dict[str, Deeds] = {}
        for key, found in matches.items():
            for m in found:
                if m.concept != "person" and not in_name(docs[key], m.i):  # a Historic Site is no vote
                    is_weak = f"{m.concept} {m.label}" in weak
                    deed = Deed(docs[key].starts[m.i], docs[key].ends[m.j - 1], m.label, is_weak)
                    self.spans.setdefault(m.concept, {k: [] for k in docs})[key].append(deed)

    def killed(self, named: dict[object, Mentions], people: Set[str]) -> list[str]:
        """Those of the people named most who are killed by the grammar, the clearest first; half as clear is enough."""
        return self._victims(self._cut(named), people)

    def main(self, named: dict[object, Mentions], people: Set[str]) -> dict[str, Deeds]:
        """The acts that most articles open with, the commonest first: the act's name -> key -> words.

        A word that two acts have in common (a strike) is the commoner one's. A killing is that of one person.
        """
        found = [(concept, uses) for concept, uses in sorted(self.spans.items()) if concept != "killing"]
        cut = self._cut(named)
        done = {who: self._done(cut, who, {}) for who in self._victims(cut, people)}
        if done:
            victim = max(done, key=lambda who: self._leads(done[who]))
            found.append((f"killing of {victim}", self._done(cut, victim, self._labels(done[victim]))))
        return self._chosen(found)

    def _cut(self, named: dict[object, Mentions]) -> Cut:
        """The sentences of each text with words for a killing and who is named; nothing without such words."""
        deeds = self.spans.get("killing")
        return {k: sentences_of(doc, deeds[k], named[k]) for k, doc in self.docs.items()} if deeds else {}

    def _done(self, cut: Cut, who: str, known: dict[object, set[str]]) -> Deeds:
        """What was done to a person; `known` are words for it by article."""
        return {k: done_to(doc.text, cut[k], who, known.get(self.article[k], set())) for k, doc in self.docs.items()}

    def _victims(self, cut: Cut, people: Set[str]) -> list[str]:
        texts = [{who for s in sentences for *_, who in s.named if who in people} for sentences in cut.values()]
        counts = Counter(who for named in texts for who in sorted(named))
        found = {who: n for who, _ in counts.most_common(_PEOPLE) if (n := self._suffers(cut, who))}
        return sorted((who for who, n in found.items() if 2 * n >= max(found.values())), key=lambda who: -found[who])

    def _suffers(self, cut: Cut, who: str) -> int:
        """How often he suffers it by the grammar; 0 under a quarter of the articles, or if he does it more often."""
        counts = {k: sides(self.docs[k].text, sentences, who) for k, sentences in cut.items()}
        said = {self.article[k] for k, (suffered, _) in counts.items() if suffered}
        more = sum(suffered - done for suffered, done in counts.values()) > 0
        enough = more and 4 * len(said) >= self.n_articles
        return sum(suffered for suffered, _ in counts.values()) if enough else 0

    def _labels(self, uses: Deeds) -> dict[object, set[str]]:
        labels: dict[object, set[str]] = {}
        for k, deeds in uses.items():
            labels.setdefault(self.article[k], set()).update(deed.label for deed in deeds)
        return labels

    def _chosen(self, found: list[tuple[str, Deeds]]) -> dict[str, Deeds]:
        """The acts that most articles open with; words of acts chosen before do not count, nor weak ones alone."""
        acts: dict[str, Deeds] = {}
        taken: set[tuple[object, int]] = set()
        while found:
            free = [
                (title, {k: [d for d in deeds if (k, d.start) not in taken] for k, deeds in uses.items()})
                for title, uses in found
            ]
            ranked = [(*self._leads(uses), title, uses) for title, uses in free]
            fitting = [act for act in ranked if self._opens(act[:2])]
            if not fitting:
                break
            *_, title, uses = max(fitting, key=lambda act: (act[2], act[:2]))
            acts[title] = uses
            taken |= {(k, deed.start) for k, deeds in uses.items() for deed in deeds}
            found = [act for act in free if act[0] != title]
        return acts

    def _opens(self, leads: tuple[int, ...]) -> bool:
        """Whether more than half of the articles open with an act, and a third with a sure word for it."""
        return 2 * leads[0] > self.n_articles and 3 * leads[1] > self.n_articles

    def _leads(self, uses: Deeds) -> tuple[int, int, int]:
        """How many articles open with words for an act, how many with sure ones, and how many words there are."""
        opening = {k: [deed for deed in deeds if deed.start < _LEAD] for k, deeds in uses.items()}
        leads = {self.article[k] for k, deeds in opening.items() if deeds}
        sure = {self.article[k] for k, deeds in opening.items() if any(not d.weak for d in deeds)}
        return len(leads), len(sure), sum(map(len, uses.values()))
