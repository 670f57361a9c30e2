"""The brief as one HTML file to print: its style and its picture are in it, and it asks for nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from articles.article import Span
from articles.excerpt import written
from articles.export.brief import Brief, Quote, Row, brief
from articles.export.selection import Selection
from articles.words import is_right_to_left, language, say

_STYLE = Path(__file__).with_name("brief.css")


def write(selection: Selection) -> bytes:
    return html(brief(selection)).encode()


def html(made: Brief) -> str:
    """The whole document. A strict Content-Security-Policy stands in it: no script, nothing from elsewhere."""
    style = _STYLE.read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    way = "rtl" if is_right_to_left(language()) else "ltr"
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "".join(
        (
            f'<!DOCTYPE html><html lang="{language()}" dir="{way}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(made.title)}</title><style>{style}</style></head><body><main>",
            f"<header><h1>{escape(made.title)}</h1>",
            f'<p class="lead">{escape(made.sentence)}</p>' if made.sentence else "",
            f'<p class="counts">{escape(" · ".join(made.counts))}</p></header>',
            f"<figure>{made.picture.svg}<figcaption>{escape(made.caption)}</figcaption></figure>",
            f"<h2>{say('Places')}</h2>{_table(made.places)}" if made.places else "",
            f"<h2>{say('What is said')}</h2>{''.join(map(_quote, made.quotes))}" if made.quotes else "",
            "" if made.quotes else f'<p class="lead">{say("No passage answers this selection.")}</p>',
            f"<p>{escape(made.rest)}</p>" if made.rest else "",
            f"<footer><h2>{say('Method')}</h2><p>{escape(made.method)}</p><p>{escape(made.attribution)}</p>",
            f"<p>{escape(made.made)}{_permalink(made.permalink)}</p></footer></main></body></html>",
        )
    )


def _table(rows: Iterable[Row]) -> str:
    titles = (say("Place"), say("Mentions"), say("Articles"), say("Outlets"), say("Certainty"))
    head = f"<tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>"
    body = "".join(
        f"<tr><td><b>{escape(row.name)}</b> <i>{escape(row.where)}</i></td><td>{row.mentions:,}</td>"
        f"<td>{row.articles or ''}</td><td>{escape(row.outlets)}</td><td>{escape(row.certainty)}</td></tr>"
        for row in rows
    )
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _quote(quote: Quote) -> str:
    headline = escape(quote.headline)
    if quote.url:
        headline = f'<a href="{escape(quote.url)}" rel="noopener noreferrer nofollow" target="_blank">{headline}</a>'
    of_text, of_headline = (written(text, quote.language, language()) for text in (quote.text, quote.headline))
    text = f"<blockquote{of_text}>{_marked(quote.text, quote.spans)}</blockquote>" if quote.text else ""
    kind = f" ({say('headline')})" if quote.is_headline else ""
    asides = [line for line in (*quote.certainty, quote.copies, quote.elsewhere) if line]
    return (
        f"<article>{text}<p class='from'><b{of_headline}>{headline}</b>{kind}<br>{escape(quote.source)}"
        + (f'<br><span class="url">{escape(quote.url)}</span>' if quote.url else "")
        + f'</p><p class="sure">{"<br>".join(map(escape, asides))}</p>'
        + (f'<p class="note">{escape(quote.note)}</p>' if quote.note else "")
        + "</article>"
    )


def _marked(text: str, spans: Iterable[Span]) -> str:
    pieces, at = [], 0
    for span in spans:
        if at <= span.start < span.end:
            pieces += [escape(text[at : span.start]), f"<mark>{escape(text[span.start : span.end])}</mark>"]
            at = span.end
    return "".join([*pieces, escape(text[at:])])


def _permalink(address: str) -> str:
    if not address:
        return "."
    return f'. {say("Open this view:")} <a class="url" href="{escape(address)}">{escape(address)}</a>'
