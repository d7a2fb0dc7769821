"""What a value rests on: kinds, twins, figures of the municipality."""

import itertools

import pytest
from opgavenkaart.processing.model.challenge import Challenge, Indicator, Measurement, MunicipalFigure, Twin
from opgavenkaart.processing.model.errors import Mistakes
from opgavenkaart.processing.model.evidence import KINDS, weakest_kind
from opgavenkaart.processing.model.record import LayerRecord
from opgavenkaart.processing.model.schema import read_schema
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.model.documents import CHALLENGE, RECORD, changed

SHARE = Measurement("vulnerability", "attribute", "dwellings_before_1945")


def test_what_rests_on_several_things_is_as_weak_as_the_weakest():
    order = ["measured", "estimated", "proxy", "municipal", "none"]
    assert list(KINDS) == order
    for several in itertools.product(order, repeat=3):
        assert weakest_kind(several) == order[max(order.index(one) for one in several)]
    assert weakest_kind([]) == "measured"


def test_the_schemas_know_the_same_kinds():
    assert read_schema("catalogue")["$defs"]["field"]["properties"]["kind"]["enum"] == list(KINDS[:-1])
    assert read_schema("challenge")["$defs"]["kind"]["enum"] == list(KINDS[:3])


def test_a_twin_is_read_with_all_it_says():
    built = Challenge.from_json(CHALLENGE).indicators[3]
    assert built.otherwise == (
        Twin(
            Text("Woningen van voor 1945", "Dwellings from before 1945"),
            SHARE,
            Text("Oude woningen.", "Old dwellings."),
            "estimated",
            Measurement("population", "attribute", "inhabitants"),
            10,
            "high",
            "target",
            1,
            10,
            "deciel",
            "empirical_bayes",
        ),
    )
    title = Text("Bouwjaar in de gemeente", "Year in the municipality")
    assert built.municipal == MunicipalFigure("building_stock", "built_year", title, "jaar")
    assert (built.kind, built.holder, built.stands_for) == ("proxy", Text("De stad", "The city"), Text("Ouderdom", "Age"))


def test_a_twin_takes_the_place_and_keeps_id_sector_and_weight():
    count = Measurement("buildings", "count")
    own = Indicator("old", Text("Oud"), "housing", count, why=Text("Daarom."), weight=3, direction="low", unit="x")
    twin = Twin(Text("Ouder"), SHARE, kind="proxy", scale=10)
    other = own.replaced_by(Twin(Text("Ouder"), SHARE, kind="proxy", scale=10))
    assert (other.id, other.sector, other.weight, other.why) == ("old", "housing", 3, Text("Daarom."))
    assert (other.title, other.measurement, other.kind, other.scale) == (twin.title, SHARE, "proxy", 10)
    assert (other.direction, other.unit, other.stands_for, other.otherwise) == ("high", "", Text("Oud"), ())
    assert own.replaced_by(Twin(Text("Ouder"), SHARE, why=Text("Hierom."))).why == Text("Hierom.")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("indicators.3.otherwise.0.field", "", "the measure 'attribute' needs the key 'field'"),
        ("indicators.3.otherwise.0.target", None, "the normalisation 'target' needs the value from which there is no need"),
        ("indicators.3.otherwise.0.kind", "municipal", '"municipal" is not one of measured, estimated, proxy'),
    ],
)
def test_what_is_wrong_in_a_twin_is_told_with_its_place(path, value, said):
    with pytest.raises(Mistakes) as caught:
        Challenge.from_json(changed(CHALLENGE, path, value), "stad.json")
    assert [str(one) for one in caught.value.mistakes if "indicators[3].otherwise[0]" in str(one) and said in str(one)]


def test_a_record_says_how_it_is_known():
    record = LayerRecord.from_json(RECORD)
    assert (record.otherwise, record.evidence, str(record.checked)) == (("income_of_municipalities",), "documented", "2026-11-30")
    assert record.fields["median_income"].kind == "estimated"
    assert record.fields["sector_code"].kind == "measured"
    assert record.has_field("median_income") and not record.has_field("tax_returns")
    assert LayerRecord.from_json(changed(RECORD, "evidence", remove=True)).has_field("tax_returns")


def test_the_day_of_a_check_is_a_day():
    with pytest.raises(Mistakes) as caught:
        LayerRecord.from_json(changed(RECORD, "checked", "2026-02-30"), where="stad.json")
    assert "stad.json, checked: 2026-02-30 is not a day of the calendar." in str(caught.value)
