"""Two registers with a planted truth matched, beside recordlinkage as its pages advise: blocks, Jaro-Winkler, classes fitted by EM."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec

import pandas as pd
from opgavenkaart.bench.harness import Case, Goal, at_most
from opgavenkaart.processing.analysis.registers import Register, match_registers
from opgavenkaart.processing.analysis.registers.wording import read_address
from opgavenkaart.test.support.register_corpus import Corpus, make_corpus, score

TITLE = "Registers"
FEW, MANY, QUICK = 3_000, 100_000, 5_000
ALIKE, NEAR = 0.85, 50


def cases(quick: bool) -> list[Case] | str:
    """A town's facilities beside the peer, and as many addresses as a city has; a sentence where the peer is absent."""
    if not find_spec("recordlinkage"):
        return "there is no recordlinkage: install it in .venv."
    many = QUICK if quick else MANY
    better = Goal("F1 at least the peer's", lambda ours, peer: f1_of(ours.answer) >= f1_of(peer.answer))
    return [
        Case(f"{FEW:,} records beside as many", partial(make_corpus, FEW, 21), match, match_as_peer, "recordlinkage", goal=better),
        Case(f"{many:,} records beside as many", partial(make_corpus, many, 22), match, repeat=1, goal=at_most(60)),
    ]


def f1_of(answer: str) -> float:
    """Return the F1 that an answer tells."""
    return float(answer.rpartition(" ")[2])


def match(corpus: Corpus) -> str:
    """Match with ours; only sure pairs count."""
    found = match_registers(corpus.first, corpus.second, 250.0, 1)
    return told({(int(one), int(other)) for one, other, sure in zip(found.one, found.other, found.sure, strict=True) if sure}, corpus)


def match_as_peer(corpus: Corpus) -> str:
    """Match with recordlinkage."""
    import recordlinkage

    first, second = frame_of(corpus.first), frame_of(corpus.second)
    index = recordlinkage.Index()
    index.block("number")
    index.sortedneighbourhood("name", window=9)
    compare = recordlinkage.Compare()
    for field in ("name", "street"):
        compare.string(field, field, method="jarowinkler", threshold=ALIKE)
    compare.exact("number", "number")
    for field in ("x", "y"):
        compare.numeric(field, field, method="step", offset=NEAR)
    vectors = compare.compute(index.index(first, second), first, second).astype(int)
    return told({(int(one), int(other)) for one, other in recordlinkage.ECMClassifier().fit_predict(vectors)}, corpus)


def frame_of(register: Register) -> pd.DataFrame:
    """Return a register as the peer takes it, with the street apart from the number."""
    parts = [read_address(address) for address in register.addresses]
    x, y = register.points.T
    names = [name.lower() for name in register.names]
    return pd.DataFrame({"name": names, "street": [one.street for one in parts], "number": [one.number for one in parts], "x": x, "y": y})


def told(pairs: set[tuple[int, int]], corpus: Corpus) -> str:
    """Return how right the pairs are."""
    precision, recall, f1 = score(pairs, corpus.truth)
    return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
