"""What of a path and an address says where it leads, without looking anything up."""

import os

import pytest
from opgavenkaart.processing.model.trust import Trust, host_name, is_below, is_inside_name, leaves_folder, read_trust, server_of


@pytest.mark.parametrize(
    ("netloc", "name"), [("[::1]:8080", "::1"), ("[fe80::1]", "fe80::1"), ("host.be:8080", "host.be"), ("host.be", "host.be"), ("", "")]
)
def test_the_name_of_a_server(netloc, name):
    assert host_name(netloc) == name


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("https://An:x@Host.BE:81/a", "host.be:81"),
        ("host.be/a", ""),
        ("https://h%6fst.be/a", "host.be"),
        ("https://[::1/a", "?"),
        ("https://a b.be", "ab.be"),
    ],
)
def test_the_server_of_an_address(address, server):
    assert server_of(address) == server


@pytest.mark.parametrize(
    ("path", "leaves"),
    [
        ("", False),
        ("x.gpkg", False),
        ("a/b/../x.gpkg", True),
        ("../x.gpkg", True),
        ("/etc/x", True),
        ("C:\\x", True),
        ("\\\\server\\x", True),
        ("~/x", True),
        ("a\0b", True),
    ],
)
def test_a_path_that_leads_out_of_a_folder(tmp_path, path, leaves):
    assert leaves_folder(path, str(tmp_path)) == leaves


def test_a_link_out_of_the_folder_and_one_within(tmp_path):
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "out").symlink_to(tmp_path)
    (tmp_path / "base" / "in").symlink_to(tmp_path / "base")
    assert leaves_folder("out/x", str(tmp_path / "base")) and not leaves_folder("in/x", str(tmp_path / "base"))


def test_below_a_folder_is_not_beside_one_of_a_like_name():
    assert is_below("/a/b", "/a/b") and is_below("/a/b/c", "/a/b/") and not is_below("/a/bc", "/a/b") and is_below("/x", "/")


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("localhost", True),
        ("geo.lan", True),
        ("geo.LAN.", True),
        ("lan.geo.be", False),
        ("intranet", True),
        ("127.1", True),
        ("2130706433", True),
        ("8.8.8.8", False),
        ("10.0.0.7", True),
        ("::1", True),
        ("2001:4860:4860::8888", False),
        ("64:ff9b::a00:7", True),
        ("64:ff9b::808:808", False),
        ("fe80::1%eth0", True),
        ("nonsense:name", True),
        ("::ffff:192.168.1.1", True),
    ],
)
def test_a_name_inside_the_network(name, inside):
    assert is_inside_name(name) == inside


def test_a_trusted_server_is_known_by_its_name_or_at_its_port():
    trust = Trust(hosts=frozenset({"geo.lan", "data.lan:81"})).merged(Trust(frozenset({"x"}), ("/a",), frozenset({"more.lan"})))
    assert [trust.has_host(one) for one in ("geo.lan", "geo.lan:80", "data.lan:81", "data.lan:80", "data.lan", "more.lan")] == [
        True, True, True, False, False, True,
    ]  # fmt: skip
    assert trust.hashes == {"x"} and trust.folders == ("/a",)


def test_folders_of_a_trust_file_start_at_that_file(tmp_path):
    (tmp_path / "trust.json").write_text('{"folders": ["maps", "/data"], "hosts": ["Geo.LAN"], "hashes": []}', encoding="utf-8")
    found = read_trust(tmp_path / "trust.json")
    assert found.folders == (os.path.realpath(tmp_path / "maps"), os.path.realpath("/data")) and found.hosts == {"geo.lan"}
