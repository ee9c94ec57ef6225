"""Hostile saved pages: name -> (bytes, "read", "partial", or a piece of the reason it is refused)."""

from tests.hostile.texts import PLAIN

BODY = "".join(
    f"<p>{line} The {name} crossing stays open, and the ferry will run every {k} minutes until the works are done.</p>"
    for k, (name, line) in enumerate(zip("north south upper lower middle".split(), [PLAIN] * 5, strict=True), 20)
)
HEAD = '<title>Osten bridge closed</title><meta property="og:site_name" content="Vantry Wire">'


def page(body: str = BODY, head: str = HEAD) -> str:
    """A plain page around a body."""
    return (
        f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>Bridge</h1>{body}</article></body></html>"
    )


def nested(tag: str, n: int) -> str:
    """The article behind n open tags."""
    return page(f"<{tag}>" * n + BODY)


def pages(size: int) -> dict[str, tuple[bytes, str]]:
    """All cases; those that are long grow with `size`."""
    attributes = max(3_000, size // 20)
    many, wide = size // 20, f"<table><tr>{'<td colspan=1000 rowspan=1000>x' * 3}" + "<tr><td colspan=999>y" * 50
    said = {
        "plain": (page(), "read"),
        "utf-8 called latin-1": (
            page(head=f"<meta charset=iso-8859-1>{HEAD}", body=BODY + "<p>Café “Ort”.</p>"),
            "read",
        ),
        "no head": (f"<article>{BODY}</article>", "read"),
        "deep in div": (nested("div", 300), "partial|no article"),
        "very deep": (nested("div", many), "partial|no article"),
        "deep tables": (page("<table><tr><td>" * 500 + BODY), "partial|no article"),
        "open b": (nested("b", 5_000), "partial|no article|read"),
        "second half deep": (page(BODY + "<div>" * 300 + BODY.replace("Monday", "Friday")), "partial"),
        "open svg": (page("<svg>" + BODY), "partial|no article"),
        "open comment": (page(BODY + "<!-- " + BODY.replace("Monday", "Friday")), "read|partial"),
        "open script": (page(BODY + "<script>var a = '" + BODY), "read|partial"),
        "open textarea": (page("<textarea>" + BODY), "partial|no article|read"),
        "two articles": (page() + page(BODY.replace("Osten", "Orlo")), "partial|read"),
        "template": (page("<template><p>" + "Never shown. " * 40 + "</p></template>" + BODY), "read"),
        "not displayed": (page('<div style="display:none"><p>' + "Not shown. " * 40 + "</p></div>" + BODY), "read"),
        "100,000 attributes": (page(f"<div {'a=1 ' * attributes}>{BODY}</div>"), "attributes"),
        "attributes without values": (
            page(f"<div {' '.join(f'a{k}' for k in range(attributes))}>{BODY}</div>"),
            "attributes",
        ),
        "spans": (page(wide + "</table>" + BODY), "read|partial|took longer"),
        "many cells": (page("<table>" + "<tr><td>x" * many + "</table>" + BODY), "read|partial|took longer"),
        "many lines": (page(BODY + "<br>" * many), "read|partial|took longer"),
        "many paragraphs": (page(BODY + "<p>Short line.</p>" * (many // 4)), "read|partial|took longer"),
        "many links": (page(BODY + "<a href=x>more</a> " * many), "read|partial|took longer"),
        "one long paragraph": (page(f"<p>{PLAIN * (size // len(PLAIN))}</p>"), "read|partial|longer than|no article"),
        "long attribute": (page(f'<div title="{"a" * size}">{BODY}</div>'), "read|partial|attributes"),
        "data image": (page(f'<img src="data:image/png;base64,{"A" * size}">{BODY}'), "read|partial|attributes"),
        "billion laughs": (ENTITIES + page("<p>&c;</p>" + BODY), "read|partial|no article"),
        "outside file": (OUTSIDE + page("<p>&x;</p>" + BODY), "read|partial|no article"),
        "deep data": (page(head=f'{HEAD}<script type="application/ld+json">{"[" * many}</script>'), "read|partial"),
        "long number": (
            page(head=f'{HEAD}<script type="application/ld+json">{{"a": {"7" * size}}}</script>'),
            "read|partial",
        ),
        "date that is none": (
            page(head=f'{HEAD}<meta property="article:published_time" content="2031-02-30">'),
            "read",
        ),
        "script as site": (page(head='<meta property="og:site_name" content="<script>alert(1)</script>">'), "read"),
        "handler as title": (page(head='<meta property="og:title" content="<img src=x onerror=alert(1)>">'), "read"),
        "script link": (page(BODY + '<p><a href="javascript:alert(1)">Read all about it here</a></p>'), "read"),
        "escaped markup": (page(BODY + "<p>&lt;img src=x onerror=alert(1)&gt; was posted on the wall.</p>"), "read"),
        "consent": (page("<p>We use cookies. Accept all cookies to continue.</p>"), "stub|no article"),
        "wall": (page(f"<p>{PLAIN}</p><p>Subscribe to continue reading.</p>"), "stub"),
        "frames": ("<html><frameset><frame src=a.html></frameset></html>", "no article"),
        "empty": ("", "no article|empty"),
        "not a page": ("%PDF-1.4 \x00\x01\x02", "binary"),
        "nul bytes": (page(BODY.replace("pier", "pi\0er")), "read"),
        "half letters": (
            page(BODY + "<p>&#xD800; and &#xDFFF; stand here beside the letters of the page.</p>"),
            "read",
        ),
        "bad references": (
            page(BODY + "<p>&#99999999999; &bogus; &#x; end of the article as it was printed.</p>"),
            "read",
        ),
        "old marks": (page(BODY).replace("<p>", "<P ALIGN=LEFT><FONT FACE=Arial>").replace("</p>", ""), "read"),
        "body in meta": (
            page(body="<p></p>", head=f'<meta name=description content="{PLAIN}">'),
            "no article|read|stub",
        ),
    }
    cases = {
        name: (text.replace("Vantry Wire", f"The {name}").encode(), expected) for name, (text, expected) in said.items()
    }
    accents = page(BODY + "<p>Café “Ort”, naïve façade: it’s there — beside the old river.</p>")
    return cases | {
        "cp1252": (accents.replace("Vantry", "Old").encode("cp1252"), "read"),
        "cp1252 called utf-8": (accents.replace("<head>", "<head><meta charset=utf-8>").encode("cp1252"), "read"),
        "utf-16": (accents.replace("Vantry", "New").encode("utf-16"), "read"),
        "one stray byte": (accents.replace("Vantry", "Odd").encode().replace(b"old river", b"old \x92 river"), "read"),
        "lone byte in utf-8": (accents.replace("Vantry", "Far").encode() + b"\xff", "read"),
        "noise": (bytes(range(256)) * 40, "binary"),
    }


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
