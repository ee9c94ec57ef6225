"""Labels without a name: whom this man, the woman, my husband, a student who was shot mean; descriptions by grammar."""

import pandas as pd
import pytest

from analysis.gather.names import find_labels

MEN = "We met Gen. Osk Ardel and Mr. Ben Ruiz. "
ALL = "We met Gen. Osk Ardel, Mr. Ben Ruiz, Mrs. Ada Oduya and Mrs. Eva Lind. They killed Osk Ardel. "


def found(text: str, other: str = ALL, headline: str = "") -> list[tuple[str, str]]:
    """(words, whom they mean) in the headline and text of the first of three articles; the others are alike."""
    columns = {"outlet": ["post", "wire", "sun"], "text": [text, other, other], "headline": [headline, "", ""]}
    articles = pd.DataFrame(columns)
    uses = find_labels(articles)
    mine = uses[(uses["article"] == 0) & uses["kind"].isin(["name", "description"])]
    texts = {"text": text, "headline": headline}
    return [(texts[u.where][u.start : u.end], u.referent) for u in mine.itertuples() if u.kind == "description"]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("“This man lies,” said Ben Ruiz.", "Osk Ardel"),
        ("“This man lies,” said Ada Oduya.", "Osk Ardel"),
        ("“This woman lies,” said Ada Oduya.", None),
        ("It rained. It poured. It snowed. It froze. It thawed. “This man lies,” said Ben Ruiz.", None),
        ("Ben Ruiz spoke. “This man lies,” he said.", "Osk Ardel"),
        ("“This man lies.”", None),
        ("Ben Ruiz left. This man lies.", "Ben Ruiz"),
        ("Osk Ardel left. Ben Ruiz sang. This man lies.", "Osk Ardel"),
        ("Ben Ruiz left. Ben Ruiz and Osk Ardel left. This man lies.", None),
        ("“This general lies,” said Ada Oduya.", "Osk Ardel"),
        ("“This mayor lies,” said Ada Oduya.", None),
        ("“We know that man is weak,” said Ada Oduya.", None),
    ],
)
def test_this_man_is_the_one_named_last_and_never_the_speaker(text, whom):
    uses = found(f"They buried Gen. Osk Ardel. {text}")
    assert [who for words, who in uses if words in ("man", "woman", "general", "mayor")] == ([whom] if whom else [])


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("We met Mrs. Ada Oduya. The young woman smiled.", "Ada Oduya"),
        ("We met Mrs. Ada Oduya and Mrs. Eva Lind. The woman smiled.", None),
        ("We met Mrs. Ada Oduya. A woman sang. The woman smiled.", None),
        ("We met Mrs. Ada Oduya. The woman who sang smiled.", None),
        ("We met Mrs. Ada Oduya. The woman in the car smiled.", None),
        ("We met Mr. Ben Ruiz. The woman smiled.", None),
        ("We met Gen. Osk Ardel. They mourned the great general at noon.", "Osk Ardel"),
        ("We met Gen. Osk Ardel and Gen. Ben Ruiz. They mourned the great general at noon.", None),
        ("We met Gen. Osk Ardel. They mourned the next general at noon.", None),
        ("We met Gen. Osk Ardel. They mourned our great martyr.", "Osk Ardel"),
        ("“The terrorist is dead,” said Gen. Osk Ardel.", None),
        ("We met Martyr Osk Ardel. Then they buried the martyrs.", "Osk Ardel"),
        ("We met Gen. Osk Ardel. Then they buried the martyrs.", None),
        ("President Ada Oduya spoke. The President-elect smiled.", "Ada Oduya"),
        ("President Ada Oduya met President-elect Eva Lind. The President-elect smiled.", "Eva Lind"),
    ],
)
def test_the_woman_is_the_only_one_named_and_the_general_he_who_is_called_so(text, whom):
    label = ("woman", "general", "martyr", "martyrs", "terrorist", "The President-elect", "President-elect")
    assert [who for words, who in found(text) if words in label] == ([whom] if whom else [])


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Osk Ardel’s widow, Maria, spoke. “My husband sang,” she said.", "Osk Ardel"),
        ("Osk Ardel died. His mother spoke. “My only wish is that my son sings,” she said.", "Osk Ardel"),
        ("Ada Oduya died. Her father spoke. “I say that my daughter sang,” he said.", "Ada Oduya"),
        ("Osk Ardel’s widow, Maria, spoke. “My son sang,” she said.", None),
        ("Osk Ardel’s mother spoke. “My daughter sang,” she said.", None),
        ("A widow spoke. “My husband sang,” she said.", None),
        ("Osk Ardel’s widow spoke of my husband.", None),
    ],
)
def test_my_husband_is_the_one_whose_widow_speaks(text, whom):
    kin = [who for words, who in found(text) if words.lower().startswith("my ")]
    assert kin == ([whom] if whom else [])


SHOT = "Police shot student Ada Oduya, a pupil, at noon. "


