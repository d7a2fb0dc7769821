"""The demo city of a seed is the same on every processor and with every version of GEOS: each table has one hash, kept here.

A change of the generator that is meant to change the city changes ``demo_city_hashes.json`` too.
"""

import ast
import json
import math
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy.ndimage
import scipy.stats
import shapely
from opgavenkaart.processing.analysis import demo_city
from opgavenkaart.processing.analysis.demo_city import arithmetic, shapes
from opgavenkaart.processing.analysis.demo_city.draws import Draws
from opgavenkaart.test.support.demo_city import KEPT, hashes_of, library_digits, numpy_features

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "test" / "support" / "demo_city.py"
ON = [name for name, on in numpy_features().items() if on]
OF_THE_C_LIBRARY = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F,-AVX2_Usable,-FMA_Usable"}
SETTINGS = {
    "numpy without any": (ON, {}),
    "numpy without the newer half": (ON[len(ON) // 2 :], {}),
    "numpy and the C library without any, an old BLAS": (ON, {**OF_THE_C_LIBRARY, "OPENBLAS_CORETYPE": "Prescott"}),
}
MAY_DIFFER = {
    "sin",
    "cos",
    "tan",
    "arctan",
    "arctan2",
    "hypot",
    "exp",
    "log",
    "log10",
    "power",
    "dot",
    "matmul",
    "einsum",
    "linalg",
    "interp",
}


@pytest.fixture(scope="module")
def kept() -> dict[str, str]:
    return json.loads(KEPT.read_text(encoding="utf-8"))


def test_each_table_has_the_hash_that_is_kept(kept):
    assert hashes_of(demo_city.generate(1)) == kept


@pytest.mark.skipif(not ON, reason="this processor has no instructions that numpy could do without")
@pytest.mark.parametrize(("off", "environment"), SETTINGS.values(), ids=SETTINGS)
def test_with_instructions_switched_off_each_table_has_that_hash_too(off, environment, kept):
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": ",".join(off), **environment}
    command = [sys.executable, "-P", str(PROGRAM), str(ROOT / "build" / "plugins")]
    done = json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert off, "nothing was switched off"
    assert not any(done["features"][name] for name in off)
    if platform.machine() == "x86_64":
        assert done["digits"] != library_digits(), "the sines of the libraries are the same: nothing was shown"
    assert done["hashes"] == kept


def may_differ(node: ast.AST) -> bool:
    """Whether a piece of code has another result on another processor: a function, a matrix product, a root, numpy's distributions."""
    if isinstance(node, ast.Attribute):
        return ast.unparse(node.value) in ("np", "math") and node.attr in {*MAY_DIFFER, "random"}
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith(("scipy.ndimage", "scipy.stats", "scipy.special"))
    root = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and not isinstance(getattr(node.right, "value", None), int)
    return root or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult))


@pytest.mark.parametrize("code", ["np.sin(x)", "math.hypot(x, y)", "a @ b", "x ** 0.5", "x ** y", "np.random.default_rng(1)"])
def test_the_check_itself_finds_what_may_differ(code):
    assert any(may_differ(node) for node in ast.walk(ast.parse(code)))


