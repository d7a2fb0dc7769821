"""The set-up: nothing is installed twice, and where apt is not, a sentence says what is needed."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SYSTEM_PYTHON = "/usr/bin/python3"
VERSIONS = ROOT / ".ci" / "versions.py"
SYSTEM_PACKAGES = ("numpy", "scipy", "pandas", "shapely", "geopandas")
TOOLS = ("bash", "cat", "dirname", "env", "mkdir", "sha256sum", "tail", "touch")


def setup(target: str, path: str) -> subprocess.CompletedProcess:
    command = [shutil.which("bash"), str(ROOT / ".ci" / "setup.sh"), target]
    return subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)


@pytest.fixture
def few_programs(tmp_path):
    """A PATH on which neither QGIS nor apt is found."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    return tmp_path


def test_the_plugin_is_tested_on_the_versions_of_the_system():
    """Those are what QGIS runs with; the venv must not bring others."""
    of_system = subprocess.run([SYSTEM_PYTHON, "-P", str(VERSIONS)], capture_output=True, text=True, check=True).stdout.split()
    assert [f"{name}=={version(name)}" for name in SYSTEM_PACKAGES] == of_system
    for name in SYSTEM_PACKAGES:
        assert not Path(find_spec(name).origin).is_relative_to(sys.prefix)


def test_a_package_that_forgot_its_version_has_that_of_its_debian_package(tmp_path):
    """shapely's metadata and dpkg are made up here; pip then finds the version in the venv."""
    metadata = tmp_path / "system" / "shapely-0+unknown.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text("Metadata-Version: 2.1\nName: shapely\nVersion: 0+unknown\n")
    packages = tmp_path / "venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    packages.mkdir(parents=True)
    command = [SYSTEM_PYTHON, "-P", str(VERSIONS), str(tmp_path / "venv")]
    environment = {**os.environ, "PYTHONPATH": str(metadata.parents[1]), "PATH": str(tmp_path)}
    without = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (without.returncode, len(without.stderr.splitlines())) == (1, 1)
    assert "shapely calls itself 0+unknown" in without.stderr
    (tmp_path / "dpkg-query").write_text("#!/bin/sh\nprintf '2.2.0~rc1+dfsg'\n")
    (tmp_path / "dpkg-query").chmod(0o755)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "shapely==2.2.0\n" in done.stdout
    assert [path.name for path in packages.iterdir()] == ["shapely-2.2.0.dist-info"]


