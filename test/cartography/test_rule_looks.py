"""Maps whose classes are rules: every feature is in one class, the right one, and the darker the more it says."""

import pytest
from opgavenkaart.processing.cartography.looks import access as access_looks
from opgavenkaart.processing.cartography.looks import clusters as cluster_looks
from opgavenkaart.processing.cartography.looks import coalition as coalition_looks
from opgavenkaart.processing.cartography.looks import demand as demand_looks
from opgavenkaart.processing.cartography.looks import envelope as envelope_looks
from opgavenkaart.processing.cartography.looks import sites as site_looks
from opgavenkaart.processing.cartography.rules import set_rules_in_order
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import apply
from opgavenkaart.processing.cartography.theme import theme as read_theme
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.themes import COUNTS, write_theme
from qgis.core import Qgis, QgsExpression, QgsExpressionContext, QgsFeature, QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType

pytestmark = pytest.mark.usefixtures("qgis_app")
ENGLISH = Language("en")


@pytest.fixture(autouse=True, params=["house", *COUNTS], ids=str)
def theme(request, tmp_path):
    """The house style, and others whose ramps have 2, 3, 5 or 9 colours."""
    return read_theme() if request.param == "house" else read_theme(write_theme(tmp_path / "own.json", request.param))


POINT, POLYGON = Qgis.GeometryType.Point, Qgis.GeometryType.Polygon


def class_of(rules, **values):
    """The place among the rules of the one whose condition holds; None where none does, and no two may."""
    fields = QgsFields()
    for name, value in values.items():
        fields.append(QgsField(name, QMetaType.Type.QString if isinstance(value, str) else QMetaType.Type.Double))
    feature = QgsFeature(fields)
    feature.setAttributes(list(values.values()))
    context = QgsExpressionContext()
    context.setFields(fields)
    context.setFeature(feature)
    found = [place for place, (_, condition, _) in enumerate(rules) if QgsExpression(condition).evaluate(context) in (1, True)]
    assert len(found) < 2, f"{values}: {[rules[place][1] for place in found]}"
    return found[0] if found else None


def light(rule):
    """How light a class is, 0-1."""
    return rule[0].color().lightnessF()


def darkens(rules):
    """Whether each class is lighter than the one before it."""
    shades = [light(rule) for rule in rules]
    return shades == sorted(shades) and len(set(shades)) == len(shades)


def dots():
    return memory_layer("Point", [("Point(0 0)",)])


def test_the_sooner_a_shortage_the_darker(theme):
    rules = demand_looks.short_from("year", [2026, 2035], theme, ENGLISH)
    found = [class_of(rules, year=year, demand_mid=1.0) for year in (2025, 2026, 2027, 2029, 2030, 2032, 2033, 2035)]
    assert found == [0, 0, 1, 1, 2, 2, 3, 3]
    assert class_of(rules, year=None, demand_mid=1.0) == 4 and class_of(rules, year=None, demand_mid=None) == 5
    assert darkens(rules[:4])
    assert "2026" in rules[0][2] and "2027-2029" in rules[1][2] and "2035" in rules[4][2]
    assert demand_looks.spans(2027, 2028) == [(2027, 2027), (2028, 2028)]
    assert demand_looks.spans(2027, 2034) == [(2027, 2029), (2030, 2032), (2033, 2034)]
    single = demand_looks.short_from("year", [2026, 2027], theme, ENGLISH)
    assert single[1][2].endswith("2027") and class_of(single, year=2027, demand_mid=1.0) == 1


def test_who_has_a_place_near_by(theme):
    rules = access_looks.access(dots(), "near", theme, ENGLISH)
    cases = {(0.0, 5.0): 0, (0.49, 0.0): 0, (0.5, 1.0): 1, (1.0, 2e-6): 1, (1.0, 0.0): 2, (0.5, 1e-6): 2, (None, 0.0): 3}
    assert {(near, short): class_of(rules, near=near, shortage=short) for near, short in cases} == cases


