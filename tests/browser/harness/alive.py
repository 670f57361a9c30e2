"""The server of serve.py with an address more, which says how many sessions the process holds: for tests."""

from __future__ import annotations

import gc
from pathlib import Path

import streamlit as st  # noqa: TID251
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.runtime.app_session import AppSession  # noqa: TID251

from articles.views import serving
from articles.views.serving import health_routes, on_script_error, running

#: A test does not wait for what an operator may.
serving.REMEMBERED_SECONDS = 0.3


def alive(_: Request) -> Response:
    gc.collect()
    return JSONResponse({"sessions": sum(isinstance(each, AppSession) for each in gc.get_objects())})


app = st.App(
    Path(__file__).parents[3] / "dashboard.py",
    routes=[Route("/alive", alive), *health_routes()],
    lifespan=running,
    on_script_error=on_script_error,
)