@pytest.mark.parametrize("target", ["demo", "test"])
def test_a_second_set_up_installs_nothing(target, tmp_path):
    """An apt, a sudo and a pip that leave a trace and fail stand first on the path: none of them is called.

    The first one is run here too: what the tests require may have changed since this checkout was set up.
    """
    setup(target, os.environ["PATH"])
    trace = tmp_path / "trace"
    for name in ("apt-get", "sudo", "pip"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho "$0 $@" >>"{trace}"\nexit 1\n')
        (tmp_path / name).chmod(0o755)
    done = setup(target, f"{tmp_path}:{os.environ['PATH']}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not trace.exists()


def test_without_apt_one_sentence_says_what_to_install(few_programs):
    done = setup("demo", str(few_programs))
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "QGIS 3.40" in done.stderr
    assert "there is no apt here" in done.stderr


def test_the_oldest_qgis_is_the_same_in_set_up_metadata_and_readme():
    metadata = re.search(r"^qgisMinimumVersion=(\d+)\.(\d+)$", (ROOT / "metadata.txt").read_text(encoding="utf-8"), re.MULTILINE)
    major, minor = map(int, metadata.groups())
    script = (ROOT / ".ci" / "setup.sh").read_text(encoding="utf-8")
    assert f"OLDEST_QGIS={major * 10_000 + minor * 100} OLDEST_QGIS_NAME={major}.{minor}\n" in script
    assert f"\nQGIS {major}.{minor} or newer.\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_failing_apt_shows_the_end_of_its_log(few_programs):
    apt = few_programs / "apt-get"
    apt.write_text(f"#!{few_programs}/bash\necho 'E: no such mirror'\nexit 100\n")
    apt.chmod(0o755)
    sudo = few_programs / "sudo"
    sudo.write_text(f'#!{few_programs}/bash\nexec "$@"\n')
    sudo.chmod(0o755)
    done = setup("demo", str(few_programs))
    assert done.returncode == 1
    assert "E: no such mirror" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("the whole log is in build/setup/apt.log.")


def test_every_package_of_the_needs_is_for_a_known_target():
    lines = [line.split() for line in (ROOT / ".ci" / "needs.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert {len(line) for line in lines} == {3}
    assert {target for target, _, _ in lines} == {"demo", "test", "docs"}
    assert {what.split(":")[0] for _, what, _ in lines} == {"program", "module", "file"}


def install(do: str, profile: Path | str, **environment) -> subprocess.CompletedProcess:
    command = ["bash", str(ROOT / ".ci" / "install.sh"), do, str(profile)]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def test_install_links_into_a_profile_and_uninstall_takes_it_away(tmp_path):
    link = tmp_path / "python" / "plugins" / "opgavenkaart"
    assert str(link) in install("link", tmp_path).stdout
    assert (link / "metadata.txt").exists()
    assert install("link", tmp_path).stdout.startswith("Already linked")
    assert install("unlink", tmp_path).returncode == 0
    assert not link.is_symlink()
    assert (ROOT / "metadata.txt").exists()


def test_install_finds_the_users_profile_by_name(tmp_path):
    install("link", "planners", HOME=str(tmp_path), XDG_DATA_HOME="")
    assert (tmp_path / ".local/share/QGIS/QGIS3/profiles/planners/python/plugins/opgavenkaart/metadata.txt").exists()


def test_install_never_overwrites_what_is_not_ours(tmp_path):
    other = tmp_path / "python" / "plugins" / "opgavenkaart"
    other.mkdir(parents=True)
    (other / "mine.txt").touch()
    for do in ("link", "unlink"):
        done = install(do, tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert (other / "mine.txt").exists()


@pytest.mark.parametrize("lock", sorted((ROOT / "test").rglob("*.lock")), ids=lambda path: path.stem)
def test_every_tool_is_of_one_version_and_known_by_its_hashes(lock):
    """Another file under the name of a tool would run with all the rights of who tests."""
    entries = re.sub(r"\\\n *", "", re.sub(r"^\s*#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)).splitlines()
    tools = [entry for entry in entries if entry.strip()]
    assert (
        tools and [entry for entry in tools if not re.match(r"[\w.\[\]-]+==[\w.+!]+ ?(;.*?)?(--hash=sha256:[0-9a-f]{64} ?)+$", entry)] == []
    )


def test_tools_are_installed_by_their_hashes_wherever_they_are(tmp_path):
    """pip itself refuses a file of another hash than the lock says."""
    wheel = tmp_path / "tool-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tool.py", "")
        archive.writestr("tool-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tool\nVersion: 1.0\n")
        archive.writestr("tool-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tool-1.0.dist-info/RECORD", "")
    (tmp_path / "tool.lock").write_text(f"tool==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    script = (ROOT / ".ci" / "setup.sh").read_text(encoding="utf-8")
    options = re.search(r"(--require-hashes .*) --requirement \"\$LOCK\"", script)[1].split()
    asked = ["--no-index", "--find-links", str(tmp_path), "--target", str(tmp_path / "there"), "--requirement", str(tmp_path / "tool.lock")]
    done = subprocess.run([sys.executable, "-m", "pip", "install", *options, *asked], capture_output=True, text=True, check=False)
    assert done.returncode and "DO NOT MATCH THE HASHES" in done.stderr and not (tmp_path / "there").exists()
