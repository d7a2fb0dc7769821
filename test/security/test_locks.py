"""Lock files in a shared folder that somebody else wrote, with anything in them."""

import json
import os
import time

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.store.locks import lock_file, read_holder

HOST = os.uname().nodename if os.name == "posix" else ""


@pytest.mark.parametrize(
    "document",
    [
        {"who": 1, "host": HOST, "process": "x", "token": 5},
        {"who": "", "host": HOST, "process": 10**30, "token": ""},
        {"who": "An", "host": HOST, "process": -1, "token": ""},
        {"who": "An", "host": HOST, "process": True, "token": ""},
        {"who": {}, "host": [], "process": None, "token": None, "more": 1},
        [],
        "x",
        None,
    ],
)
def test_a_lock_of_any_shape_is_somebody_elses(tmp_path, document):
    lock = tmp_path / ".lock"
    lock.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(OpgaveError, match=r"is writing '.*' at this moment.*remove the file '.*\.lock'"), lock_file(lock, "Bert", tmp_path):
        pass
    assert lock.exists() and not read_holder(lock).is_dead


def test_a_lock_of_nested_lists_is_nobodys(tmp_path):
    (tmp_path / ".lock").write_text("[" * 100_000, encoding="utf-8")
    assert read_holder(tmp_path / ".lock").who == ""


@pytest.mark.parametrize(("ahead", "is_taken"), [(60, False), (3000, True), (10**8, True), (-3000, False), (-4000, True)])
def test_a_lock_dated_in_the_future_ends(tmp_path, ahead, is_taken):
    lock = tmp_path / ".lock"
    lock.write_text(json.dumps({"who": "An", "host": "elsewhere", "process": 1, "token": "a"}), encoding="utf-8")
    os.utime(lock, (time.time() + ahead,) * 2)
    if is_taken:
        with lock_file(lock, "Bert", tmp_path):
            assert read_holder(lock).who == "Bert"
    else:
        with pytest.raises(OpgaveError, match="An on elsewhere is writing"), lock_file(lock, "Bert", tmp_path):
            pass
