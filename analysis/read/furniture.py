"""What a site puts around an article: menus, language bars, section names, notices, links to more."""

import re

ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
MENU = re.compile(
    r"(?:advertisement|share(?: this(?: article| story)?)?|print|e-?mail|save|menu|search|subscribe(?: now)?|sign in"
    r"|log ?in|register|home|skip to (?:main )?content|listen to this article|\d{1,3} min(?:ute)?s? read"
    r"|(?:\d{1,6} )?comments?|facebook|twitter|whatsapp|telegram|copy link|follow us|newsletters?|live|video"
    r"|photos?|more)",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"(?:related(?: (?:news|stories|articles|topics|links|content))?|read (?:more|also|next)|more on this(?: story)?"
    r"|more stories|more from .{2,40}|most (?:read|viewed|popular)|recommended(?: stories)?|you may also like|tags?"
    r"|topics|comments?|share(?: this(?: article| story)?)?)(?: ?:.{0,200})?",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b|all rights reserved).{0,200}", re.IGNORECASE)
LANGUAGES = frozenset(
    "english français francais deutsch español espanol português portugues italiano türkçe turkce русский العربية"
    " العربیة فارسی اردو עברית हिन्दी 中文 日本語 한국어 українська ελληνικά"
    " polski nederlands kurdî azərbaycan svenska".split()
)
SECTIONS = frozenset(
    "politics world business economy money opinion sport sports nation national international local metro region us uk"
    " europe asia africa americas society culture science health technology tech climate environment education crime"
    " courts law defense defence security military analysis editorial commentary news home top middle east foreign"
    " policy elections labour labor travel arts".split()
)


def is_menu(line: str) -> bool:
    """Whether a line is a button, a link of the site's own, or a bar of languages."""
    if MENU.fullmatch(line):
        return True
    words = line.lower().replace("|", " ").split()
    letters = [c for c in line if c.isalpha()]
    foreign = sum(ord(c) > 0x36F for c in letters)
    named = sum(word in LANGUAGES for word in words)
    return len(line) < 200 and named >= 2 and (named >= len(words) / 2 or foreign > len(letters) / 3)


def is_section(line: str) -> bool:
    """Whether a line is the name of a section, such as Politics or World news."""
    words = re.sub(r"[^\w\s]", " ", line.lower()).split()
    return 0 < len(words) <= 4 and all(word in SECTIONS or word in ("and", "the") for word in words)


def is_notice(line: str) -> bool:
    """Whether a line is an advertisement's mark or a notice of rights."""
    return line.lower() in ("advertisement", "article continues below") or bool(RIGHTS.fullmatch(line))


def tail_begins(body: list[str]) -> int:
    """Where the links after the article begin: a line such as "Related news" with nothing but titles behind it."""
    begin = len(body)
    for number in range(len(body) - 1, max(0, len(body) - 25), -1):
        if ENDS.search(body[number]) and len(body[number].split()) > 6:
            break
        if TAIL.fullmatch(body[number]) and len(body[number].split()) <= 30:
            begin = number
    return begin
