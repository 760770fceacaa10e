"""Whether the app of this container answers: ``python hosting/healthy.py`` ends with 0 if it does."""

import os
import urllib.request


def address() -> str:
    """Where the app of this container answers for its health, below its base path."""
    port = os.environ.get("STREAMLIT_SERVER_PORT", "8501")
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    return "/".join(filter(None, [f"http://127.0.0.1:{port}", base, "healthz"]))


if __name__ == "__main__":
    with urllib.request.urlopen(address(), timeout=4) as answer:
        raise SystemExit(answer.status != 200)
