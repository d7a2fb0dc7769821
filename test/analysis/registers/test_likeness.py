"""How alike texts, names and places are: by hand, on registers of a few records."""

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.registers import likeness
from opgavenkaart.processing.analysis.registers.candidates import meet, pairs_by_address, pairs_by_name, pairs_by_place, unite
from opgavenkaart.processing.analysis.registers.comparison import (
    ALIKE,
    ALIKE_NAME,
    AROUND,
    ELSEWHERE,
    NEAR,
    NEARLY,
    NEARLY_NAME,
    NEXT_DOOR,
    OTHER_NAME,
    PARTLY,
    SAME_ADDRESS,
    SAME_NAME,
    Names,
    Places,
    shares,
)
from opgavenkaart.processing.analysis.registers.likeness import TextLikeness
from opgavenkaart.processing.analysis.registers.linkage import UNKNOWN
from opgavenkaart.processing.analysis.registers.matching import begin_with, draw_pairs, find_doubtful, find_sure, leads
from opgavenkaart.processing.analysis.registers.wording import AddressParts, name_words, read_address

NOWHERE = [np.nan, np.nan]
FIRST, SECOND = np.array([0]), np.array([1])
LETTERS = TextLikeness(["aab", "ab", "b"], list)
"""Of three texts two have an a, which weighs ln(4/2), and all a b: ln(4/3)."""
A, B = np.log(2), np.log(4 / 3)


def test_rare_letters_weigh_more_in_the_cosine():
    assert LETTERS.cosine(FIRST, SECOND, weighted=False) == pytest.approx(3 / np.sqrt(5 * 2))
    assert LETTERS.cosine(FIRST, SECOND) == pytest.approx((2 * A * A + B * B) / np.sqrt((4 * A * A + B * B) * (A * A + B * B)))


def test_what_texts_share_and_how_much_of_the_shorter_the_longer_holds():
    """Both have an a, twice in one, and a b: the roots of 2 a² and of b²."""
    assert LETTERS.shared(FIRST, SECOND) == pytest.approx(np.sqrt(2) * A + B)
    assert LETTERS.contained(SECOND, np.array([2])) == pytest.approx(1.0)
    nothing = TextLikeness(["", "ab"], list)
    assert (nothing.contained(FIRST, SECOND), nothing.cosine(FIRST, SECOND), nothing.cosine(FIRST, FIRST)) == (0, 0, 1)


def test_pairs_beyond_one_block_are_as_alike(monkeypatch):
    one, other = np.array([0, 0, 1, 2, 1]), np.array([1, 2, 2, 1, 0])
    whole = LETTERS.cosine(one, other)
    monkeypatch.setattr(likeness, "PAIRS_A_BLOCK", 2)
    assert LETTERS.cosine(one, other).tolist() == whole.tolist() and (whole > 0).all()


def names_of(first: list[str], second: list[str]) -> Names:
    return Names([name_words(one) for one in first], [name_words(one) for one in second])


def test_levels_of_names():
    """Order and repetition of words say nothing; nothing is known of a record without a name."""
    first = ["De Krook Gent", "Ons Ons Huis", "Klimop", "", "Klimop"]
    second = ["Gent De Krook", "Ons Huis", "Zonnebloem", "Klimop", ""]
    every = np.arange(5)
    assert names_of(first, second).levels(every, every).tolist() == [SAME_NAME, SAME_NAME, OTHER_NAME, UNKNOWN, UNKNOWN]


def test_a_name_within_a_longer_one_is_alike_and_a_slip_of_the_pen_nearly_the_same():
    """Both by what is measured beside the weighted cosine, which is below a half and below three quarters here."""
    names = names_of(["De Krook", "De Kroook", "Klimop"], ["Bibliotheek De Krook", "De Krook", "Klimop Wilderen"])
    every = np.arange(3)
    cosine = names.letters.cosine(names.of[0], names.of[1])
    assert PARTLY < cosine[0] < ALIKE < cosine[1] < NEARLY
    assert names.levels(every, every).tolist() == [ALIKE_NAME, NEARLY_NAME, ALIKE_NAME]


def test_a_name_that_a_register_has_twice_says_less():
    """In three records 'Ons Huis' stands twice: one other has it by chance, of three; a name of one record has none."""
    names = names_of(["Ons Huis", "Ons Huis", "Klimop"], ["Ons Huis", "Klimop", "Zonnebloem"])
    one, other = np.array([0, 2, 0]), np.array([0, 1, 2])
    compared = names.compare(one, other, (one[2:], other[2:]))
    assert compared.least == pytest.approx([1 / 3, 0, 0]) and compared.most[2] == 1
    assert compared.most == pytest.approx([1 / 25, 1 / 5, 1]), "each word stands in one of four spellings, the empty one included: 1 in 5"
    assert compared.by_chance.tolist() == [0, 0, 0, 0, 1]


