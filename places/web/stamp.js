// Stamps: of thousands of small marks many look the same, so that each look is drawn once and then put down again.
"use strict"

;(() => {
  const { drawMark } = dateline
  // Beyond the mark's own radius, for its line.
  const MARGIN = 3
  const STEPS_A_PIXEL = 4
  let cut = new Map()
  let cutFor = ""

  // For a mark that has no ring, no badge and is not selected; *x*, *y* and *r* in pixels of the page.
  const stampMark = (context, { mark, x, y, r }, faint, ratio) => {
    const step = Math.ceil(r * STEPS_A_PIXEL)
    const look = mark.kind + 4 * mark.hollow + 16 * mark.isDoubtful + 32 * faint + 64 * step
    let stamp = cut.get(look)
    if (!stamp) {
      stamp = stampOf(mark, step / STEPS_A_PIXEL, faint, ratio)
      cut.set(look, stamp)
    }
    const { image, side } = stamp
    // On whole pixels of the screen, or every stamp would be smoothed once more.
    context.drawImage(image, Math.round((x - side / 2) * ratio) / ratio, Math.round((y - side / 2) * ratio) / ratio, side, side)
  }

  const stampOf = ({ kind, hollow, isDoubtful }, r, faint, ratio) => {
    const pixels = 2 * Math.ceil((r + MARGIN) * ratio)
    const canvas = new OffscreenCanvas(pixels, pixels)
    const context = canvas.getContext("2d")
    context.scale(ratio, ratio)
    const side = pixels / ratio
    drawMark(context, { mark: { kind, hollow, isDoubtful, checked: 0, leader: 0 }, x: side / 2, y: side / 2, r }, false, faint)
    return { image: canvas.transferToImageBitmap(), side }
  }

  // Colours and screen as they are now.
  const sharpenStamps = (ratio) => {
    const now = JSON.stringify([ratio, dateline.colours])
    if (now !== cutFor) [cut, cutFor] = [new Map(), now]
  }

  Object.assign(dateline, { stampMark, sharpenStamps })
})()
