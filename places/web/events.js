// Events: what the reader did, drawn at once and told to the page.
"use strict"

;(() => {
  const { say, sayThing, word } = dateline
  let lastSeq = 0

  const send = (kind, more) => {
    // Grows even over reloads, so that a second click on the same mark is a new event.
    lastSeq = Math.max(Date.now(), lastSeq + 1)
    window.Streamlit.setComponentValue({ kind, ...more, seq: lastSeq })
  }

  // A mark, a vague mark, which stands for its anchor, or a line.
  const pick = (thing) => {
    const { marks } = dateline
    if (thing.type === "link") {
      marks.choose(thing)
      send("pair", { place: thing.from.id, other: thing.to.id })
    } else {
      const id = thing.type === "vague" ? thing.anchor : thing.id
      marks.select(id)
      dateline.fitControl.refresh()
      send("pick", { place: id })
    }
    sayThing(thing, `. ${word("Selected.")}`)
  }
  const clear = () => {
    const { marks } = dateline
    if (!marks.selected) return
    marks.select("")
    dateline.fitControl.refresh()
    send("clear", { place: "" })
    say(word("Nothing is selected."))
  }

  const sendArea = (points) => send("area", { points })
  const sendPoint = ({ lat, lng }) => send("point", { points: [[lat, lng]] })
  const sendBounds = (points) => send("bounds", { points })

  // Whether the page has answered the last event; what it sends is older otherwise.
  const answered = (seq) => seq >= lastSeq

  Object.assign(dateline, { pick, clear, sendArea, sendPoint, sendBounds, answered })
})()
