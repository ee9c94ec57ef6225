"""Goal G10: a page that loses text on the way says so; a sound page is never doubted.

Each page has ten paragraphs, each with a word of its own; what a browser shows of them must be read, or the page is
called partial or refused. make test takes 60 sound pages, make hostile 300; all of them are made here, for there is
no set of saved pages that may be handed on.
"""

import os
import random

import pytest

import analysis
from tests.hostile.pages import HEAD, page
from tests.hostile.texts import PLAIN

SOUND = 300 if "HOSTILE_EXAMPLES" in os.environ else 60
WORDS = "amber birch cedar daisy elder ferny grape hazel irisy jolly".split()
TEN = [f"<p>{PLAIN} The {word} crossing stays open until the works on it are done next year.</p>" for word in WORDS]
ALL, FIRST, LAST = "".join(TEN), "".join(TEN[:5]), "".join(TEN[5:])
WHOLE, HALF = set(WORDS), set(WORDS[:5])
LOSING = {  # page -> the words of it that a browser shows
    "300 boxes deep": (page("<div>" * 300 + ALL), WHOLE),
    "100,000 boxes deep": (page("<div>" * 100_000 + ALL), WHOLE),
    "500 tables deep": (page("<table><tr><td>" * 500 + ALL), WHOLE),
    "half of it deep": (page(FIRST + "<div>" * 300 + LAST), WHOLE),
    "lists deep": (page("<ul><li>" * 200 + ALL), WHOLE),
    "5,000 open b": (page("<b>" * 5_000 + ALL), WHOLE),
    "ten million characters": (page(f"<p>{'The works go on. ' * 600_000}</p>" + ALL), WHOLE),
    "half letters": (page(FIRST + "<p>&#xD800;\ud800</p>" + LAST), WHOLE),
    "two articles": (page(FIRST) + page(LAST), WHOLE),
    "open svg": (page("<svg>" + ALL), WHOLE),
    "half in svg": (page(FIRST + "<svg><desc>" + LAST), WHOLE),
    "open textarea": (page(FIRST + "<textarea>" + LAST), WHOLE),
    "open select": (page(FIRST + "<select><option>" + LAST), WHOLE),
    "open button": (page(FIRST + "<button>" + LAST), WHOLE),
    "open aside": (page(FIRST + "<aside>" + LAST), WHOLE),
    "open form": (page(FIRST + "<form>" + LAST), WHOLE),
    "open footer": (page(FIRST + "<footer>" + LAST), WHOLE),
    "open template": (page(FIRST + "<template>" + LAST), HALF),
    "open comment": (page(FIRST + "<!-- " + LAST), HALF),
    "open script": (page(FIRST + "<script>" + LAST), HALF),
    "open style": (page(FIRST + "<style>" + LAST), HALF),
    "open title": (page(ALL, head="<title>Bridge"), set()),
    "plaintext": (page(FIRST + "<plaintext>" + LAST), WHOLE),
    "NUL": (page(FIRST + "\0" + LAST), WHOLE),
    "frames": (page("<noframes>" + ALL), WHOLE),
}


def read(pages, folder):
    """Text and what was said of each page: None where it was refused or nothing was said."""
    pytest.importorskip("trafilatura")
    for number, (name, html) in enumerate(pages.items()):
        html = html.replace("Vantry Wire", f"The {name}")
        (folder / f"{number:03}.html").write_bytes(html.encode("utf-8", "surrogatepass"))
    articles = analysis.read_articles(folder)
    said = {}
    for table in ("skipped", "noted"):
        rows = zip(articles.attrs[table]["file"], articles.attrs[table]["reason"], strict=True)
        said |= {file[-8:-5]: reason for file, reason in rows if table == "skipped" or reason.startswith("partial")}
    return {name: (articles["text"].get(f"{k:03}"), said.get(f"{k:03}")) for k, name in enumerate(pages)}


def test_a_page_that_loses_text_says_so(tmp_path):
    found = read({name: html for name, (html, _) in LOSING.items()}, tmp_path)
    silent, n_lost = {}, 0
    for name, (text, said) in found.items():
        missed = {word for word in LOSING[name][1] if word not in (text or "")}
        n_lost += bool(missed)
        if missed and not said:
            silent[name] = missed
    assert silent == {} and n_lost >= 14
    print(f"\n{n_lost} of {len(found)} pages lost text, {len(silent)} in silence")


FURNITURE = [
    "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a><li><a href=/p>Politics</a></ul></nav>",
    "<header><p>The Vantry Wire - news of the river towns since 1874, printed daily</p></header>",
    "<aside><h3>More on this</h3><p><a href=/x>Ferry adds trips as the bridge stays shut</a></p></aside>",
    "<form action=/s><input name=q><p>Sign up for our letter and get the news of the day each morning.</p></form>",
    "<footer><p>All rights reserved. Terms of use, contact, imprint.</p></footer>",
    "<script>var a = '<div><p>not text</p></div>';</script><style>p {margin: 0}</style>",
    "<figure><img src=a.jpg alt=bridge><figcaption>The bridge on Monday.</figcaption></figure>",
    "<section><article><h4><a href=/y>Trams run again</a></h4><p>Teaser of another story.</p></article></section>",
    "<noscript><img src=t.gif></noscript><template><p>Never shown.</p></template>",
    "<ul><li>First point of the story in short</li><li>Second point of it</li></ul>",
    "<blockquote><p>“We saw nothing of the kind,” the keeper wrote to the council on Friday.</p></blockquote>",
    "<table><tr><th>Day</th><th>Trips</th></tr><tr><td>Monday</td><td>12</td></tr></table>",
]


def sound(n):
    """Pages as sites make them: the sample's articles with menus, forms, captions, teasers, and tags left open."""
    draw = random.Random(6)
    texts = analysis.read_articles(analysis.SAMPLE)["text"].tolist()
    for number in range(n):
        lines = [line for line in draw.choice(texts).split("\n") if line] + draw.choice(texts).split("\n\n")[:3]
        body = [f"<p class=c{k}>{line}" + draw.choice(["</p>", "</p>\n", ""]) for k, line in enumerate(lines)]
        for piece in draw.sample(FURNITURE, draw.randint(2, len(FURNITURE))):
            body.insert(draw.choice([0, len(body), draw.randint(0, len(body))]), piece)
        html = "".join(body).replace("the ", "<em>the</em> ", draw.randint(0, 3))
        depth = draw.randint(0, 40)
        html = draw.choice([page(html), f"<html><head>{HEAD}</head><body><h1>Bridge</h1>{html}</body></html>"])
        yield str(number), html.replace("<body>", "<body>" + "<div>" * depth).replace("</body>", "</div>" * depth)


def test_a_sound_page_is_read_without_a_doubt(tmp_path):
    said = {name: reason for name, (_, reason) in read(dict(sound(SOUND)), tmp_path).items() if reason}
    print(f"\n{len(said)} of {SOUND} sound pages doubted")
    assert len(said) <= 0.02 * SOUND, said
