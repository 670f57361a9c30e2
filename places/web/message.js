// What the page sends: messages in base64, and parcels, which it keeps and which messages name by their keys.
"use strict"

;(() => {
  const { shape, unwrapped } = dateline

  const textOf = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text()
  const bufferOf = (bytes) =>
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer()
  const inflate = async (text) => JSON.parse(await textOf(Uint8Array.from(atob(text), (character) => character.charCodeAt(0))))

  // By key, for as long as it has not come: who waits for it.
  const awaited = new Map()
  const found = (key) => {
    for (const parcel of window.parent.datelineParcels?.values() ?? []) if (parcel.key === key) return parcel.deflated
    return null
  }
  // Called by the page when it has been handed a parcel; see parcels.js.
  const lookForParcels = () => {
    for (const [key, take] of awaited) {
      const bytes = found(key)
      if (bytes && awaited.delete(key)) take(bytes)
    }
  }
  // A message that a later one has overtaken may wait for ever.
  const parcel = (key) => {
    const bytes = found(key)
    return bytes ? Promise.resolve(bytes) : new Promise((take) => awaited.set(key, take))
  }

  // *read* makes of a parcel's bytes what is drawn; done once for as long as the same parcel is named.
  const reader = (read) => {
    let last = ""
    let made = null
    return async (key) => {
      if (key !== last) {
        const fresh = await read(await parcel(key))
        ;[last, made] = [key, fresh]
      }
      return made
    }
  }

  const readBook = reader(async (bytes) => dateline.openBook(JSON.parse(await textOf(bytes))))

  const COLUMNS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }
  const START = 8
  // The head says how many marks there are and which columns follow; see Tally.parcel in places/mapping/tally.py.
  const readTally = reader(async (bytes) => {
    const buffer = await bufferOf(bytes)
    const length = new DataView(buffer).getUint32(0, true)
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, START, length)))
    const nothing = new Uint8Array(head.marks)
    const columns = { nothing }
    let at = START + length
    for (const [name, size] of head.columns) {
      columns[name] = new COLUMNS[size](buffer, at, head.marks)
      at += Math.ceil((head.marks * size) / START) * START
    }
    const [coloured, ...outlets] = head.outlets
    // Colours that a ring has, that of the other outlets being the last.
    const used = Array.from({ length: coloured + 1 }, (_, colour) => colour).filter((colour) => `part${colour}` in columns)
    return { marks: head.marks, columns, coloured, outlets, used }
  })

  const shapesById = new Map()
  const readShapes = reader(async (bytes) => {
    for (const [id, rings, isOutline] of JSON.parse(await textOf(bytes))) {
      // A shape may be another than before: somebody accepted an outline, or dropped one.
      const told = JSON.stringify(rings)
      if (shapesById.get(id)?.told === told) continue
      const made = shape(rings.map((ring) => unwrapped(ring.map(([lat, lon]) => [lon, lat]))), true)
      made.size = (made.box.right - made.box.left) * (made.box.bottom - made.box.top)
      made.told = told
      made.isOutline = Boolean(isOutline)
      shapesById.set(id, made)
    }
    return shapesById
  })

  Object.assign(dateline, { inflate, lookForParcels, readBook, readTally, readShapes })
})()
