"""Listed harms in the other forms: active, nominal, intransitive, a participle alone."""

from analysis.mark.agents import agent_after
from analysis.mark.clauses import Clauses, Span
from analysis.mark.doers import whose
from analysis.mark.passives import Act, Passives
from analysis.mark.verbs import PASTS, WORDS, Form, harms

BE, HAVE, DETERMINER, JOINT, OBJECT = (WORDS[name] for name in ("be", "have", "determiner", "joint", "object"))
PREPOSITION, PRONOUN, RELATIVE, _MODAL = (WORDS[name] for name in ("preposition", "pronoun", "relative", "modal"))
_ROLE, _INSTRUMENT = WORDS["role"], WORDS["instrument"]
_ATTRIBUTE = ("ed", "ly", "al", "ous", "less", "ic")
_ARTICLE = frozenset("the a an no".split())
_BEFORE_NOUN = frozenset("air deadly terror suicide missile recent".split())
_CONJUNCTION = WORDS["conjunction"]
_POSSESSIVES = frozenset("my your his her its their our whose".split())
_APART, _NEXT_CLAUSE = JOINT | PREPOSITION, JOINT | BE
_NO_MODIFIER = DETERMINER | PREPOSITION | JOINT | BE | WORDS["conjunction"]
_VICTIM = frozenset(("kill", "die", "seize", "expel", "wound"))  # kinds whose "X's killing" names the patient


