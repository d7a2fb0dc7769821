"""What a record says in words that no standard has: written among its subjects, and read from a stranger's."""

import pytest
from opgavenkaart.processing.model.record import Publisher
from opgavenkaart.processing.sources.describing.own_terms import list_terms, read_terms, stricter
from opgavenkaart.test.support.layers import record


def test_terms_are_read_as_they_were_written():
    one = record(
        "csv", theme="housing", sectors=("care", "mobility"), publisher=Publisher("Stad", "city"), geometry="none", redistribution="no"
    )
    terms = list_terms(one)
    assert terms[:2] == ("urn:opgavenkaart:theme:housing", "urn:opgavenkaart:sector:care")
    assert read_terms(["trees", *terms]) == {
        "theme": ("housing",),
        "sector": ("care", "mobility"),
        "publisher": ("city",),
        "geometry": ("none",),
        "redistribution": ("no",),
    }
    assert not any(":theme:" in term for term in list_terms(record("csv", theme=""))), "what is not said has no term"
    assert not any(":theme:" in term for term in list_terms(record("csv", theme="Two words")))


@pytest.mark.parametrize(
    "term",
    [
        "urn:opgavenkaart:publisher:nobody",
        "urn:opgavenkaart:geometry:circle",
        "urn:opgavenkaart:redistribution:perhaps",
        "urn:opgavenkaart:owner:city",
        "urn:opgavenkaart:theme:",
        f"urn:opgavenkaart:theme:{'a' * 41}",
        "x urn:opgavenkaart:theme:housing",
    ],
)
def test_terms_of_no_known_meaning_say_nothing(term):
    assert read_terms([term]) == {}


def test_what_allows_less_counts():
    order = ["no", "aggregated", "yes"]
    assert all(stricter(one, other) == order[min(order.index(one), order.index(other))] for one in order for other in order)
