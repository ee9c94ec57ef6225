"""Goal G7: 600 texts in encodings, as they are, as they are declared, and wrongly declared; and what is damaged.

The rule is mark, strict UTF-8, what is declared, cp1252, and never a guess. 50 texts x 12 ways of writing them.
"""

import random

import pytest

from analysis.read.account import Refusal
from analysis.read.encoding import decode
from analysis.read.plain import plain

WESTERN = "Café “Ort”, naïve façade – it’s there – Ünal’s Öre, ¿qué?, 5 € or £3 … Añez œuvre Straße garçon".split()
CYRILLIC = "мост закрыт в понедельник после того как инженеры нашли трещину в опоре город ждёт".split()
GREEK = "η γέφυρα έκλεισε τη Δευτέρα μετά από ρωγμή".split()
JAPANESE = "橋 は 月曜日 に 閉鎖 された ひび が 見つかった".split()
CHINESE = "大桥 周一 关闭 工程师 发现 裂缝".split()
KOREAN = "다리 는 월요일 에 폐쇄 되었다 균열 이".split()
HEBREW = "הגשר נסגר ביום שני אחרי שנמצא סדק".split()
DECLARED = {  # encoding as a page declares it -> words that it can write
    "windows-1251": CYRILLIC, "koi8-r": CYRILLIC, "iso-8859-5": CYRILLIC, "iso-8859-7": GREEK, "shift_jis": JAPANESE,
    "euc-jp": JAPANESE, "gbk": CHINESE, "big5": "大橋 週一 關閉 工程師".split(), "euc-kr": KOREAN, "iso-8859-8": HEBREW,
    "iso-8859-1": "café façade Straße über niño".split(), "windows-1252": WESTERN,
}  # fmt: skip


def words(pool, seed, n=40):
    return " ".join(random.Random(seed).choices(pool, k=n))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_is_read_as_it_was_written_though_nothing_is_declared(codec):
    for seed in range(50):
        pool = WESTERN if codec == "cp1252" else WESTERN + CYRILLIC + JAPANESE + HEBREW
        text = words(pool, seed)
        assert decode(text.encode(codec)) == (text, codec)


@pytest.mark.parametrize("codec", DECLARED)
def test_a_text_is_read_as_it_is_declared(codec):
    for seed in range(25):
        text = words(DECLARED[codec], seed)
        assert decode(text.encode(codec), codec)[0] == text


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1252", "gbk", "ascii", "utf-16", "klingon", "\0", "base64"]
)
def test_a_wrong_declaration_does_not_spoil_what_is_utf_8(declared):
    for seed in range(10):
        text = words(WESTERN + CYRILLIC, seed)
        assert decode(text.encode(), declared) == (text, "utf-8")


def test_a_stray_byte_costs_nothing_and_a_cut_letter_itself_alone():
    for seed in range(50):
        text = words(WESTERN + CYRILLIC, seed, 80)
        data = text.encode()
        cut = random.Random(seed).randrange(len(data) // 2, len(data))
        assert decode(data + b" \x92 \x85")[0] == f"{text} ’ …"
        kept = data[:cut].decode("utf-8", "ignore")
        assert decode(data[:cut])[0].startswith(kept) and len(decode(data[:cut])[0]) - len(kept) <= 3


def misread(text):
    """UTF-8 taken for cp1252, as browsers do it."""
    return "".join(bytes([byte]).decode("cp1252" if byte not in HOLES else "latin-1") for byte in text.encode())


HOLES = b"\x81\x8d\x8f\x90\x9d"


@pytest.mark.parametrize("sign", "“”‘’–—…")
def test_mojibake_of_quotation_marks_and_dashes_reads_as_they_do(sign):
    for seed in range(7):
        text = words([*"the mayor said it is late in town".split(), sign, f"in{sign}", f"{sign}no"], seed)
        assert plain(misread(text)) == text == plain(text)
        for lost in ("", "\ufffd"):  # the last byte of a closing mark has no letter in cp1252
            assert plain(misread(text).replace("\x9d", lost)) == text


def test_what_is_lost_is_never_filled_in():
    for lost in (b"\x81\x8d\x8f\x90\x9d" * 30, "мост закрыт ".encode("cp1251") * 9):
        text, encoding = decode(lost)
        assert encoding == "cp1252" and not set(text) & set("мост")
    for data in (b"%PDF-1.4", b"PK\x03\x04", bytes(range(256)), b"\0" * 99, b"{\\rtf1 x}"):
        with pytest.raises(Refusal, match="binary file, not text"):
            decode(data)