def test_the_city_is_made_of_nothing_that_a_processor_may_round_otherwise():
    """But in ``arithmetic``, whose functions are tried below, and ``draws``, which takes numpy's bits."""
    paths = [path for path in (ROOT / "processing" / "analysis" / "demo_city").glob("*.py") if path.stem not in ("arithmetic", "draws")]
    nodes = [(path, node) for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    assert [f"{path.name}:{node.lineno} {ast.unparse(node)}" for path, node in nodes if may_differ(node)] == []
    assert len(paths) > 15


def largest_error(ours, theirs) -> float:
    """The largest difference in units in the last place of the value that the C library gives."""
    return float(np.max(np.abs(ours - theirs) / np.spacing(np.abs(theirs))))


def test_functions_agree_with_the_c_library_to_the_last_places():
    angle = np.concatenate([np.linspace(-7, 7, 5001), np.linspace(-900, 900, 5001), [0.0, 1e-9, 1e5]])
    assert np.abs(arithmetic.sin(angle) - [math.sin(one) for one in angle]).max() < 2.3e-16
    assert np.abs(arithmetic.cos(angle) - [math.cos(one) for one in angle]).max() < 2.3e-16
    value = np.linspace(-40, 40, 5001)
    assert largest_error(arithmetic.exp(value), np.array([math.exp(one) for one in value])) <= 2
    value = np.concatenate([np.geomspace(1e-12, 1e12, 5001), np.linspace(0.5, 2, 4001)])
    assert largest_error(arithmetic.log(value[value != 1]), np.array([math.log(one) for one in value if one != 1])) <= 2
    assert arithmetic.log([0.0, 1.0]).tolist() == [-np.inf, 0.0]
    assert arithmetic.power(np.array([0.0, 4.0, 1.0]), 0.5) == pytest.approx([0, 2, 1], rel=1e-15)


def test_blur_and_interpolation_are_scipys_and_numpys():
    grid = np.random.default_rng(3).random((30, 40))
    inside = scipy.ndimage.gaussian_filter(grid, 2.2, mode="constant")
    assert arithmetic.blur(grid, 2.2) == pytest.approx(inside, rel=1e-12)
    known, places = np.array([0.0, 1.0, 4.0, 9.0]), np.linspace(0, 9, 91)
    assert arithmetic.interpolate(places, known, known**2) == pytest.approx(np.interp(places, known, known**2), rel=1e-12)


@pytest.mark.parametrize(
    ("draw", "distribution"),
    [
        (lambda draws: draws.uniform(2, 5, 4000), scipy.stats.uniform(2, 3)),
        (lambda draws: draws.normal(3, np.full(4000, 2.0)), scipy.stats.norm(3, 2)),
        (lambda draws: draws.lognormal(0, 0.3, 4000), scipy.stats.lognorm(0.3)),
        (lambda draws: draws.exponential(0.5, 4000), scipy.stats.expon(scale=0.5)),
        (lambda draws: draws.gumbel(4000), scipy.stats.gumbel_r()),
    ],
)
def test_continuous_draws_follow_their_distribution(draw, distribution):
    """Kolmogorov and Smirnov's test against scipy's distributions."""
    numbers = draw(Draws(1, "test"))
    assert numbers.shape == (4000,)
    assert scipy.stats.kstest(numbers, distribution.cdf).pvalue > 0.01


@pytest.mark.parametrize(
    ("draw", "distribution"),
    [
        (lambda draws: draws.poisson(np.full(4000, 3.5)), scipy.stats.poisson(3.5)),
        (lambda draws: draws.binomial(np.full(4000, 9), 0.3), scipy.stats.binom(9, 0.3)),
        (lambda draws: draws.geometric(0.28, 4000), scipy.stats.geom(0.28)),
        (lambda draws: draws.multinomial(np.full(4000, 9), np.array([[3.0, 6.0, 1.0]] * 4000))[:, 0], scipy.stats.binom(9, 0.3)),
    ],
)
def test_whole_draws_follow_their_distribution(draw, distribution):
    """Pearson's chi-square test on the counts of the likely values, the others together."""
    numbers = draw(Draws(1, "test"))
    likely = [value for value in range(40) if 4000 * distribution.pmf(value) > 10]
    seen = np.array([(numbers == value).sum() for value in likely])
    expected = 4000 * distribution.pmf(likely)
    seen, expected = np.append(seen, 4000 - seen.sum()), np.append(expected, 4000 - expected.sum())
    assert scipy.stats.chisquare(seen, expected).pvalue > 0.01


def test_multinomial_draws_add_up():
    counts = np.array([0, 7, 100])
    drawn = Draws(1, "test").multinomial(counts, np.array([[1.0, 1.0], [0.0, 2.0], [3.0, 1.0]]))
    assert drawn.sum(axis=1).tolist() == counts.tolist()
    assert drawn[1, 0] == 0


def test_lines_are_cut_where_they_meet_and_where_one_ends():
    """A cross, a line that goes on where another ends, a ring, and a loose end of 4 cm."""
    wkt = [
        "LINESTRING (0 0, 10 0)", "LINESTRING (5 -5, 5 5)", "LINESTRING (10 0, 20 0)", "LINESTRING (20 1, 20 -0.04)",
        "LINESTRING (31 31, 30 31, 30 30, 31 31)",
    ]  # fmt: skip
    edges = shapes.cut_at_meetings(shapely.from_wkt(wkt), 0.1)
    assert shapely.to_wkt(edges, trim=True, rounding_precision=2).tolist() == [
        "LINESTRING (0 0, 5 0)", "LINESTRING (5 -5, 5 0)", "LINESTRING (5 0, 5 5)", "LINESTRING (5 0, 10 0)", "LINESTRING (10 0, 20 0)",
        "LINESTRING (20 0, 20 1)", "LINESTRING (31 31, 30 30, 30 31, 31 31)",
    ]  # fmt: skip


def test_the_order_of_lines_and_their_direction_do_not_matter_to_the_edges():
    numbers = np.random.default_rng(5)
    lines = shapely.linestrings(np.round(numbers.random((30, 2, 2)) * 10_000) / 100)
    other = shapely.reverse(lines[numbers.permutation(30)])
    one, other = shapes.cut_at_meetings(lines, 0.0), shapes.cut_at_meetings(other, 0.0)
    assert shapely.to_wkb(one).tolist() == shapely.to_wkb(other).tolist()
    assert len(one) > 100
