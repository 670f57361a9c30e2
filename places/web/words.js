// Words for what is drawn: the same for the tooltip and for a screen reader.
"use strict"

;(() => {
  const { AREA } = dateline
  const FEW = 3

  const number = (n) => n.toLocaleString("en")
  const counted = (n, one) => `${number(n)} ${one}${n === 1 ? "" : "s"}`
  const share = (n, all) => (n === all ? `all ${number(all)}` : `${number(n)} of ${number(all)}`)
  const outletName = (name) => name || "an unknown outlet"

  const counts = ({ mentions, articles, outlets }) =>
    [counted(mentions, "mention"), counted(articles, "article"), counted(outlets, "outlet")].join(" · ")

  // Said where it matters: one outlet has half of a number that is more than a handful.
  const leaderWords = ({ shares }, outlets) => {
    if (!shares.length) return ""
    const [leader, most] = shares
    let total = 0
    for (let i = 3; i < shares.length; i += 2) total += shares[i]
    if (total <= FEW) return ""
    const name = outletName(outlets[leader])
    return most * 2 >= total ? `${share(most, total)} from one outlet, ${name}` : `most from ${name}: ${share(most, total)}`
  }

  const remarks = (mark, layer) => {
    const { mentions, government, verified, doubtful, kind, radius } = mark
    const shape = kind === AREA && layer.shapes.has(mark.id)
    return [
      leaderWords(mark, layer.outlets),
      government && `${share(government, mentions)} ${government === 1 ? "means" : "mean"} a government`,
      verified && `${share(verified, mentions)} verified by a person`,
      shape && "approximate area",
      !shape && radius && `approximate area, some ${number(radius)} km around`,
      doubtful >= mentions && "which place is meant is doubtful",
      doubtful && doubtful < mentions && `which place is meant is doubtful in ${share(doubtful, mentions)}`,
    ].filter(Boolean)
  }

  // What is said of a mark, a vague mark or a line.
  const wordsFor = (thing, layer) => {
    if (thing.type === "vague") {
      const anchor = layer.find(thing.anchor)?.name
      const told = counted(thing.mentions, "mention") + (anchor ? `, counted with ${anchor}` : "")
      return { title: thing.phrase, where: `approximate: within some ${number(thing.radius)} km`, lines: [told], remarks: [] }
    }
    if (thing.type === "link") {
      const lines = [`named together in ${counted(thing.count, "passage")}`]
      return { title: `${thing.from.name} – ${thing.to.name}`, where: "", lines, remarks: [] }
    }
    return { title: thing.name, where: thing.where, lines: [counts(thing)], remarks: remarks(thing, layer) }
  }
  const sentence = (thing, layer) => {
    const { title, where, lines, remarks } = wordsFor(thing, layer)
    return [title, where, ...lines, ...remarks].filter(Boolean).join(". ")
  }

  Object.assign(dateline, { number, outletName, wordsFor, sentence })
})()
