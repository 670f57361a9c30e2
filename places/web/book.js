// The book: every place that the map may mark, once; what a view tells of it is written into it anew.
"use strict"

;(() => {
  const { projectX, projectY } = dateline

  class Mark {
    constructor(id, name, where, lat, lon, kind, radius) {
      Object.assign(this, { id, name, where, lat, lon, kind, radius })
      this.x = projectX(lon)
      this.y = projectY(Math.max(-85, Math.min(85, lat)))
      this.mentions = this.articles = this.outlets = this.doubtful = this.government = this.verified = 0
      this.leader = this.most = 0
      this.isDoubtful = false
      this.hollow = this.checked = 0
      this.parts = null
      this.at = 0
    }
    // The outlet with most mentions and how many, then pairs of a colour and its mentions; nothing where none counted.
    get shares() {
      if (!this.leader) return []
      const shares = [this.leader - 1, this.most]
      this.parts.forEach((part, colour) => part[this.at] && shares.push(colour, part[this.at]))
      return shares
    }
  }
  Mark.prototype.type = "mark"

  const openBook = ({ id, name, where, lat, lon, kind, radius }) =>
    id.map((each, row) => new Mark(each, name[row], where[row], lat[row], lon[row], kind[row], radius[row]))

  // The marks of a view in the order of the book, with what it tells of them.
  const marksOf = (book, { marks, columns, coloured }) => {
    const { nothing } = columns
    const column = (name) => columns[name] ?? nothing
    const [rows, mentions, articles, outlets] = ["rows", "mentions", "articles", "outlets"].map(column)
    const [doubtful, government, verified, leader, most] = ["doubtful", "government", "verified", "leader", "most"].map(column)
    const parts = Array.from({ length: coloured + 1 }, (_, colour) => column(`part${colour}`))
    const told = new Array(marks)
    for (let at = 0; at < marks; at++) {
      const mark = book[rows[at]]
      mark.mentions = mentions[at]
      mark.articles = articles[at]
      mark.outlets = outlets[at]
      mark.doubtful = doubtful[at]
      mark.government = government[at]
      mark.verified = verified[at]
      mark.leader = leader[at]
      mark.most = most[at]
      mark.parts = parts
      mark.at = at
      mark.isDoubtful = mark.doubtful > 0 && 2 * mark.doubtful >= mark.mentions
      // 2 hollow, 1 half hollow.
      mark.hollow = !mark.government ? 0 : 3 * mark.government >= 2 * mark.mentions ? 2 : 3 * mark.government >= mark.mentions ? 1 : 0
      // 2 all of it, 1 some of it.
      mark.checked = !mark.verified ? 0 : mark.verified >= mark.mentions ? 2 : 1
      told[at] = mark
    }
    return told
  }

  const MOST_MARKS = 2 ** 21
  // Those with the largest *number* first; of the same in the order of the book.
  const ordered = (marks, number) => {
    const keys = new Float64Array(marks.length)
    for (let at = 0; at < marks.length; at++) keys[at] = at - marks[at][number] * MOST_MARKS
    return Array.from(keys.sort(), (key) => marks[key - Math.floor(key / MOST_MARKS) * MOST_MARKS])
  }

  Object.assign(dateline, { openBook, marksOf, ordered })
})()
