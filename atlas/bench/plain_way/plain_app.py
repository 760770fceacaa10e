"""The plain way as an app: `plain_page.py`, with Leaflet from here so that nothing is asked of another host."""

import argparse
import os

import streamlit as st

from atlas.current import REPORTS_VARIABLE
from atlas.routes import routes

parser = argparse.ArgumentParser(prog="streamlit run plain_app.py --")
parser.add_argument("--claims", metavar="PATH", required=True)
os.environ[REPORTS_VARIABLE] = parser.parse_known_args()[0].claims

app = st.App("plain_page.py", routes=routes())
