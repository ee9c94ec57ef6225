"""A comparison said in plain sentences: the wording is the subject, never the outlet's worth."""
from typing import Any

from analysis.contrast.measure import Measure

FEWEST_EVENTS = 6  # below this no swap of labels can reach p < .05
FEWEST_WORDS = 200
SURE = 0.05


def verdict(row: dict[str, Any]) -> str:
    """What the row of a comparison allows one to say."""
    if row["n_events"] == 0:
        return "no event in common"
    if min(row["n_words_a"], row["n_words_b"]) < FEWEST_WORDS:
        return "not enough words to tell"
    if row["n_events"] < FEWEST_EVENTS:
        return "not enough events to tell"
    if row["q"] > SURE:
        return "could be chance"
    return f"more in {row['a']}" if row["difference"] > 0 else f"more in {row['b']}"


def sentence(row: dict[str, Any], measure: Measure, n_tests: int) -> str:
    """The row of a comparison in one to four sentences."""
    a, b, n = row["a"], row["b"], row["n_events"]
    if n == 0:
        return f"No event has reports with {words_for(measure)} by both {a} and {b}."
    events = "1 event" if n == 1 else f"{n} events"
    show = shower(row["mean_a"], row["mean_b"], row["difference"])
    told = f"difference {show(row['difference'])}, "
    if n >= FEWEST_EVENTS:
        told += f"95 % interval {show(row['low'])} to {show(row['high'])}, "
    said = f"In these {row['n_articles']} reports {_rates(row, measure, show)} ({told}{events})."
    return " ".join([said, *_doubts(row, measure, show, n_tests)])


def without_one(row: dict[str, Any], each: list[dict[str, Any]]) -> str:
    """What any one word does to the difference; `each` are the differences with one word left out."""
    side = 1 if row["difference"] >= 0 else -1
    least, most = (pick(each, key=lambda one: side * one["difference"]) for pick in (min, max))
    show = shower(row["mean_a"], row["mean_b"], row["difference"])
    between = f"95 % interval {show(least['low'])} to {show(least['high'])}"
    if side * least["difference"] <= 0:
        return f"It rests on one word: without “{least['left_out']}” it is {show(least['difference'])} ({between})."
    return (
        f"Whichever one word is left out, it stays between {show(least['difference'])} (without "
        f"“{least['left_out']}”, {between}) and {show(most['difference'])}."
    )


def _rates(row: dict[str, Any], measure: Measure, show: Any) -> str:
    a, b, left, right = row["a"], row["b"], show(row["mean_a"]), show(row["mean_b"])
    if not measure.count:
        return f"{words_for(measure)} is {left} on average in {a} and {right} in {b}"
    lead = f"{words_for(measure)} occur {left} times per 1,000 words"
    if measure.voice == "narrator":
        return f"{lead} in {own(a)} own voice and {right} in {own(b)}"
    if measure.voice == "quoted":
        return f"{lead} in what {a} quotes and {right} in what {b} quotes"
    if measure.voice:
        return f"{lead} in the {measure.voice} words of {a} and {right} in those of {b}"
    return f"{lead} in {a} and {right} in {b}"


def _doubts(row: dict[str, Any], measure: Measure, show: Any, n_tests: int) -> list[str]:
    doubts = []
    short = row["n_short"]
    if short:
        cells = f"{short} of the {2 * row['n_events']} cells (outlet by event) {'has' if short == 1 else 'have'}"
        whose = " in that voice" if measure.voice else ""
        doubts.append(f"{cells} under {FEWEST_WORDS} words{whose}, too few for a steady rate.")
    if row["verdict"] == "not enough words to tell":
        doubts.append(f"Not enough words to tell: one side has under {FEWEST_WORDS} words in all.")
    elif row["n_events"] == 1:
        doubts.append("Not enough events to tell: one event cannot show how much outlets differ from event to event.")
    elif row["n_events"] < FEWEST_EVENTS and row["smallest_detectable"] == 0:
        doubts.append("Not enough events to tell.")
    elif row["n_events"] < FEWEST_EVENTS:
        seen = show(row["smallest_detectable"])
        doubts.append(f"Not enough events to tell: only a difference of about {seen} or more would have been seen.")
    elif row["q"] > SURE:
        family = f", q = {probability(row['q'])} over {n_tests} comparisons" if n_tests > 1 else ""
        seen = f"; a difference of about {show(row['smallest_detectable'])} or more would have been seen."
        if abs(row["difference"]) >= row["smallest_detectable"]:
            seen = "."
        doubts.append(f"This could be chance (p = {probability(row['p'])}{family}){seen}")
    return doubts


def words_for(measure: Measure) -> str:
    """The measure in a reader's words."""
    if not measure.count:
        return measure.name.replace("_", " ")
    return "loaded words" if measure.kind == "loaded" else f"words marked {measure.kind.replace('_', ' ')}"


def own(name: Any) -> str:
    """The possessive of an outlet's name."""
    return f"{name}'" if str(name).endswith("s") else f"{name}'s"


def shower(*numbers: float) -> Any:
    """A writer of numbers with as many decimals as the largest of them needs; no minus before a zero."""
    largest = max(abs(n) for n in numbers)
    places = 1 if largest >= 1 or largest == 0 else 2 if largest >= 0.1 else 3
    return lambda number: f"{round(number, places) + 0.0:.{places}f}"


def probability(p: float) -> str:
    """A probability as it is printed."""
    return f"{p:.2f}" if p >= 0.095 else f"{p:.3f}" if p >= 0.0005 else "under 0.001"