def test_shares_of_levels_are_of_those_that_are_known():
    assert shares(np.array([0, 2, 2, UNKNOWN]), 3) == pytest.approx([1 / 3, 0, 2 / 3])
    assert shares(np.array([UNKNOWN]), 2).tolist() == [0, 0]


def places_of(*records: tuple[str, list[float], str, list[float]], distance: float = 250.0) -> Places:
    """Pairs of records: the address and the point of either."""
    addresses = [[read_address(one[side]) for one in records] for side in (0, 2)]
    return Places((np.array([one[1] for one in records]), np.array([one[3] for one in records])), tuple(addresses), distance)


def test_levels_of_places():
    """At 25, 26, 100, 101, 250 and 251 m; nothing is known where one has neither street nor point."""
    apart = [25.0, 26, 100, 101, 250, 251]
    found = places_of(*(("", [0.0, 0], "", [0, metres]) for metres in apart), ("Dorp 1", NOWHERE, "", [0.0, 0]))
    every = np.arange(7)
    assert found.levels(every, every).tolist() == [NEAR, NEXT_DOOR, NEXT_DOOR, AROUND, AROUND, ELSEWHERE, UNKNOWN]
    assert places_of(("", [0.0, 0], "", [0.0, 20]), distance=10.0).levels(FIRST, FIRST).tolist() == [ELSEWHERE]


@pytest.mark.parametrize(
    ("first", "second", "apart", "agree"),
    [
        ("Kerkstraat 12", "Kerkstr. 12", 10, True),
        ("Kerkstraat 12", "Kerkstraat 12", np.nan, True),
        ("Kerkstraat 12", "Kerkstraat 12", 9_000, False),
        ("Kerkstraat 12, 9000 Gent", "Kerkstraat 12, 9000 Gent", 9_000, True),
        ("Kerkstraat 12, 9000 Gent", "Kerkstraat 12, 8000 Brugge", np.nan, False),
        ("Kerkstraat 12, 9000 Gent", "Kerkstraat 12", 10, True),
        ("Kerkstraat 12", "Kerkstraat 14", 10, False),
        ("Kerkstraat", "Kerkstraat", 10, False),
        ("Kerkstraat 12", "Molendreef 12", 10, False),
        ("Kerkstraat 12 bus 1", "Kerkstraat 12 bus 2", 10, False),
        ("Kerkstraat 12 bus 1", "Kerkstraat 12", 10, True),
        ("Kerkstraat 12", "Kerkstraat 12 bus 1", 10, True),
        ("", "", 10, False),
    ],
)
def test_when_addresses_agree(first, second, apart, agree):
    found = places_of((first, [0.0, 0], second, [0.0, apart]))
    assert found.addresses_agree(FIRST, FIRST).tolist() == [agree]
    assert (found.levels(FIRST, FIRST) == SAME_ADDRESS).tolist() == [agree]


def test_the_chance_of_an_address_where_names_tell_nothing():
    """Of three records two live at one address: a third of the others by chance; an address that one has is one of nine pairs."""
    found = places_of(*((address, NOWHERE, address, NOWHERE) for address in ("Dorp 1", "Dorp 1", "Veld 2")))
    every = np.arange(3)
    compared = found.compare(every, every, (every[:0], every[:0]), np.array([True, True, True]))
    assert compared.least == pytest.approx([1 / 3, 1 / 3, 0]) and compared.most == pytest.approx([1, 1, 1 / 9])
    named = found.compare(every, every, (every[:0], every[:0]), np.array([False, False, False]))
    assert named.least.tolist() == [0, 0, 0] and named.most.tolist() == [1, 1, 1]


def test_candidates_by_place_are_the_nearest_few_at_most_so_far():
    """Of ten points in a row the nearest eight; the point at just the distance takes part, the next does not."""
    here, row = np.array([[0.0, 0.0], NOWHERE]), np.array([[metres, 0.0] for metres in range(1, 11)])
    assert {tuple(pair) for pair in pairs_by_place(here, row[:5], 3.0).tolist()} == {(0, 0), (0, 1), (0, 2)}
    assert {tuple(pair) for pair in pairs_by_place(here[:1], row, 100.0).tolist()} == {(0, number) for number in range(10)}
    assert {tuple(pair) for pair in pairs_by_place(row[:5], here, 3.0).tolist()} == {(0, 0), (1, 0), (2, 0)}
    assert len(pairs_by_place(here[1:], row, 100.0)) == 0


def test_candidates_by_name_share_the_sound_of_one_of_their_three_rarest_words():
    """'Vier' sounds as 'fier'; two others have 'school', which so is the fourth by rareness."""
    found = pairs_by_name([("winden", "vier", "gaard", "school")], [("fier", "zonnen"), ("school",), ("school", "hof")])
    assert found.tolist() == [[0, 0]]
    assert sorted(map(tuple, pairs_by_name([("vier", "school")], [("fier",), ("school",), ("hof",)]).tolist())) == [(0, 0), (0, 1)]


