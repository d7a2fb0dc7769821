"""Paths and texts as they are handed out."""

from pathlib import Path

import pytest
from opgavenkaart.processing.model.public_text import at_home, from_home, plain_text, quoted_text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/home/an/data/x.gpkg", "~/data/x.gpkg"),
        ("/home/anna/x.gpkg", "/home/anna/x.gpkg"),
        ("/data/home/an/", "/data/home/an/"),
        ("/home/an", "/home/an"),
        ("data/x.gpkg", "data/x.gpkg"),
    ],
)
def test_a_path_says_nothing_of_who_has_it(monkeypatch, path, told):
    monkeypatch.setattr(Path, "home", lambda: Path("/home/an"))
    assert from_home(path) == told and at_home(told) == path


def test_a_computer_without_a_home_folder_keeps_its_paths(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/"))
    assert from_home("/data/x.gpkg") == "/data/x.gpkg"


def test_marks_that_nobody_sees_and_lines():
    assert plain_text("a\u202eb\nc\u200f") == "ab\nc"
    assert quoted_text("a \n\t b\u202e") == "a b"
    assert "geheim" not in quoted_text("of https://an:geheim@host.be/x?token=geheim there")
