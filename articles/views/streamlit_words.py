"""Streamlit's words: what it says itself on the pages, in English whatever their language; speaking.js says it anew.

What a later version words otherwise is left in English. ``{what}`` stands for what is named there.
"""

from __future__ import annotations

from articles.words import phrase

STREAMLIT = (
    phrase("Skip to main content"),
    phrase("Expand sidebar"),
    phrase("Collapse sidebar"),
    phrase("App pages"),
    phrase("Help for {what}"),
    phrase("Close"),
    phrase("Clear entry"),
    phrase("Clear all"),
    phrase("Choose an option"),
    phrase("Choose options"),
    phrase("No results"),
    phrase("Choose date"),
    phrase("year, {what}"),
    phrase("month, {what}"),
    phrase("day, {what}"),
    phrase("yyyy"),
    phrase("mm"),
    phrase("dd"),
    phrase("Pagination"),
    phrase("Previous page"),
    phrase("Next page"),
    phrase("Page {what}"),
    phrase("Upload"),
    phrase("file upload"),
    phrase("Add files"),
    phrase("{what} per file"),
    phrase("Remove {what}"),
    phrase("Error:"),
    phrase("files are not allowed."),
    phrase("Show data"),
    phrase("Show chart"),
    phrase("Download as PNG"),
    phrase("Download as CSV"),
    phrase("Copy Vega-Lite spec"),
    phrase("Show/hide columns"),
    phrase("Add row"),
    phrase("Delete row(s)"),
    phrase("Search"),
    phrase("Fullscreen"),
    phrase("Close fullscreen"),
    phrase("Copy to clipboard"),
    phrase("progress"),
    phrase("Open"),
    phrase("Page not found"),
    phrase("The page that you have requested does not seem to exist. Running the app's main page."),
)
