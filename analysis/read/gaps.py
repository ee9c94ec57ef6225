"""What stands between two words, as signs: commas, closing marks, breaks. A single blank has none."""

(ODD, COMMA, COLON, PART, POINT, SIGN, CLOSED, CLOSER, CLOSING, STOPPED, MARKED, QUOTED, BREAK, OWNER, LONE, OPENS,
 SHORT) = (1 << k for k in range(17))  # fmt: skip
_PARTS = frozenset(',;:—–()“”"')
_BREAKS = frozenset(",;:()[]–—…\n/|")  # a full stop inside a sentence is that of an abbreviation
_QUOTES = frozenset('"“”„»«‘’')
_OPENS = frozenset(".!?…:;\n\"“”‘([•*|/»«—–")
_CLOSED = ("”", '"', "’")
_LONGEST = 12  # letters: what is longer is read anew each time
_FULL = 20_000


class Gaps(dict[str, int]):
    """What stands between two words -> its signs; filled as gaps are met.

    ODD: not one blank. COMMA, COLON, POINT: holds that. PART: ends a part of a clause (also a bracket, a dash, a mark).
    SIGN: more than white space. CLOSED, CLOSER: ends with a closing quotation mark, or with that, a comma, a dash, a
    question; CLOSING: holds such a mark. STOPPED: begins with a stop or a comma. MARKED: holds a quotation mark;
    QUOTED: ends with a closing one but for stops. BREAK: parts phrases. OWNER: a possessive 's goes before. LONE: a
    comma alone. OPENS: a word behind it may have a capital for that. SHORT: a point and a blank, as behind a title.
    """

    def __missing__(self, gap: str) -> int:
        plain = gap.replace("''", "”").replace("``", "“")
        bare, signs = plain.strip(), set(plain)
        found = ODD * (gap != " ") | SIGN * (bare != "") | LONE * (bare == ",") | SHORT * (gap == ". ")
        found |= COMMA * ("," in signs) | COLON * (":" in signs) | POINT * ("." in signs)
        for sign, held in ((PART, _PARTS), (BREAK, _BREAKS), (MARKED, _QUOTES)):
            found |= sign * (not held.isdisjoint(signs))
        found |= OPENS * (not _OPENS.isdisjoint(gap))
        found |= CLOSED * bare.endswith(_CLOSED) | CLOSER * bare.endswith((*_CLOSED, ",", "?", "!", "—", "–"))
        found |= STOPPED * bare.startswith((",", ".", ";", "—", "–")) | OWNER * gap.startswith(("'", "’"))
        found |= CLOSING * (not signs.isdisjoint(_CLOSED)) | QUOTED * bare.rstrip(",.").endswith((*_CLOSED, "»"))
        if len(gap) <= _LONGEST:
            if len(self) > _FULL:
                self.clear()
            self[gap] = found
        return found


GAPS = Gaps()
