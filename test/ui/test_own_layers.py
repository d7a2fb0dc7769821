"""What the user's own layers are called when they lie on top of a catalogue."""

import json

import pytest
from opgavenkaart.ui.challenge.own_layers import title_on_top


@pytest.mark.parametrize(
    ("title", "dutch", "english"),
    [
        ({"nl": "Stad", "en": "City"}, "Stad + eigen lagen", "City + own layers"),
        ({"nl": "Stad"}, "Stad + eigen lagen", "Stad + own layers"),
        ({}, "halle + eigen lagen", "halle + own layers"),
    ],
)
def test_a_catalogue_on_top_is_called_after_the_one_below(qgis_app, tmp_path, title, dutch, english):
    path = tmp_path / "halle.json"
    path.write_text(json.dumps({"title": title, "records": []} if title else {"records": []}), encoding="utf-8")
    assert (title_on_top(str(path)).nl, title_on_top(str(path)).en) == (dutch, english)


def test_without_a_catalogue_they_lie_on_the_built_in_layers(qgis_app):
    assert title_on_top("").nl == "Eigen lagen en de ingebouwde"
