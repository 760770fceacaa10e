"""A real OpenID Connect provider for tests: node's oidc-provider, from the npm registry, on this machine only."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from atlas.bench.serving import free_port

FILES = Path(__file__).with_name("identity")
INSTALLED = Path(__file__).parents[1] / "build" / "identity"
LOCK = "package-lock.json"
SECRETS = """\
[auth]
redirect_uri = "{redirect}"
cookie_secret = "a cookie secret of the tests, thirty-two"
client_id = "reported-measures"
client_secret = "a-secret-of-the-tests"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
"""


@contextmanager
def running_identity_provider(redirect: str) -> Iterator[str]:
    """The settings with which an app signs people in at a provider that sends them back to ``redirect``."""
    _install()
    port = free_port()
    command = ["node", "provider.js", str(port), redirect]
    with subprocess.Popen(
        command, cwd=INSTALLED, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as provider:
        try:
            assert provider.stdout is not None
            assert any("listening" in line for line in provider.stdout), "the identity provider did not start"
            yield SECRETS.format(redirect=redirect, issuer=f"http://127.0.0.1:{port}")
        finally:
            provider.kill()


def _install() -> None:
    """Install what the lock file names, once for each lock file."""
    assert shutil.which("npm"), "no npm: install Debian's packages nodejs and npm, or run python -m tests.packages"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    known = INSTALLED / LOCK
    fresh = not known.exists() or known.read_bytes() != (FILES / LOCK).read_bytes()
    for path in FILES.iterdir():
        if path.is_file():
            shutil.copy(path, INSTALLED)
    if fresh or not (INSTALLED / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=INSTALLED, check=True)
