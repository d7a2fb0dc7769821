"""Which servers are inside the network, by their names and by addresses that need no look-up elsewhere."""

import pytest
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.sources.network.inside import Lookups, check_public, find_inside, is_inside
from opgavenkaart.test.support.layers import Heard, record

INSIDE, PUBLIC = "http://10.1.2.3/wfs", "http://8.8.8.8/wfs"


@pytest.mark.parametrize("server", ["10.1.2.3", "192.168.0.1:8080", "127.0.0.1", "localhost", "[::1]:80", "169.254.1.1"])
def test_servers_inside_the_network(server):
    assert is_inside(server)


@pytest.mark.parametrize("server", ["8.8.8.8", "8.8.8.8:80", "[2001:4860:4860::8888]", "a" * 70 + ".example"])
def test_servers_that_are_public_or_cannot_be_known(server):
    assert not is_inside(server)


def test_a_server_is_looked_up_once_in_a_thread_of_its_own():
    lookups = Lookups()
    assert lookups.inside("10.1.2.3") is True, "its name says it"
    assert lookups.inside("8.8.8.8") is None
    lookups.wait(20)
    assert lookups.inside("8.8.8.8") is False
    lookups.wait(0.01)


def test_addresses_inside_the_network_are_found_among_texts():
    assert find_inside([PUBLIC, INSIDE, "trees", "", INSIDE]) == [INSIDE]
    assert find_inside(["trees", PUBLIC]) == []
    with pytest.raises(Cancelled):
        find_inside([PUBLIC], Heard(cancel_after=0))


@pytest.mark.parametrize("options", [{}, {"login": INSIDE, "number": 7}])
def test_a_record_from_elsewhere_leads_to_public_servers_only(options):
    path = PUBLIC if options else INSIDE
    check_public(record("wfs", path, options=options))
    with pytest.raises(OpgaveError, match=r"http://10\.1\.2\.3/wfs is not asked: '10\.1\.2\.3' is inside your network"):
        check_public(record("wfs", path, options=options, foreign=True))
    check_public(record("wfs", PUBLIC, foreign=True))


def test_a_file_of_a_catalogue_from_elsewhere_lies_in_its_folder(tmp_path):
    folder, other = tmp_path / "catalogue", tmp_path / "other.csv"
    folder.mkdir()
    other.write_text("a;b")
    (folder / "own.csv").write_text("a;b")
    (folder / "link.csv").symlink_to(other)
    check_public(record("csv", "own.csv", base=str(folder), foreign=True))
    with pytest.raises(OpgaveError, match=r"'link\.csv' leads out of the folder of its catalogue by a link"):
        check_public(record("csv", "link.csv", base=str(folder), foreign=True))