class Harms:
    """The listed harms of one document, beside the passives that were found before."""

    def __init__(self, clauses: Clauses, passives: Passives) -> None:
        self.c, self.passives = clauses, passives
        self.acts: list[Act] = []
        past = 0
        for i in passives.harmful:
            if i in passives.found:
                past = max(past, passives.found[i].past)
            elif i >= past:
                act = self._act(i)
                if act:
                    self.acts.append(act)
                    past = act.past

    def _act(self, i: int) -> Act | None:
        """The act that begins with word i, by the longest form that fits."""
        words = self.c.words
        _, low, high = self.c.sentence(i)
        seconds = ("*", words[i + 1]) if i + 1 < high else ()
        for form in harms()[words[i]]:
            past = i + len(form.words)
            if past > i + 1 and not (form.words[1] in seconds and past <= high and _reads(form, words[i:past])):
                continue
            return None if self.passives.harmless(form, i, past) else self._read(form, i, past, low, high)
        return None

    def _read(self, form: Form, i: int, past: int, low: int, high: int) -> Act | None:
        """Which of its uses the form has here."""
        if "nouns" in form.uses and self._is_noun(form, i, past, low, high):
            return self._nominal(form, i, past, low, high)
        if form.harm.use in ("intransitive", "clash", "fire"):
            return self._without_object(form, i, past, low, high)
        if "participle" in form.uses and self._is_participle(form, i, past, low, high):
            return self._participle(form, i, past, low, high)
        of = past < high and self.c.words[past] == "of"
        if self._is_name(i, low) or of and "gerund" in form.uses:
            return None
        if "finite" in form.uses or "gerund" in form.uses:
            if form.harm.use == "both" and not self.c.opens_phrase(past, high):
                return self._without_object(form, i, past, low, high)
            return self._active(form, i, past, low, high)
        return None

    def _is_name(self, i: int, low: int) -> bool:
        """Whether an article or a preposition before word i makes it a name of things: “the bombs”, “the wounded”."""
        if i == low or self.c.breaks(i):
            return False
        before = self.c.words[i - 1]
        gerund = self.c.words[i].endswith("ing")
        return self.c.possessive(i) or before in _ARTICLE or before in ("of", "for") and not gerund

    def _is_noun(self, form: Form, i: int, past: int, low: int, high: int) -> bool:
        """Whether a form that may be a noun is one here, by the words beside it."""
        c = self.c
        if form.uses == {"nouns"}:
            return True
        before = c.words[i - 1] if i > low and not c.breaks(i) else ""
        after = c.words[past] if past < high and not c.breaks(past) else ""
        if after == "of" or after in ("by", "against") and "gerund" in form.uses:
            return True
        if before in PRONOUN or before in _MODAL and before != "to" or before in RELATIVE and before != "that":
            return False
        if before in BE and "gerund" in form.uses:
            return False
        if before in DETERMINER and before not in ("that", "who") or before and c.possessive(i):
            return not ("finite" in form.uses and before in ("all", "both", "others"))
        if "gerund" in form.uses:
            return not c.opens_phrase(past, high) or self._compound(i, past, low)
        if "participle" in form.uses and before and before not in PREPOSITION and not self._modifies(i - 1):
            return False
        if before == "to":
            return form.words[0].endswith("s")
        if (
            after in DETERMINER
            and after != "that"
            or after in OBJECT
            or after
            and past < high
            and (c.capital(past) or after[0].isdigit())
        ):
            return not (before and before not in PREPOSITION and not self._modifies(i - 1))
        return True

    def _compound(self, i: int, past: int, low: int) -> bool:
        """Whether a gerund stands between an article and a noun: “the nationwide bombing campaign”."""
        c = self.c
        if c.capital(past) or c.words[past] in DETERMINER or not c.words[past].isalpha():
            return False
        back = range(i, max(low, i - 3), -1)
        opened = next(
            (k for k in back if c.breaks(k) or c.words[k - 1] in DETERMINER or c.words[k - 1] in PREPOSITION), 0
        )
        return opened > 0 and not c.breaks(opened) and c.words[opened - 1] in DETERMINER

    def _modifies(self, k: int) -> bool:
        """Whether word k is a modifier that makes the next word a noun: “drone strikes”, “deadly attacks”."""
        word = self.c.words[k]
        return word in _INSTRUMENT or word in _BEFORE_NOUN or word in _CONJUNCTION

    def _is_participle(self, form: Form, i: int, past: int, low: int, high: int) -> bool:
        """Whether a form that may be a past tense stands for “who was ...” here."""
        c = self.c
        k = i - 1
        while k >= low and not c.breaks(k + 1) and c.adverb(k):
            k -= 1
        before = c.words[k] if k >= low and not c.breaks(k + 1) else ""
        if before in HAVE or before in _MODAL or before in PRONOUN or before in RELATIVE:
            return False
        if c.breaks(i) and i > low and self._serial(i, low) and c.opens_phrase(past, high):
            return False
        if before in DETERMINER or before and c.possessive(i):
            return past < high and not c.breaks(past) and c.words[past] not in _APART
        if "finite" not in form.uses:
            return True
        if before in WORDS["conjunction"]:
            return not c.opens_phrase(past, high) and past < high and c.words[past] not in PREPOSITION
        if not before and not c.breaks(past) and past < high and c.opens_phrase(past, high) and i == low:
            return c.words[past] not in DETERMINER
        return not c.opens_phrase(past, high)

    def _serial(self, i: int, low: int) -> bool:
        return "," in self.c.gap(i)

    def _participle(self, form: Form, i: int, past: int, low: int, high: int) -> Act:
        """“students killed in the square”, “the murdered boy”."""
        c = self.c
        agent = agent_after(c, past - 1, high)
        before = c.words[i - 1] if i > low and not c.breaks(i) else ""
        attribute = c.opens_phrase(past, high) and (before in DETERMINER or c.possessive(i) or i == low)
        patient = c.phrase(past, high) if attribute else c.described(i, low)
        name = "intransitive" if form.harm.use == "intransitive" else f"reduced_{'agent' if agent else 'agentless'}"
        return Act(i, past, form.harm.verb, name, agent, patient, None, form.harm)

    def _active(self, form: Form, i: int, past: int, low: int, high: int) -> Act | None:
        c = self.c
        first = c.group_start(i, low)
        to = c.words[first] == "to" or c.words[first] == "not" or "gerund" in form.uses and c.words[first] not in BE
        joined = first > low and c.words[first - 1] in WORDS["conjunction"]
        agent = None if to or joined else c.subject(first, low)
        if "gerund" in form.uses and first == i and i > low and not c.breaks(i):
            agent = c.nearest(i, low)
        if joined and not to:
            agent = self._shared_subject(first, low)
        start = past
        if past < high and not c.breaks(past) and not (c.words[past] == "at" and c.opens_phrase(past, high)):
            start += c.words[past] in ("dead", "at")
        patient = c.phrase(start, high) if c.opens_phrase(start, high) else None
        if patient is None and first == i and form.uses == {"finite"} and not self._verb_before(i, low):
            return None  # the f bomb
        return Act(first, past, form.harm.verb, "active", agent, patient, None, form.harm)

    def _verb_before(self, i: int, low: int) -> bool:
        """Whether a present tense without object at word i can be nothing but a verb."""
        before = self.c.words[i - 1] if i > low else ""
        return self.c.words[i] in PASTS or self.c.words[i].endswith("ed") or before in PRONOUN or before in RELATIVE

    def _shared_subject(self, first: int, low: int) -> Span | None:
        """The agent of the harm joined to this one: “shot a man and wounded two”."""
        earlier = self.acts[-1] if self.acts else None
        if earlier and earlier.form == "active" and earlier.first >= low:
            return earlier.agent
        return None

    def _without_object(self, form: Form, i: int, past: int, low: int, high: int) -> Act | None:
        """“died”, “clashed with ...”, “opened fire on ...”."""
        c, harm = self.c, form.harm
        first = c.group_start(i, low)
        doer_says = harm.use in ("clash", "fire")
        determined = i > low and c.words[i - 1] in DETERMINER
        attribute = determined and form.words[0].endswith("ed") and c.opens_phrase(past, high)
        subject = None if c.words[first] == "to" else c.subject(first, low)
        if attribute:
            subject = c.phrase(past, high)
        elif "gerund" in form.uses and first == i and i > low and not c.breaks(i):
            subject = c.nearest(i, low)
        if not doer_says:
            return Act(first, past, harm.verb, "intransitive", None, subject, None, harm)
        target = None
        if past < high and not c.breaks(past):
            start = past + (c.words[past] in ("at", "on", "upon", "into", "with", "to", "against"))
            target = c.phrase(start, high) if c.opens_phrase(start, high) else None
        return Act(first, past, harm.verb, "active", subject, target, None, harm)

    def _nominal(self, form: Form, i: int, past: int, low: int, high: int) -> Act:
        """“the strike on ...”, “the killing of ... by ...”, “their attack”."""
        c, words, harm = self.c, self.c.words, form.harm
        first = i
        while first > low and not c.breaks(first) and words[first - 1] in _INSTRUMENT and not c.possessive(first):
            first -= 1  # drone strike
        k = first
        while k > low and not c.breaks(k) and not c.possessive(k) and self._modifier(k - 1):
            k -= 1
        doer = whose(self.c, k, first)
        agent, patient = self._beside(form, past, high)
        if harm.kind == "die":
            patient, doer = patient or doer, None  # police deaths
        if k > low and c.possessive(k) and words[k - 1] not in WORDS["time"]:
            owner = (k - 1, k) if words[k - 1] in _POSSESSIVES else c.nearest(k, low) or (k - 1, k)
            if harm.kind in _VICTIM and patient is None:
                patient = owner
            else:
                agent = agent or owner
        return Act(first, past, harm.verb, "nominal", agent or self._author(k, past, low, high), patient, doer, harm)

    def _beside(self, form: Form, past: int, high: int) -> tuple[Span | None, Span | None]:
        """Agent and patient after a noun: “by ...”, “on ...”, “of ...”."""
        c, words, agent, patient = self.c, self.c.words, None, None
        sides = ("of",) if form.harm.kind in _VICTIM else ("on", "of", "against", "at")
        for j in range(past, min(high, past + 12)):
            if c.breaks(j) or words[j] in _NEXT_CLAUSE:
                break
            if words[j] == "by" and agent is None:
                agent = agent_after(c, j - 1, high)
            elif words[j] in sides and patient is None and j + 1 < high:
                span = c.phrase(j + 1, high)
                if span and (words[span[0]] in WORDS["time"] or words[span[0]][:4].isdigit() and words[j] != "of"):
                    continue
                if words[j] == "of" and form.words[-1] in ("crime", "crimes", "atrocities"):
                    agent = span
                else:
                    patient = span
            elif words[j] in PREPOSITION:
                break
        return agent, patient

    def _author(self, k: int, past: int, low: int, high: int) -> Span | None:
        """Who carried out, ordered or planned the deed that stands between words k and past."""
        c, words = self.c, self.c.words
        while k > low and words[k - 1] in DETERMINER and not c.breaks(k):
            k -= 1
        v = k - 2 if k > low + 1 and words[k - 1] == "out" else k - 1
        if v > low and words[v] in WORDS["light"] and not c.breaks(k):
            found = self.passives.found.get(v)
            return found.agent if found else c.subject(c.group_start(v, low), low)
        for p in range(past, min(high, past + 3)):
            if p in self.passives.found and words[p] in WORDS["light"]:
                return self.passives.found[p].agent
        return None

    def _modifier(self, k: int) -> bool:
        word = self.c.words[k]
        if word in _NO_MODIFIER:
            return False
        return self.c.capital(k) or word in _ROLE or word in _INSTRUMENT or word.endswith(_ATTRIBUTE)


def _reads(form: Form, words: list[str]) -> bool:
    return all(slot in ("*", word) for slot, word in zip(form.words, words, strict=True))