@pytest.mark.parametrize(
    ("headline", "text", "words"),
    [
        ("Police shot a student", "Ada Oduya was 22.", ["student"]),
        ("Student shot dead", "Ada Oduya was 22.", ["Student"]),
        ("Gunned down: student, 22, slaughtered", "Ada Oduya was 22.", ["student"]),
        ("", "A young woman was shot dead on Friday. Ada Oduya was 22.", ["woman"]),
        ("", "Police gunned down an unarmed girl of 22. Ada Oduya was 22.", ["girl"]),
        ("", "They spoke of the killing of a student. Ada Oduya was 22.", ["student"]),
        ("Police shot a student", "Nobody knew a name.", []),
        ("Police shot a student", "Ben Ruiz was 22.", []),
        ("Police shot a teacher", "Ada Oduya was 22.", []),
        ("Police shot a man", "Ada Oduya was 22.", []),
        ("", "Ada Oduya was 22. Police shot a student in May.", []),
        ("Student shot a policeman", "Ada Oduya was 22.", []),
        ("Police met a student", "Ada Oduya was 22.", []),
    ],
)
def test_somebody_killed_before_the_name_is_printed_is_the_one_killed(headline, text, words):
    assert [w for w, who in found(text, SHOT, headline) if who == "Ada Oduya"] == words


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("We met Ada Oduya, the vet who chairs it.", ["vet"]),
        ("We met Ada Oduya, a former vet who chairs it.", ["vet"]),
        ("We met Ada Oduya, the one who knows.", []),
        ("We met Ada Oduya, a vet.", []),
        ("The lone voice of reason, Mrs. Ada Oduya, spoke.", ["lone voice of reason"]),
        ("The next day, Mrs. Ada Oduya, tired, spoke.", []),
        ("The same day, Mrs. Ada Oduya, tired, spoke.", []),
        ("The lone voice of reason, Mrs. Ada Oduya spoke.", []),
        ("The old bishop of Ostra, Ada Oduya, spoke.", ["bishop"]),
        ("The old bishop of Ostra, Oduya, spoke.", []),
        ("And where is Dithering Ada?", ["Dithering Ada"]),
        ("And where is Harbour Ada?", []),
        ("The deceased, named as Ada Oduya, was 22.", ["deceased"]),
    ],
)
def test_grammar_makes_a_noun_outside_the_tables_a_label(text, labels):
    articles = pd.DataFrame({"outlet": ["post", "wire"], "text": [f"They met Ada Oduya. {text}", f"{ALL} Tamm left."]})
    uses = find_labels(articles)
    mine = uses[(uses["article"] == 0) & (uses["referent"] == "Ada Oduya")]
    assert [articles["text"][0][u.start : u.end] for u in mine.itertuples()] == labels


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("They spoke. The cowardly killing, planned in May, shocked them.", ["killed"]),
        ("They spoke. The attack shocked them.", ["attack"]),
        ("They spoke. It rained. The attack shocked them.", []),
        ("They spoke. The killing of Ben Ruiz shocked them.", []),
        ("They spoke. The attack that Ben Ruiz planned shocked them.", []),
        ("They spoke. The rocket attack shocked them.", []),
        ("They spoke. They did not kill the league.", []),
        ("They spoke. Two drivers died in the same blast.", ["died"]),
        ("They spoke. Two drivers died in a blast.", []),
    ],
)
def test_a_noun_for_the_deed_points_back_to_it(text, acts):
    killed = "Osk Ardel was killed by a bomb."
    articles = pd.DataFrame({"outlet": ["post", "wire"], "text": [f"{killed} {text[11:]}", ALL]})
    uses = find_labels(articles)
    mine = uses[(uses["article"] == 0) & (uses["kind"] == "act") & (uses["start"] > len(killed))]
    assert mine["label"].tolist() == acts


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Åse Lindqvarn", "Aase Lindkvarn", True),
        ("Søren Bøhm", "Soeren Boehm", True),
        ("Marguerite Orsk-Lind", "Margaret Orsk Lindt", True),
        ("Marguerite Orsk-Lind", "Margaret Tamm Lindt", False),
        ("Ada Orsk-Lind", "Eva Orsk Lind", False),
    ],
)
def test_umlauts_and_double_surnames_are_one_name(a, b, same):
    uses = find_labels(pd.DataFrame({"outlet": ["x", "y"], "text": [f"We met Mrs. {a}.", f"We met Mrs. {b}."]}))
    assert (uses["referent"].nunique() == 1 and len(uses) > 0) is same


@pytest.mark.parametrize(
    ("a", "b", "victim"),
    [
        ("They shot Osk Ardel.", "Osk Ardel was killed.", "Osk Ardel"),
        ("They spoke of the killing of Osk Ardel.", "Osk Ardel, 52, a baker, died.", "Osk Ardel"),
        ("Osk Ardel killed 20 people.", "Osk Ardel killed two nurses. He was shot.", None),
        ("The killing shocked Osk Ardel.", "Osk Ardel spoke of the killing of many.", None),
        ("Ben Ruiz shot Osk Ardel.", "Osk Ardel was killed by Ben Ruiz.", "Osk Ardel"),
        ("They spoke of the murder charge of Osk Ardel.", "Osk Ardel denies the murder.", None),
    ],
)
def test_the_killing_is_of_whom_the_grammar_makes_its_object(a, b, victim):
    uses = find_labels(pd.DataFrame({"outlet": ["post", "wire"], "text": [f"{MEN}{a}", f"{MEN}{b}"]}))
    acts = set(uses.loc[uses["kind"] == "act", "referent"])
    assert acts == ({f"killing of {victim}"} if victim else set())


def test_a_place_has_no_label_of_a_person():
    texts = ["Lisk has been a pioneer.", "We like Lisk."]
    uses = find_labels(pd.DataFrame({"outlet": ["post", "wire"], "text": texts}))
    assert "pioneer" not in set(uses["label"])
