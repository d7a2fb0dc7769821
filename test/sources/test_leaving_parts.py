"""What is asked of the values of a column before they may leave."""

import pandas as pd
from opgavenkaart.processing.sources.leaving import PART, different_values


def test_each_value_of_a_column_is_seen_the_first_and_the_last_too():
    assert list(different_values(pd.Series(["a", None, "b", "a"]))) == ["a", "b"]
    long = pd.Series(["a"] * PART + ["b"])
    assert list(different_values(long)) == ["a", "b"]
