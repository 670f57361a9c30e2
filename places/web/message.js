// The page's message: unpacked, and read into marks and shapes.
"use strict"

;(() => {
  const { shape, unwrapped, projectX, projectY } = dateline

  const inflate = async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
    return JSON.parse(await new Response(stream).text())
  }

  const shapesById = new Map()
  let shapesText = null
  const learnShapes = async (text) => {
    if (text === shapesText) return shapesById
    for (const [id, rings, isOutline] of await inflate(text)) {
      // A shape may be another than before: somebody accepted an outline, or dropped one.
      const told = JSON.stringify(rings)
      if (shapesById.get(id)?.told === told) continue
      const made = shape(rings.map((ring) => unwrapped(ring.map(([lat, lon]) => [lon, lat]))), true)
      made.size = (made.box.right - made.box.left) * (made.box.bottom - made.box.top)
      made.told = told
      made.isOutline = Boolean(isOutline)
      shapesById.set(id, made)
    }
    shapesText = text
    return shapesById
  }

  const NONE = []
  // The columns are those of ``row`` in places/mapping/message.py; what is nothing at the end is left out there.
  const readMark = ([
    id, name, where, lat, lon, mentions, articles, outlets, kind,
    doubtful = 0, government = 0, verified = 0, radius = 0, shares = NONE,
  ]) => ({
    type: "mark", id, name, where, lat, lon, mentions, articles, outlets, kind,
    doubtful, government, verified, radius, shares,
    x: projectX(lon),
    y: projectY(Math.max(-85, Math.min(85, lat))),
    isDoubtful: doubtful > 0 && 2 * doubtful >= mentions,
    // 2 hollow, 1 half hollow.
    hollow: !government ? 0 : 3 * government >= 2 * mentions ? 2 : 3 * government >= mentions ? 1 : 0,
    // 2 all of it, 1 some of it.
    checked: !verified ? 0 : verified >= mentions ? 2 : 1,
  })

  Object.assign(dateline, { inflate, learnShapes, readMark })
})()
