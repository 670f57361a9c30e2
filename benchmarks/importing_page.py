"""The page, whose first run begins the import named in IMPORT: what ``benchmarks.reading_on`` serves."""

from __future__ import annotations

import os

import streamlit as st  # noqa: TID251  a page of its own

import dashboard
from articles.views.opening import desk


@st.cache_resource
def _began(id_: str) -> None:
    desk().intake.go_on(id_)


if "import" in st.query_params:
    _began(os.environ["IMPORT"])
dashboard.page()
