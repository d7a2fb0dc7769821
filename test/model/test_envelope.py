"""An envelope in words, what effects weigh, and rules that cannot hold together."""

import json

import pytest
from opgavenkaart.processing.model.envelope import Effect, Envelope, EnvelopeRules, parse_envelope, read_rules
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError


@pytest.mark.parametrize(
    ("text", "ceilings", "years"),
    [
        ("5000000", (5e6,), ()),
        (" 12.5 ", (12.5,), ()),
        ("0", (0.0,), ()),
        ("2027:15, 2026: 10", (10.0, 15.0), (2026, 2027)),
        ("2026:10,", (10.0,), (2026,)),
    ],
)
def test_an_envelope_in_words(text, ceilings, years):
    assert parse_envelope(text) == Envelope(ceilings, years)
    assert parse_envelope(text).total == sum(ceilings)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is not understood"),
        ("a lot", "is not understood"),
        ("10,20", "is not understood"),
        ("26:10", "is not understood"),
        ("2026:x", "is not understood"),
        ("-1", "negative amount"),
        ("2026:-1", "negative amount"),
        ("2026:1,2026:2", "names the year 2026 twice"),
    ],
)
def test_what_is_no_envelope(text, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        parse_envelope(text)


def test_more_money_and_a_share_of_it():
    envelope = Envelope((10.0, 20.0), (2026, 2027))
    assert envelope.raised(5, 1) == Envelope((10.0, 25.0), (2026, 2027))
    assert envelope.scaled(0.5) == Envelope((5.0, 10.0), (2026, 2027))


def test_what_effects_weigh():
    """Without units all weigh 1; of different units each needs a weight."""
    fields = ("care", "home")
    assert EnvelopeRules().weights(fields) == (1.0, 1.0)
    assert EnvelopeRules(effects={"care": Effect("", 3.0)}).weights(fields) == (3.0, 1.0)
    assert EnvelopeRules(effects={"care": Effect("places"), "home": Effect("places")}).weights(fields) == (1.0, 1.0)
    both = {"care": Effect("places", 3.0), "home": Effect("dwellings", 0.5)}
    assert EnvelopeRules(effects=both).weights(fields) == (3.0, 0.5)
    with pytest.raises(OpgaveError, match=r"count in different units \(\?, places\)"):
        EnvelopeRules(effects={"care": Effect("places", 3.0)}).weights(fields)


def rules(tmp_path, **document):
    path = tmp_path / "rules.json"
    path.write_text(json.dumps(document))
    return read_rules(path)


def share(value, **more):
    return {"field": "sector", "value": value, **more}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"shares": [share("care", at_least=0.5, at_most=0.4)]}, "at least 50% and at most 40% for sector 'care'"),
        ({"shares": [share("care", at_least=0.6), share("home", at_least=0.5)]}, "guaranteed by 'sector' add up to 110%"),
        ({"required": ["a"], "forbidden": ["b", "a"]}, "'a' is both required and"),
    ],
)
def test_rules_that_cannot_hold_together(tmp_path, document, sentence):
    with pytest.raises(Mistakes, match=sentence):
        rules(tmp_path, **document)


def test_rules_that_just_hold(tmp_path):
    """Shares of 100 % together, or of the envelope and of what is spent apart; equal bounds."""
    found = rules(tmp_path, shares=[share("care", at_least=0.6, at_most=0.6), share("home", at_least=0.4)])
    assert [one.at_least for one in found.shares] == [0.6, 0.4]
    apart = rules(tmp_path, shares=[share("care", at_least=0.6), share("home", at_least=0.6, of="spent")])
    assert apart.fields() == ("sector",)


def test_the_sentences_of_rules_that_cannot_hold_together(tmp_path):
    """Each contradiction is told once, those of one field apart by what they are shares of."""
    shares = [share("care", at_least=0.7), share("home", at_least=0.4), share("care", at_least=0.2, at_most=0.1, of="spent")]
    with pytest.raises(Mistakes) as caught:
        rules(tmp_path, shares=shares, required=["a", "b"], forbidden=["b", "c"])
    where = f"{tmp_path.name}/rules.json"
    assert str(caught.value).split("\n") == [
        f"{where}: at least 20% and at most 10% for sector 'care' cannot both hold. Change one of them.",
        f"{where}: the shares guaranteed by 'sector' add up to 110%. Lower them to 100% or less.",
        f"{where}: measure 'b' is both required and excluded. Leave out one of the two.",
    ]
    with pytest.raises(Mistakes, match="is not of type"):
        rules(tmp_path, shares=3)


def test_rules_that_say_nothing(tmp_path):
    assert rules(tmp_path) == EnvelopeRules()
    (one,) = rules(tmp_path, shares=[share("care")]).shares
    assert (one.at_least, one.at_most, one.of) == (0.0, 1.0, "envelope")
    (group,) = rules(tmp_path, groups=[{"measures": ["a", "b"]}]).groups
    assert (group.at_least, group.at_most) == (0, None)
    assert not EnvelopeRules().carry_over and EnvelopeRules().effects == {}


def test_an_envelope_with_spaces_and_empty_parts():
    assert parse_envelope(" 2026:10 , , 2027 : 20 ") == Envelope((10.0, 20.0), (2026, 2027))
    with pytest.raises(OpgaveError, match="is not understood"):
        parse_envelope("2026,2027:20")
    with pytest.raises(OpgaveError, match="is not understood"):
        parse_envelope(" , ")


def test_units_in_the_sentence_about_them_are_in_order():
    effects = {"care": Effect("places"), "home": Effect("dwellings"), "tree": Effect("trees", 2.0)}
    with pytest.raises(OpgaveError) as caught:
        EnvelopeRules(effects=effects).weights(("tree", "care", "home", "bench"))
    assert str(caught.value) == (
        "The effects tree, care, home, bench count in different units (?, dwellings, places, trees)."
        " Give each a weight under 'effects' in the rules."
    )
