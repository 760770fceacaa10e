"""The entry: ``streamlit run app.py``, with ``-- --reports FOLDER`` or ``--claims DATASET`` for another corpus."""

import argparse
import os
import sys
from pathlib import Path

import streamlit as st

from atlas.current import REPORTS_VARIABLE
from atlas.memory import search_what_is_new, take_from_few_stocks
from atlas.operation.lines import running, start_log
from atlas.operation.requests import observed
from atlas.roles import NotOnThisMachine, refuse_local_curator_beyond
from atlas.routes import routes
from atlas.security import middleware

parser = argparse.ArgumentParser(prog="streamlit run app.py --", description="A map of reported measures.")
parser.add_argument("--reports", metavar="FOLDER", help="a folder of report files (default: the bundled corpus)")
parser.add_argument("--claims", metavar="PATH", help="a dataset that python -m corpus extract wrote, opened as it is")
arguments, _ = parser.parse_known_args()
if arguments.claims or arguments.reports:
    os.environ[REPORTS_VARIABLE] = arguments.claims or arguments.reports

start_log()
take_from_few_stocks()
search_what_is_new()
try:
    refuse_local_curator_beyond(st.get_option("server.address"))
except NotOnThisMachine as error:
    sys.exit(f"Not started. {error}")
base_path = st.get_option("server.baseUrlPath") or ""
page = Path(st.__file__).parent / "static" / "index.html"
app = st.App(
    "pages/site.py",
    routes=routes(base_path),
    middleware=[observed(base_path), *middleware(page, base_path)],
    lifespan=running,
)