def test_how_many_places_areas_lack(theme):
    """Between two edges the upper one belongs to the class; what lies above the last is in the last, which is the darkest."""
    rules = access_looks.shortage("n", [0.0, 5.0, 10.0, 20.0], theme, ENGLISH)
    cases = {1.0: 2, 5.0: 2, 5.1: 1, 10.0: 1, 10.1: 0, 20.0: 0, 99.0: 0, 0.0: 3, 1e-6: 3, None: 4}
    assert {value: class_of(rules, n=value) for value in cases} == cases
    assert darkens(rules[:3])
    assert "at most 5" in rules[2][2] and "5 to 10" in rules[1][2] and "10 to 20" in rules[0][2]
    few = access_looks.shortage("n", [1.0], theme, ENGLISH)
    assert "one" in few[0][2] and class_of(few, n=3.0) == 0
    for breaks in ([], [0.0], [0.0, 0.0]):
        assert [class_of(access_looks.shortage("n", breaks, theme, ENGLISH), n=value) for value in (0.0, None)] == [0, 1]


def test_a_shortage_that_goes_when_others_go_farther_stands_apart(theme):
    rules = access_looks.shortage("n", [0.0, 5.0, 10.0], theme, ENGLISH, "lacking_share")
    cases = {(3.0, 0.0): 2, (3.0, 0.1): 1, (7.0, 1.0): 0, (7.0, 0.0): 2, (0.0, 0.0): 3, (0.0, 1.0): 3, (0.0, None): 3, (None, None): 4}
    assert {(n, share): class_of(rules, n=n, lacking_share=share) for n, share in cases} == cases
    assert "solved if others go farther" in rules[2][2] and "nearest first" in rules[1][2]


def test_a_map_on_which_no_area_lacks_a_place(theme):
    areas = memory_layer("Polygon", [("Polygon((0 0, 1 0, 1 1, 0 0))", 0.0), ("Polygon((2 0, 3 0, 3 1, 2 0))", 0.0)], "shortage:double")
    apply(areas, Style("shortage", field="shortage"), theme, ENGLISH)
    assert [item.label() for item in areas.renderer().legendSymbolItems()]


def test_how_full_facilities_are(theme):
    rules = access_looks.facilities(dots(), "load", theme, ENGLISH)
    cases = {1.2: 0, 0.995: 0, 0.99: 1, 0.8: 1, 0.79: 2, 0.0: 2, None: 3}
    assert {value: class_of(rules, load=value) for value in cases} == cases
    assert len(access_looks.facilities(dots(), "", theme, ENGLISH)) == 1


def test_catchments_of_several_thresholds(theme):
    style = Style("catchments", field="threshold", breaks=(15.0, 30.0), unit="min")
    rules = access_looks.catchments(style, theme, ENGLISH)
    assert [(condition, label) for _, condition, label in rules] == [
        ('"threshold" = 15.0', "within 15 min of the facility"),
        ('"threshold" = 30.0', "within 30 min of the facility"),
    ]
    assert [one[1:] for one in access_looks.catchments(Style("catchments", unit="15 min"), theme, ENGLISH)] == [
        ("true", "within 15 min of the facility")
    ]


def test_chosen_measures_are_larger_than_others(theme):
    rules = envelope_looks.portfolio(dots(), "chosen", theme, ENGLISH)
    cases = {1.0: 0, 0.5: 1, 0.01: 1, 0.0: 2}
    assert {value: class_of(rules, chosen=value) for value in cases} == cases
    assert rules[0][0].size() == rules[1][0].size() > rules[2][0].size()
    assert light(rules[0]) < light(rules[1])


def test_actors_links_and_missing_roles(theme):
    rules = coalition_looks.actors(theme, ENGLISH)
    kinds = ["public", "non_profit", "profit", "citizens", "", "other"]
    assert [class_of(rules, actor_kind=kind, in_challenge=1) for kind in kinds] == [0, 1, 2, 3, 4, 4]
    assert class_of(rules, actor_kind="public", in_challenge=0) == 5
    assert rules[5][0].size() < rules[0][0].size()
    links = coalition_looks.links(theme, ENGLISH)
    cases = {("exists", 1, 60): 0, ("exists", 1, 61): None, ("exists", 0, 1): None, ("to_make", 1, 10): 1, ("to_make", 0, 11): None}
    assert {case: class_of(links, state=case[0], in_challenge=case[1], rank=case[2]) for case in cases} == cases
    missing = coalition_looks.clusters(2, theme, ENGLISH)
    assert [class_of(missing, missing_count=count) for count in (2, 1, 0, 3)] == [0, 1, 2, None]
    assert darkens(missing[:2])
    for most in (1, 2, 4):
        darkest = coalition_looks.clusters(most, theme, ENGLISH)[0][0].color()
        assert darkest.name() == theme.ramp("indicator", 3)[1].name(), "half as dark as the ramp goes, so that what lies on it is read"


