"""Hostile texts: name -> (text, what is expected of it: "scored", "not scored" or a piece of the reason it is refused).

`size` is the length, in characters, of those that are long; the whole set is made with two million, the limit.
"""

PLAIN = (
    "The council closed the Osten bridge on Monday after engineers found a crack in one of its piers. Mayor Ada Oduya "
    "said that repairs would take a year. “We had no choice,” she told reporters. Traders slammed the shameful delay. "
)
GERMAN = "Die Stadt hat die Brücke am Montag geschlossen, weil sich im Pfeiler ein Riss gezeigt hat, und es ist nicht "
CHINESE = "市议会周一关闭了大桥。工程师发现了裂缝。"
ARABIC = "أغلق المجلس الجسر يوم الاثنين بعد أن وجد المهندسون شقا في أحد أعمدته "


def fill(piece: str, size: int) -> str:
    """The piece over and over, `size` characters of it."""
    return (piece * (size // len(piece) + 1))[:size]


def texts(size: int) -> dict[str, tuple[str, str]]:
    """All cases, those that are long with `size` characters."""
    return {**_small(), **{name: (PLAIN + text, expected) for name, (text, expected) in _long(size).items()}}


def _small() -> dict[str, tuple[str, str]]:
    return {
        "empty": ("", "empty"),
        "blanks": (" \t \n\n  ", "empty"),
        "invisible": ("\u200b\ufeff\u2060", "not scored"),
        "one word": ("Bridge", "not scored"),
        "chinese": (fill(CHINESE, 400), "not scored"),
        "arabic": (fill(ARABIC, 800), "not scored"),
        "german": (fill(GERMAN, 800), "not scored"),
        "capitals": (PLAIN.upper(), "not scored"),
        "all quoted": (f"“{PLAIN.replace('“', '').replace('”', '')}”", "scored"),
        "NUL": (PLAIN.replace("bridge", "bri\0dge"), "scored"),
        "half characters": (PLAIN + "\ud800 and \udfff.", "scored"),
        "lost letters": (PLAIN.replace("e", "\ufffd"), "U+FFFD"),
        "a few lost letters": (PLAIN * 3 + "It isn\ufffdt good.", "scored"),
        "mojibake": (PLAIN.replace("“", "â€œ").replace("”", "â€\x9d"), "scored"),
        "direction marks": (PLAIN.replace("shameful", "\u202eshameful\u202c"), "scored"),
        "controls": (PLAIN.replace(" ", " \x1b[31m", 3) + "\x07\x08", "scored"),
        "cyrillic o": (PLAIN.replace("o", "\u043e"), "scored"),
        "full width": ("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in PLAIN), "scored"),
        "mathematical letters": (PLAIN + "𝒯𝒽ℯ 𝓇ℯℊ𝒾𝓂ℯ 𝕗𝕒𝕝𝕝𝕤.", "scored"),
        "markup": (PLAIN + "<script>alert(1)</script><img src=x onerror=alert(1)>", "scored"),
        "formula": ("=cmd|' /C calc'!A0 " + PLAIN, "scored"),
        "dollars": (PLAIN + "$x^$ $$ $5bn and $3bn \\frac{", "scored"),
        "templates": (PLAIN + "{{ 7*7 }} {% raw %} ${jndi:ldap://x} %s %(x)s {0}", "scored"),
        "emoji families": (PLAIN + "👩‍👩‍👧‍👦🏳️‍🌈" * 50, "scored"),
        "many marks": (PLAIN + "e" + "\u0301" * 2_000, "scored"),
        "old line ends": (PLAIN.replace(". ", ".\r"), "scored"),
        "unicode line ends": (PLAIN.replace(". ", ".\u2028"), "scored"),
    }


def _long(size: int) -> dict[str, tuple[str, str]]:
    words = " ".join(f"w{number:x}" for number in range(size // 6))
    return {
        "one line of words": (fill("the council closed the bridge and ", size), "scored"),
        "all different words": (words[:size], "scored"),
        "one word without end": ("a" * size, "scored"),
        "one capital without end": ("A" * size, "scored"),
        "capitals and points": (fill("A.", size), "scored"),
        "a.": (fill("a.", size), "scored"),
        "a-": (fill("a-", size), "scored"),
        "a'": (fill("a'", size), "scored"),
        "a@": (fill("a@", size), "scored"),
        "exclamations": ("!" * size, "scored"),
        "points": ("." * size, "scored"),
        "points and blanks": (fill(". ", size), "scored"),
        "digits": ("7" * size, "scored"),
        "digits and commas": (fill("7,", size), "scored"),
        "blank without end": (" " * size + ".", "scored"),
        "lines without end": ("\n" * size + ".", "scored"),
        "tabs and lines": (fill("\t\n", size) + ".", "scored"),
        "straight quotation marks": ('"' * size, "scored"),
        "curly quotation marks": (fill("“”", size), "scored"),
        "opening quotation marks": ("“" * size, "scored"),
        "single quotation marks": (fill("‘a ", size), "scored"),
        "quoted words": (fill('"a" ', size), "scored"),
        "quoted sentences": (fill("“Why?” he said. ", size), "scored"),
        "brackets": ("(" * size, "scored"),
        "square brackets": ("[" * size, "scored"),
        "tags": (fill("<b>", size), "scored"),
        "open tags": (fill("<a ", size), "scored"),
        "ampersands": (fill("&amp;", size), "scored"),
        "smileys": (fill(":-) ", size), "scored"),
        "emoji": ("😀" * size, "scored"),
        "emoji apart": (fill("😀 ", size), "scored"),
        "good and bad with one but": (fill("good bad ", size // 2) + "but " + fill("good bad ", size // 2), "scored"),
        "not not not": (fill("not ", size), "scored"),
        "very very very": (fill("very ", size), "scored"),
        "names": (fill("Ada Oduya of Osten and Ben Ruiz ", size), "scored"),
        "one name without end": (fill("Ada ", size), "scored"),
        "different names": (" ".join(f"Mr. A{n:x}b Z{n:x}c said." for n in range(size // 20))[:size], "scored"),
        "titles": (fill("Mr. ", size), "scored"),
        "said": (fill("he said that ", size), "scored"),
        "said said": (fill("said ", size), "scored"),
        "according to": (fill("according to ", size), "scored"),
        "colons and lines": (fill("He said:\nI am here\n", size), "scored"),
        "posts": (fill("I go — A (@a) May 1\n", size), "scored"),
        "was killed by": (fill("was killed by ", size), "scored"),
        "killings": (fill("the killing of the ", size), "scored"),
        "commas": (fill("a, ", size), "scored"),
        "dashes": (fill("a — ", size), "scored"),
        "hyphens": (fill("well-", size), "scored"),
        "soft hyphens": (fill("a\u00ad", size), "scored"),
        "zero-width": (fill("a\u200b", size), "scored"),
        "combining marks": (fill("a" + "\u0301" * 99, size), "scored"),
        "addresses": (fill("http://a.example/b?c=d&e ", size), "scored"),
        "accounts": (fill("@ada #osten ", size), "scored"),
        "half characters without end": ("\ud83d" * size, "U+FFFD"),
        "backslashes": ("\\" * size, "scored"),
        "semicolons": (fill("he; ", size), "scored"),
    }
