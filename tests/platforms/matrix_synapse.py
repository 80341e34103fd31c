"""A real homeserver on loopback, started from the package index's own package."""

import hashlib
import hmac
import json
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

INSTALLED = find_spec("synapse") is not None
REGISTRATION = "on loopback only"
PASSWORD = "correct horse"  # noqa: S105 - of accounts that live as long as a test
NONE = {"per_second": 10_000, "burst_count": 10_000}
START_WITHIN = 60.0


class Synapse:
    """One server in a folder; ``name`` is what stands behind the colon."""

    name = "apoyo.test"

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._config().write_text(json.dumps(self._settings()))

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "synapse.app.homeserver", "-c", str(self._config())],
                cwd=self.folder, stdout=log, stderr=log)
        end = time.monotonic() + START_WITHIN
        while True:
            try:
                self.get("/_matrix/client/versions")
                return
            except (URLError, ConnectionError):
                if time.monotonic() > end or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()[-3000:]) from None
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop it and wait until it has gone."""
        if self._process:
            self._process.terminate()
            self._process.wait(30)

    def register(self, name: str, *, admin: bool = False) -> dict[str, Any]:
        """Make an account; return its user_id, access_token and device_id."""
        nonce = self.get("/_synapse/admin/v1/register")["nonce"]
        role = b"admin" if admin else b"notadmin"
        parts = (nonce.encode(), name.encode(), PASSWORD.encode(), role)
        mac = hmac.new(REGISTRATION.encode(), b"\0".join(parts), hashlib.sha1).hexdigest()
        return self.post("/_synapse/admin/v1/register", {
            "nonce": nonce, "username": name, "password": PASSWORD, "admin": admin, "mac": mac})

    def get(self, path: str) -> dict[str, Any]:
        return _answer(Request(self.url + path))  # noqa: S310 - loopback

    def post(self, path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = json.dumps(body).encode()
        return _answer(Request(self.url + path, data, headers))  # noqa: S310 - loopback

    def _config(self) -> Path:
        return self.folder / "homeserver.json"

    def _settings(self) -> dict[str, Any]:
        return {
            "server_name": self.name, "report_stats": False, "trusted_key_servers": [],
            "pid_file": str(self.folder / "pid"), "signing_key_path": str(self.folder / "key"),
            "media_store_path": str(self.folder / "media"),
            "registration_shared_secret": REGISTRATION, "enable_registration": False,
            "listeners": [{"port": self.port, "type": "http", "bind_addresses": ["127.0.0.1"],
                           "resources": [{"names": ["client", "media"]}]}],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "db")}},
            "federation_domain_whitelist": [], "url_preview_enabled": False,
            "presence": {"enabled": False}, "bcrypt_rounds": 4,
            "app_service_config_files": self._services(),
            **{rate: NONE for rate in ("rc_message", "rc_registration", "rc_admin_redaction",
                                       "rc_room_creation")},
            "rc_login": {one: NONE for one in ("address", "account", "failed_attempts")},
            "rc_joins": {"local": NONE, "remote": NONE},
            "rc_invites": {"per_room": NONE, "per_user": NONE, "per_issuer": NONE},
        }

    def _services(self) -> list[str]:
        """Register one application service that may speak for users beginning with served."""
        path = self.folder / "service.json"
        path.write_text(json.dumps({
            "id": "apoyo", "url": None, "as_token": "served", "hs_token": "not used",
            "sender_localpart": "service", "rate_limited": False, "io.element.msc4190": True,
            "namespaces": {"users": [{"exclusive": True, "regex": "@served.*"}]}}))
        return [str(path)]


def _answer(request: Request) -> dict[str, Any]:
    try:
        with urlopen(request, timeout=30) as response:  # noqa: S310 - loopback
            found: dict[str, Any] = json.load(response)
            return found
    except HTTPError as error:
        raise AssertionError(f"{error.code} {error.read().decode()}") from None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
