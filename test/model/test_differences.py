"""Where two documents differ."""

from opgavenkaart.processing.model.differences import DocumentDifference, differences


def test_by_key_by_id_and_as_a_whole():
    before = {"a": 1, "b": {"c": [1, 2], "d": 2}, "list": [{"id": "x", "n": 1}, {"id": "y", "n": 2}], "gone": 0}
    after = {"a": 1, "b": {"c": [2, 1], "d": 2}, "list": [{"id": "y", "n": 3}, {"id": "x", "n": 1}], "new": None}
    assert differences(before, after) == [
        DocumentDifference("b.c", [1, 2], [2, 1]), DocumentDifference("list.y.n", 2, 3), DocumentDifference("gone", 0, None)
    ]  # fmt: skip


def test_an_id_that_comes_or_goes_is_one_difference():
    one, other = {"id": "x", "n": 1}, {"id": "y"}
    assert differences([one], [one, other]) == [DocumentDifference("y", None, other)]
    assert differences([one, other], [one]) == [DocumentDifference("y", other, None)]
    assert differences([], [one]) == [DocumentDifference("", [], {"x": one})]
    assert differences([{"n": 1}, one], [one]) == [DocumentDifference("", [{"n": 1}, one], {"x": one})]
    assert differences(1, 1) == [] and differences(1, 2, "p") == [DocumentDifference("p", 1, 2)]
