"""The same text in fourteen looks: as other keyboards, systems and programs write it."""

import unicodedata
from collections.abc import Callable

BLANKS = " \u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
WIDE = {code: code + 0xFEE0 for code in range(ord("a"), ord("z") + 1)} | {
    code: code + 0xFEE0 for code in range(ord("A"), ord("Z") + 1)
}


def inside_words(text: str, mark: str) -> str:
    """The mark in the middle of every word of eight letters or more."""
    return " ".join(w[:4] + mark + w[4:] if len(w) > 7 and w[:8].isalpha() else w for w in text.split(" "))


def misread(text: str) -> str:
    """Quotation marks and dashes of UTF-8 taken for cp1252."""
    return "".join(c.encode().decode("cp1252") if c in "“‘’–—…" else "â€\x9d" if c == "”" else c for c in text)


def many_blanks(text: str) -> str:
    """Blanks of every width in turn."""
    pieces = text.split(" ")
    return "".join(f"{piece}{BLANKS[k % len(BLANKS)]}" for k, piece in enumerate(pieces[:-1])) + pieces[-1]


LOOKS: dict[str, Callable[[str], str]] = {
    "straight quotation marks": lambda text: text.translate(STRAIGHT),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "composed letters": lambda text: unicodedata.normalize("NFC", text),
    "fixed blanks": lambda text: text.replace(" ", "\u00a0"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "line ends of Unicode": lambda text: text.replace("\n", "\u2028"),
    "byte order mark": lambda text: "\ufeff" + text,
    "soft hyphens": lambda text: inside_words(text, "\u00ad"),
    "zero-width blanks": lambda text: inside_words(text, "\u200b"),
    "direction marks": lambda text: "\u200e" + inside_words(text, "\u2068").replace(" the ", " \u202athe\u202c "),
    "full-width letters": lambda text: text.translate(WIDE),
    "blanks of every width": many_blanks,
    "mojibake of marks and dashes": misread,
    "hyphens at line ends": lambda text: inside_words(text, "-\n"),
}
