// Words for what is drawn: the same for the tooltip and for a screen reader.
"use strict"

;(() => {
  const { AREA, number, word, words } = dateline
  const FEW = 3

  const share = (n, all) =>
    n === all ? word("all {all}", { all: number(all) }) : word("{part} of {all}", { part: number(n), all: number(all) })
  const outletName = (name) => name || word("an unknown outlet")

  const counts = ({ mentions, articles, outlets }) =>
    [
      words("{n} mention", "{n} mentions", mentions),
      words("{n} article", "{n} articles", articles),
      words("{n} outlet", "{n} outlets", outlets),
    ].join(" · ")

  // Said where it matters: one outlet has half of a number that is more than a handful.
  const leaderWords = ({ shares }, outlets) => {
    if (!shares.length) return ""
    const [leader, most] = shares
    let total = 0
    for (let i = 3; i < shares.length; i += 2) total += shares[i]
    if (total <= FEW) return ""
    const name = outletName(outlets[leader])
    const values = { share: share(most, total), outlet: name }
    return most * 2 >= total ? word("{share} from one outlet, {outlet}", values) : word("most from {outlet}: {share}", values)
  }

  const remarks = (mark, layer) => {
    const { mentions, government, verified, doubtful, kind, radius } = mark
    const shape = kind === AREA ? layer.shapes.get(mark.id) : undefined
    return [
      leaderWords(mark, layer.tally.outlets),
      government === 1 && word("{share} means a government", { share: share(government, mentions) }),
      government > 1 && word("{share} mean a government", { share: share(government, mentions) }),
      verified && word("{share} verified by a person", { share: share(verified, mentions) }),
      shape && (shape.isOutline ? word("simplified outline") : word("approximate area")),
      !shape && radius && word("approximate area, some {km} km around", { km: number(radius) }),
      doubtful >= mentions && word("which place is meant is doubtful"),
      doubtful && doubtful < mentions && word("which place is meant is doubtful in {share}", { share: share(doubtful, mentions) }),
    ].filter(Boolean)
  }

  // What is said of a mark, a vague mark or a line.
  const wordsFor = (thing, layer) => {
    if (thing.type === "vague") {
      const anchor = layer.find(thing.anchor)?.name
      const mentions = words("{n} mention", "{n} mentions", thing.mentions)
      const told = anchor ? word("{mentions}, counted with {place}", { mentions, place: anchor }) : mentions
      const where = word("approximate: within some {km} km", { km: number(thing.radius) })
      return { title: thing.phrase, where, lines: [told], remarks: [] }
    }
    if (thing.type === "link") {
      const lines = [words("named together in {n} passage", "named together in {n} passages", thing.count)]
      return { title: `${thing.from.name} – ${thing.to.name}`, where: "", lines, remarks: [] }
    }
    return { title: thing.name, where: thing.where, lines: dateline.choosing ? [] : [counts(thing)], remarks: remarks(thing, layer) }
  }
  const sentence = (thing, layer) => {
    const { title, where, lines, remarks } = wordsFor(thing, layer)
    return [title, where, ...lines, ...remarks].filter(Boolean).join(". ")
  }

  Object.assign(dateline, { outletName, wordsFor, sentence })
})()
