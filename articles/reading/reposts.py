"""Reposts: posts of a blog that begin with the credit line of what they pass on: "Title, Outlet, Author, Date"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from articles.reading.credit_line import credit_of, outlet_and_author, outlets_told_apart

Fields = Mapping[str, str | date | None]


def credited(posts: Iterable[Fields]) -> Iterator[dict[str, str | date | None]]:
    """*posts* with outlet, author and day of what each passes on, and the blog as ``via``, where its text says so."""
    posts = list(posts)
    openings = [str(post["text"]).strip().partition("\n") for post in posts]
    credits_ = [
        credit_of(opening[0], str(post["headline"])) if post["headline"] else None
        for post, opening in zip(posts, openings, strict=True)
    ]
    outlets = outlets_told_apart(credit.pieces for credit in credits_ if credit)
    for post, opening, credit in zip(posts, openings, credits_, strict=True):
        if credit is None or not credit.pieces:
            yield dict(post)
            continue
        outlet, author = outlet_and_author(credit.pieces, outlets)
        said: Fields = {"outlet": outlet, "author": author, "published": credit.published, "text": opening[2]}
        yield {**post, **said, "via": post["outlet"]}
