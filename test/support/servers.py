"""Real servers on loopback: PostGIS and QGIS Server, started for a test session and stopped after it."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

USER, PASSWORD = "gis", "geheim-wachtwoord"
WAIT_SECONDS = 30


def free_port() -> int:
    """Return a loopback port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Database:
    """A PostGIS server with one user, who needs a password."""

    port: int
    log: Path = Path()
    """What the server says of itself, a line for each connection among it."""

    @property
    def uri(self) -> str:
        """QGIS's address of the database, without user and password."""
        return f"dbname='postgres' host=127.0.0.1 port={self.port} sslmode=disable"

    def run(self, sql: str) -> None:
        """Run SQL."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", "postgres"]
        command = [str(postgres_folder() / "psql"), "-q", "-v", "ON_ERROR_STOP=1", *where, "-c", sql]
        subprocess.run(command, env=os.environ | {"PGPASSWORD": PASSWORD}, check=True, capture_output=True)

    def count_connections(self) -> int:
        """Return how many connections there have been, those of `run` among them."""
        return self.log.read_text(encoding="utf-8").count("connection authorized")

    def connect(self, name: str, user: str = USER, password: str = PASSWORD) -> str:
        """Save a connection in this QGIS, its user in the authentication manager; return the id of its configuration."""
        from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsProviderRegistry

        manager, metadata = QgsApplication.authManager(), QgsProviderRegistry.instance().providerMetadata("postgres")
        assert manager.masterPasswordIsSet() or manager.setMasterPassword("test-master", True)
        config = QgsAuthMethodConfig("Basic")
        config.setName(name)
        config.setUri("127.0.0.1")
        config.setConfigMap({"username": user, "password": password})
        manager.storeAuthenticationConfig(config)
        uri = QgsDataSourceUri(self.uri)
        uri.setAuthConfigId(config.id())
        metadata.saveConnection(metadata.createConnection(uri.uri(False), {}), name)
        return config.id()

    def forget(self, name: str, auth: str) -> None:
        """Take that connection out of this QGIS."""
        from qgis.core import QgsApplication, QgsProviderRegistry

        QgsProviderRegistry.instance().providerMetadata("postgres").deleteConnection(name)
        QgsApplication.authManager().removeAuthenticationConfig(auth)


def postgres_folder() -> Path:
    """Return the folder of the server's programs; skip the test where PostgreSQL or PostGIS is not installed."""
    folders = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    for folder in folders:
        if Path("/usr/share/postgresql", folder.parent.name, "extension", "postgis.control").exists():
            return folder
    pytest.skip("no PostgreSQL with PostGIS here (apt-get install postgresql postgis)")


def as_server_user(command: list[str]) -> list[str]:
    """Return a command to run as the user postgres: the server refuses to be run by root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextlib.contextmanager
def postgis() -> Iterator[Database]:
    """Run an empty PostGIS database on a free port."""
    programs, port = postgres_folder(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="opgavenkaart-postgres-"))
    try:
        (folder / "password").write_text(PASSWORD)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            for path in (folder, folder / "password"):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        data = str(folder / "data")
        access = ["-U", USER, "-A", "scram-sha-256", "--pwfile", str(folder / "password")]
        quiet(as_server_user([str(programs / "initdb"), "-D", data, "-N", "-E", "UTF8", *access]))
        settings = ("shared_preload_libraries=postgis-3", "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")
        options = f"-p {port} {' '.join(f'-c {setting}' for setting in (*settings, 'log_connections=on'))}"
        control = [str(programs / "pg_ctl"), "-D", data, "-w"]
        quiet(as_server_user([*control, "-o", options, "-l", str(folder / "log"), "start"]))
        try:
            database = Database(port, folder / "log")
            database.run("CREATE EXTENSION postgis")
            yield database
        finally:
            quiet(as_server_user([*control, "-m", "immediate", "stop"]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def quiet(command: list[str]) -> None:
    """Run a command whose output only matters when it fails; its children may keep running."""
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def qgis_server(project: Path) -> Iterator[str]:
    """Serve a project with QGIS Server on a free port; yield its address."""
    program = shutil.which("qgis_mapserver")
    if program is None:
        pytest.skip("no QGIS Server here (apt-get install qgis-server)")
    address = f"127.0.0.1:{free_port()}"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QGIS_SERVER_LOG_LEVEL": "2"}
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([program, "-p", str(project), address], env=environment, **silent)
    try:
        wait_for(f"http://{address}/?SERVICE=WFS&REQUEST=GetCapabilities", process)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Wait until a server answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            opener.open(url, timeout=WAIT_SECONDS).close()
            return
        time.sleep(0.2)
    pytest.fail(f"{process.args[0]} does not answer")
