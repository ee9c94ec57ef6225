"""The verb of a regular participle, by the rules of spelling: "voted" is of "vote", "visited" of "visit"."""

import re
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"([bdgkmnprtv])\1$|[aeiouy][^aeiouy]+(?:ell|roll|nall)$")
_ONE_SYLLABLE = re.compile(r"[^aeiou]*(?:qu)?[aeiouy][^aeiouwxy]")  # undoubled: hop- is of hope
_WITH_E = re.compile(
    r"(?:[cuvz]|[^s]s|[aeiourld]g|[aeu]ng|[bcdfgkptz]l|[iau]d|[^eoa]od|[aiu]t|ur|[iou]k|um|[^o]ap|[^eo]ar|[^ao]ir"
    r"|[^aeo]in|[^a]im|om|ul|[^a]il|[aeo]th|[^o]us|[mvn]ot|[^aeo]ad)$"
)
_WITHOUT_E = re.compile(
    r"(?:[aeo][iu]d|[eo]at|[aeo]it|out|[aeo][aeiou][dklmnprt]|ui[lt]|[iu]a[ln]|i[cv]it|focus|bias|canvas|zz|tz|ss|hang|bang"
    r"|combat|format|murmur|pivot|(?:vis|ed|exhib|inhib|prohib|lim|cred|aud|benef|prof|depos|mer|inher|inhab|exploit"
    r"|recru|solic|elic|edit|orb|pos|perm|perm|subm|rev|forfe|transm|habit)it|debut|salt|custom|pencil|evil|council"
    r"|victim|head|period|method)$"
)
_LISTED_E = re.compile(
    r"(?:(?:ch|rr?|str)ang|(?:c|mp)ed|guid|[wtph]ast|explor|ignor|restor|ador|deplor|implor|interfer|adher|persever|revers?|sever|infring|cring|hing|sing"
    r"|complet|delet|compet|postpon|condon|enthron|dethron|phon|conven|interven|creat|consol|cajol|televis|invit|unit"
    r"|ignit|excit|recit|incit|expedit|provok|invok|revok|evok|breath|cloth|loath)$"
)
_KEPT = frozenset("add err butt putt purr odd boycott".split())


@lru_cache(maxsize=20_000)
def regular_lemma(participle: str) -> str:
    """The verb of a participle in -ed."""
    if participle.endswith("eed"):
        return participle[:-1]
    if participle.endswith("ied"):
        return participle[:-1] if len(participle) < 5 else participle[:-3] + "y"
    stem = participle[:-2]
    if len(_VOWELS.findall(stem)) == 1:
        if _ONE_SYLLABLE.fullmatch(stem):
            return stem + "e"
        if stem.endswith("ll"):
            return stem
    if _DOUBLED.search(stem) and stem not in _KEPT:
        return stem[:-1]
    listed = _LISTED_E.search(stem) or _WITH_E.search(stem) and not _WITHOUT_E.search(stem)
    return stem + "e" if listed else stem
