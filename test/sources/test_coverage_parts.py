"""What a WCS says of its cells, by hand: the grid between its corners, which axis runs east, and how cells are asked for."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.raster.grid import Grid
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.xml_tree import parse_markup
from opgavenkaart.processing.sources.kinds.raster.coverage import (
    CoverageBox,
    description_query,
    edges,
    find_grid,
    find_offered,
    first_address,
    numbers,
    second_address,
    version_of,
)
from opgavenkaart.test.support.layers import record
from qgis.core import QgsCoordinateReferenceSystem

PART = Grid(100.0, 250.0, 10.0, -5.0, 4, 3)


def coverage(version: str = "", **more):
    return record("raster", "https://x/wcs?map=a", "heat", options={"version": version} if version else {}, **more)


@pytest.mark.parametrize(
    ("asked", "version", "name"),
    [
        ("", "1.0.0", "COVERAGE"),
        ("1.0", "1.0.0", "COVERAGE"),
        ("1.0.0", "1.0.0", "COVERAGE"),
        ("2.0", "2.0.1", "COVERAGEID"),
        ("2.0.0", "2.0.0", "COVERAGEID"),
    ],
)
def test_a_coverage_is_asked_in_the_version_of_its_record(asked, version, name):
    assert version_of(coverage(asked)) == version
    assert description_query(coverage(asked)) == {"SERVICE": "WCS", "VERSION": version, "REQUEST": "DescribeCoverage", name: "heat"}


def test_another_version_is_refused():
    with pytest.raises(OpgaveError, match=r"WCS 1\.1\.1 is not asked; a server that speaks it also speaks 1\.0\.0 or 2\.0\.1"):
        version_of(coverage("1.1.1"))


def test_numbers_in_a_text():
    assert list(numbers("1 2.5,-3")) == [1, 2.5, -3] and len(numbers("1 a")) == 0 == len(numbers(""))


def test_the_edges_of_cells_are_west_south_east_and_north():
    assert edges(PART) == ["100", "230", "130", "250"]
    assert edges(Grid(0.1, 1.0, 0.1, -0.1, 1, 2)) == ["0.1", "0.9", "0.3", "1"], "without the noise of binary fractions"


def test_the_addresses_of_cells():
    crs = QgsCoordinateReferenceSystem("EPSG:31370")
    first = first_address(coverage(), PART, crs, "GeoTIFF")
    assert first == (
        "https://x/wcs?map=a&SERVICE=WCS&VERSION=1.0.0&REQUEST=GetCoverage&COVERAGE=heat&CRS=EPSG%3A31370"
        "&BBOX=100%2C230%2C130%2C250&WIDTH=3&HEIGHT=4&FORMAT=GeoTIFF"
    )
    second = second_address(coverage("2.0.1"), PART, CoverageBox("s", np.zeros(2), np.ones(2), ("N", "E")), "image/tiff")
    assert second == (
        "https://x/wcs?map=a&SERVICE=WCS&VERSION=2.0.1&REQUEST=GetCoverage&COVERAGEID=heat&FORMAT=image%2Ftiff"
        "&SUBSET=E(100,130)&SUBSET=N(230,250)"
    ), "each axis by its own name"


@pytest.mark.parametrize(
    ("labels", "east"), [(("x", "y"), 0), (("N", "E"), 1), (("Lat", "Long"), 1), (("Easting", "Northing"), 0), (("a", "b"), 0)]
)
def test_which_axis_runs_to_the_east(labels, east):
    assert CoverageBox("s", np.zeros(2), np.ones(2), labels).east == east


def offered(low="100 230", high="130 250", cells="2 3", vectors=("10 0", "0 -5"), pos="105 247.5", srs="EPSG:31370", axes="", start="0 0"):
    """A coverage of 3 cells of 10 m to the east and 4 of 5 m to the north."""
    steps = "".join(f"<offsetVector>{one}</offsetVector>" for one in vectors)
    text = (
        f"<CoverageDescriptions><CoverageDescription><Envelope srsName='{srs}' axisLabels='{axes}'><lowerCorner>{low}</lowerCorner>"
        f"<upperCorner>{high}</upperCorner></Envelope><RectifiedGrid><limits><GridEnvelope><low>{start}</low><high>{cells}</high>"
        f"</GridEnvelope></limits><origin><pos>{pos}</pos></origin>{steps}</RectifiedGrid></CoverageDescription></CoverageDescriptions>"
    )
    return find_offered(parse_markup(text, "here"))


WHOLE = Grid(100.0, 250.0, 10.0, -5.0, 4, 3)


@pytest.mark.parametrize(
    ("changed", "grid"),
    [
        ({}, WHOLE),
        ({"cells": "12 13", "start": "10 10"}, WHOLE),
        ({"low": "230 100", "high": "250 130", "axes": "N E", "vectors": ("0 10", "-5 0")}, WHOLE),
        ({"low": "230 100", "high": "250 130", "axes": "N E", "vectors": ("-5 0", "0 10"), "cells": "3 2"}, WHOLE),
        ({"high": "130.09 250"}, Grid(100.0, 250.0, 10.0, -5.0, 4, 3)),
        ({"high": "130.11 250"}, None),
        ({"cells": "3 4"}, None),
        ({"cells": "3 4", "pos": "100 230"}, WHOLE),
        ({"cells": "4 5", "pos": "100 230"}, None),
        ({"vectors": ("10 0",)}, None),
        ({"vectors": ("10 0 0", "0 -5 0")}, None),
        ({"vectors": ("0 0", "0 -5")}, None),
        ({"cells": "2"}, None),
        ({"cells": "x y"}, None),
        ({"srs": ""}, None),
        ({"low": "100"}, None),
    ],
)
def test_the_cells_between_the_corners(changed, grid):
    """As many as fit: of a grid that says one more, and begins in the south-west, one less; of any other nobody knows where it lies."""
    found = find_grid(offered(**changed))
    assert (found and found[0]) == grid
    if found:
        assert found[1].srs == "EPSG:31370"


def test_what_says_nothing_of_cells():
    assert find_offered(parse_markup("<CoverageDescription/>", "here")) is None
    assert find_grid(find_offered(parse_markup("<a><CoverageOffering><x/></CoverageOffering></a>", "here"))) is None