def test_sites_by_their_role(theme):
    """What is chosen is large, who would take its place smaller, others small."""
    rules = site_looks.sites("role", POINT, theme, ENGLISH)
    roles = ["new", "existing", "required", "runner_up", ""]
    assert [class_of(rules, role=role) for role in roles] == [0, 1, 2, 3, 4]
    need, indicator = ([colour.name() for colour in theme.ramp(use)] for use in ("need", "indicator"))
    chosen, kept, paper = need[3], theme.colours["cluster"], theme.colours["paper"]
    fills = [rule[0].color().name() for rule in rules]
    assert fills == [chosen.lower(), kept.lower(), kept.lower(), paper.lower(), theme.colours["frame"].lower()]
    assert [rules[at][0].symbolLayer(0).strokeColor().name() for at in (2, 3)] == [chosen.lower(), indicator[3].lower()]
    sizes = [rule[0].size() for rule in rules]
    assert sizes[0] == sizes[1] == sizes[2] > sizes[3] > sizes[4]
    assert [class_of(site_looks.allocation("within", theme, ENGLISH), within=value) for value in (0, 1)] == [0, 1]


def test_free_hours_the_more_the_larger(theme):
    rules = site_looks.hours("h", [0.0, 5.0, 10.0, 40.0], theme, ENGLISH)
    cases = {40.0: 0, 10.1: 0, 10.0: 1, 5.1: 1, 5.0: 2, 0.1: 2, 0.0: 3, None: 4}
    assert {value: class_of(rules, h=value) for value in cases} == cases
    sizes = [rule[0].size() for rule in rules[:3]]
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == 3
    assert [rule[2] for rule in rules] == [
        "10.0 to 40.0 hours a week", "5.0 to 10.0 hours a week", "0.0 to 5.0 hours a week", "never free when needed", "hours not known"
    ]  # fmt: skip
    assert darkens(rules[:3])


def test_who_gains_and_who_loses(theme):
    rules = site_looks.outcome("outcome", POLYGON, theme, ENGLISH)
    assert [class_of(rules, outcome=value) for value in ("gains", "loses", "same", None)] == [0, 1, 2, 3]


def test_types_of_units(theme):
    """Those without value are a class of their own, not those in which nothing stands out."""
    rules = cluster_looks.types("index", "type", "gi_star", theme, ENGLISH)
    kinds = ["hot", "high-high", "high-low", "low-high", "low-low", "cold", "none"]
    assert [class_of(rules, index=1.0, type=kind) for kind in kinds] == list(range(7))
    assert class_of(rules, index=None, type="none") == 7
    assert light(rules[0]) < light(rules[2]) and light(rules[5]) < light(rules[3])
    named = {method: cluster_looks.type_names(method, ENGLISH) for method in ("gi_star", "threshold", "scan", "bivariate_moran")}
    assert len({names["hot"] for names in named.values()}) == 3 and len({names["high-low"] for names in named.values()}) == 2


def test_what_is_surely_among_the_worst(theme):
    rules = cluster_looks.certainty("certainty", theme, ENGLISH)
    cases = {("robust", 0.9): 0, ("depends", 0.4): 1, ("surely_not", 0.1): 2, ("too_little_data", None): 3}
    assert {case: class_of(rules, certainty=case[0], worst_share=case[1]) for case in cases} == cases
    assert darkens(rules[:3])


def test_what_may_belong_to_a_cluster_is_hatched_and_nothing_else(theme):
    rules = cluster_looks.belonging("p", theme, ENGLISH)
    outside = {p: class_of(rules, p=p, cluster_id=None) for p in (0.0, 0.1, 0.11, 0.5, 0.9, 1.0, None)}
    assert outside == {0.0: None, 0.1: None, 0.11: 0, 0.5: 0, 0.9: 0, 1.0: 0, None: None}
    inside = {p: class_of(rules, p=p, cluster_id=2.0) for p in (0.0, 0.5, 0.89, 0.9, 1.0)}
    assert inside == {0.0: 0, 0.5: 0, 0.89: 0, 0.9: None, 1.0: None}


