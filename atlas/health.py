"""Whether the process is up, and whether it can serve what it is for: for who runs it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from atlas.current import load_current
from corpus.models import CorpusError

NOT_KEPT = {"Cache-Control": "no-store"}


async def healthz(_: Request) -> Response:
    """The process answers. Asks nothing of the corpus, and waits for no thread."""
    return PlainTextResponse("ok\n", headers=NOT_KEPT)


def readyz(_: Request) -> Response:
    """The corpus is read and can be served; 503 with the reason where it cannot."""
    try:
        corpus = load_current().corpus
    except CorpusError as error:
        return JSONResponse({"status": "not ready", "reason": str(error)}, 503, headers=NOT_KEPT)
    about = {
        "status": "ready",
        "reports": len(corpus.reports),
        "claims": len(corpus.claims),
        "problems": len(corpus.problems),
    }
    return JSONResponse(about, headers=NOT_KEPT)
