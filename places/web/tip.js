// What the map says: the tooltip, the words for a screen reader, and notices.
"use strict"

;(() => {
  const { element, wordsFor, sentence } = dateline
  const NOTICE_MS = 6000

  const tip = element("div", "dl-tip")
  tip.setAttribute("aria-hidden", "true")
  tip.hidden = true
  const spoken = element("div", "dl-spoken")
  spoken.setAttribute("role", "status")

  // *near* is a point of the frame and a radius round it to keep clear of.
  const showTip = (thing, near) => {
    const { title, where, lines, remarks } = wordsFor(thing, dateline.marks)
    tip.replaceChildren(element("strong", "", title))
    if (where) tip.append(element("span", "dl-where", where))
    for (const line of lines) tip.append(element("span", "", line))
    for (const remark of remarks) tip.append(element("em", "", remark))
    tip.hidden = false
    const size = dateline.map.getSize()
    const [width, height] = [tip.offsetWidth, tip.offsetHeight]
    const left = Math.max(6, Math.min(size.x - width - 6, near.x - width / 2))
    const above = near.y - near.r - height - 8
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(above > 4 ? above : near.y + near.r + 10)}px)`
  }
  const hideTip = () => {
    tip.hidden = true
    dateline.marks?.hover(null)
    dateline.map?.getContainer().classList.remove("dl-over")
  }

  const say = (text) => (spoken.textContent = text)
  const sayThing = (thing, after = "") => say(sentence(thing, dateline.marks) + after)

  const announce = (text) => {
    const note = element("div", "dl-announce", text)
    note.setAttribute("role", "status")
    dateline.map.getContainer().append(note)
    setTimeout(() => note.remove(), NOTICE_MS)
  }

  const addTip = () => dateline.map.getContainer().append(tip, spoken)

  Object.assign(dateline, { showTip, hideTip, say, sayThing, announce, addTip })
})()
