"""The words of the page for translators: dateline.pot holds what the sources say, ar.po what is said in Arabic."""
