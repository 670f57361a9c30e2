"""The server: the page of dashboard.py, a health address and a log. ``dateline`` starts it.

Imports nothing of the page: Streamlit serves the map's files only where the page's own script imports them first.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st  # noqa: TID251  the one place beside the page where the server is put together

from articles.views.guarding import guards
from articles.views.previewing import preview_routes
from articles.views.serving import health_routes, on_script_error, running

HERE = Path(__file__).resolve()
#: What the command ``dateline`` does without a server.
COMMANDS = ("backup", "doctor", "restore")

app = st.App(
    HERE.with_name("dashboard.py"),
    routes=[*health_routes(), *preview_routes()],
    middleware=guards(),
    lifespan=running,
    on_script_error=on_script_error,
)


def main() -> None:
    """The command ``dateline``: open the page in a browser, or look the installation over, back it up, restore it."""
    if sys.argv[1:2] and sys.argv[1] in COMMANDS:
        from articles.__main__ import main as articles  # noqa: PLC0415  no server is started

        sys.exit(articles())
    from streamlit.web.cli import main as streamlit  # noqa: PLC0415, TID251  a server is started by this command alone

    sys.argv = ["streamlit", "run", str(HERE), *sys.argv[1:]]
    sys.exit(streamlit())


if __name__ == "__main__":
    main()