def test_changes_the_more_need_the_darker(theme):
    theme_of = theme
    change = cluster_looks.change("c", True, theme_of, ENGLISH)
    assert [class_of(change, c=kind) for kind in ("new", "grows", "stays", "shrinks", "gone")] == [0, 1, 2, 3, 4]
    assert darkens(change[:4])
    pieces = cluster_looks.pieces("c", theme_of, ENGLISH)
    assert [class_of(pieces, c=kind) for kind in ("gained", "kept", "lost")] == [0, 1, 2] and darkens(pieces[:2])
    proposal = cluster_looks.proposal("c", theme_of, ENGLISH)
    assert [class_of(proposal, c=kind) for kind in ("joins", "stays", "leaves", "none")] == [0, 1, 2, 3] and darkens(proposal[:2])
    said = [cluster_looks.change("c", tested, theme_of, ENGLISH)[2][2] for tested in (False, True)]
    assert said == ["cluster that stays", "cluster that stays, or changes no more than chance can explain"]
    ranks = [label for _, _, label in cluster_looks.vintages("c", "rank", theme_of, ENGLISH)]
    assert ranks[:2] == ["rises in rank", "falls in rank"] and not any("need" in label for label in ranks)
    vintages = cluster_looks.vintages("c", "need", theme_of, ENGLISH)
    assert [class_of(vintages, c=kind) for kind in ("rises", "falls", "values", "new", "gone", "same")] == list(range(6))
    meeting = cluster_looks.meeting("n", 3, theme_of, ENGLISH)
    assert [class_of(meeting, n=count) for count in (3, 2, 1)] == [0, 1, 2] and darkens(meeting)


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [("Point", Qgis.SymbolType.Marker), ("LineString", Qgis.SymbolType.Line), ("Polygon", Qgis.SymbolType.Fill)],
    ids=["points", "lines", "areas"],
)
def test_what_may_be_points_lines_or_areas_is_drawn_as_it_is(kind, symbol, theme):
    layer = memory_layer(kind, [], "a:double,name:string")
    geometry = layer.geometryType()
    looks = {
        "portfolio": envelope_looks.portfolio(layer, "a", theme, ENGLISH),
        "facilities": access_looks.facilities(layer, "a", theme, ENGLISH),
        "unknown": access_looks.facilities(layer, "", theme, ENGLISH),
        "outcome": site_looks.outcome("a", geometry, theme, ENGLISH),
        "sites": site_looks.sites("a", geometry, theme, ENGLISH) if kind != "LineString" else [],
    }
    assert {name: {rule[0].type() for rule in rules} or {symbol} for name, rules in looks.items()} == dict.fromkeys(looks, {symbol})
    for rules in (looks["portfolio"], looks["facilities"]):
        colours = [tuple(layer.color().name() for layer in rule[0].symbolLayers()) for rule in rules]
        assert len(set(colours)) == len(colours)


def test_names_of_measures_stand_where_they_are_chosen_the_whole_ones_first(theme):
    layer = memory_layer("Point", [("Point(0 0)", 1.0, "Bomen")], "chosen:double,name:string")
    envelope_looks.label_chosen(layer, "chosen", "name", theme)
    settings = layer.labeling().settings()
    priority = settings.dataDefinedProperties().property(settings.Property.Priority).expressionString()
    rules = [(None, f"({settings.fieldName}) = 'Bomen'", ""), (None, f"({settings.fieldName}) = ''", "")]
    assert [class_of(rules, chosen=share, name="Bomen") for share in (1.0, 0.5, 0.0)] == [0, 0, 1]
    assert [class_of([(None, f"({priority}) = {expected}", "")], chosen=share) for share, expected in ((1.0, 10), (0.5, 5))] == [0, 0]


def test_what_is_chosen_is_larger_than_what_is_not(theme):
    rules = envelope_looks.portfolio(dots(), "a", theme, ENGLISH)
    assert [rule[0].size() for rule in rules] == pytest.approx([4.2, 4.2, 2.6])


def test_what_stands_highest_is_drawn_last(theme):
    layer = memory_layer("Point", [("Point(0 0)", 1.0)], "a:double")
    set_rules_in_order(layer, envelope_looks.portfolio(layer, "a", theme, ENGLISH), '"a"')
    (clause,) = layer.renderer().orderBy().list()
    assert layer.renderer().orderByEnabled() and clause.ascending() and clause.expression().expression() == '"a"'


def test_a_cluster_has_the_line_of_units_in_its_own_colour(theme):
    symbol = cluster_looks._cluster(theme, theme.colour("cluster"))
    line = symbol.symbolLayer(0)
    assert (line.strokeWidth(), line.strokeColor()) == (theme.widths["unit_border"], theme.colour("cluster"))