def test_candidates_by_address_have_one_postal_code_where_both_have_one():
    """Street and number with Gent, with Brugge, and without: Gent meets Gent and the one without; the latter meets all."""
    gent, brugge, bare = (AddressParts("kerkstraat", "1", postal_code=code) for code in ("9000", "8000", ""))
    found = pairs_by_address([gent, brugge, bare, AddressParts("kerkstraat", "2", postal_code="9000")], [gent, bare])
    assert sorted(map(tuple, found.tolist())) == [(0, 0), (0, 1), (1, 1), (2, 0), (2, 1)]
    assert len(pairs_by_address([AddressParts("kerkstraat")], [AddressParts("kerkstraat")])) == 0


def test_keys_that_too_many_pairs_share_say_nothing(monkeypatch):
    monkeypatch.setattr("opgavenkaart.processing.analysis.registers.candidates.PAIRS_A_BLOCK", 4)
    one = pd.DataFrame({"record": range(6), "key": list("aabbbc")})
    other = pd.DataFrame({"record": range(5), "key": list("aabbd")})
    assert sorted(map(tuple, meet(one, other).tolist())) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_pairs_are_united_once_and_sorted():
    one, other = unite([np.array([[2, 1], [0, 4]]), np.array([[0, 4], [1, 0]])], 5)
    assert (one.tolist(), other.tolist()) == ([0, 1, 2], [4, 0, 1])


def test_who_leads():
    """Record 0 has odds of 40, 3 and 1, of which the largest is not among those that count; record 1 has one."""
    side, odds = np.array([0, 0, 0, 1]), np.array([40.0, 3, 1, 5])
    assert leads(side, odds, np.array([True] * 4)).tolist() == [True, False, False, True]
    assert leads(side, odds, np.array([True] * 4), 20.0).tolist() == [True, True, False, True]
    assert leads(side, odds, np.array([False, True, True, False])).tolist() == [True, True, False, True]


def test_what_is_sure():
    """90 % is odds of 9. A second partner whose odds are 20 times smaller does not matter; one of ten times smaller makes both sure, of
    which one record is counted twice; unlike names are no more than a question."""
    nobody = np.zeros(2, dtype=bool)
    first, second = np.array([0, 0]), np.array([0, 1])
    assert find_sure(first, second, np.array([9.0, 8.9]), nobody).tolist() == [True, False]
    assert find_sure(first, second, np.array([900.0, 44.0]), nobody).tolist() == [True, False]
    assert find_sure(first, second, np.array([900.0, 45.0]), nobody).tolist() == [True, True]
    assert find_sure(second, first, np.array([900.0, 44.0]), nobody).tolist() == [True, False]
    assert find_sure(first, second, np.array([900.0, 45.0]), np.array([True, False])).tolist() == [False, True]
    crossed = np.array([0, 0, 1, 2]), np.array([0, 1, 0, 2])
    assert find_sure(*crossed, np.full(4, 99.0), np.zeros(4, dtype=bool)).tolist() == [False, False, False, True]


def test_what_is_a_question():
    """From 20 %, odds of a quarter, where it is the likeliest of one of its records and not sure already."""
    first, second, none = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2]), np.zeros(4, dtype=bool)
    assert find_doubtful(first, second, np.array([5.0, 1, 2, 0.25]), none).tolist() == [True, False, True, True]
    assert find_doubtful(first, second, np.array([5.0, 3, 2, 0.24]), none).tolist() == [True, True, True, False]
    assert find_doubtful(first, second, np.array([5.0, 1, 2, 0.25]), np.array([True, False, False, False])).tolist() == [
        False,
        False,
        True,
        True,
    ]


def test_what_looks_the_same_at_first_sight():
    """Names that are alike within 100 m; the same name anywhere; without a name the same address alone; a partly alike name never."""
    names = np.array([ALIKE_NAME, ALIKE_NAME, SAME_NAME, UNKNOWN, UNKNOWN, ALIKE_NAME + 1])
    places = np.array([NEXT_DOOR, AROUND, ELSEWHERE, SAME_ADDRESS, NEAR, SAME_ADDRESS])
    assert begin_with(names, places).tolist() == [True, False, True, True, False, False]


def test_pairs_are_all_of_a_small_register_and_drawn_from_a_large_one(monkeypatch):
    assert [one.tolist() for one in draw_pairs(2, 3, 1)] == [[0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]]
    monkeypatch.setattr("opgavenkaart.processing.analysis.registers.matching.RANDOM_PAIRS", 50)
    one, other = draw_pairs(5, 11, 1)
    assert (len(one), len(other)) == (50, 50) and set(one) == set(range(5)) and other.max() == 10


def test_a_house_number_of_four_digits_before_a_box_is_no_postal_code():
    assert read_address("Steenweg 1000 bus 3") == AddressParts("steenweg", "1000", "3")
    assert read_address("Markt, 9000 Gent") == AddressParts("markt", "", "", "9000", "gent")
