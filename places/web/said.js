// Numbers, and texts that go by a number, as the reader's language has them.
"use strict"

;(() => {
  const { said } = dateline
  // Digits as the rest of the page writes them.
  const digits = new Intl.NumberFormat(`${said.language}-u-nu-latn`)
  const plural = new Intl.PluralRules(said.language)

  const number = (n) => digits.format(n)
  // *one* and *many* are English; ``{n}`` in them is *n*.
  const words = (one, many, n) => {
    const forms = said.counts[one]
    const text = forms ? (forms[plural.select(n)] ?? forms.other) : n === 1 ? one : many
    return text.replace("{n}", number(n))
  }

  Object.assign(dateline, { number, words })
})()
