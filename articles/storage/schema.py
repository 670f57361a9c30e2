"""The archive's tables, and the version by which an archive made with others is told apart."""

from __future__ import annotations

import zlib

from articles.certainty import Certainty
from articles.reposts import signing
from places.mention import Kind

#: A mention's role as the archive keeps it.
KINDS = tuple(Kind)

#: How surely a mention means its place, as the archive keeps it.
CERTAINTIES = tuple(Certainty)

#: Begins the id under which a name that is not on the map is counted and selected.
UNPLACED = "unplaced:"

#: Begins the id under which a name is counted and selected that was decided to be no place.
EXCLUDED = "excluded:"

# What a page counts is kept a second time, packed by article: articles/storage/columns.py says how, and why.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

CREATE TABLE outlet (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE article (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL,         -- hash of all that is told of the article but its source
    day INTEGER NOT NULL,          -- proleptic Gregorian ordinal; 0 for undated
    outlet INTEGER NOT NULL REFERENCES outlet,
    passages INTEGER NOT NULL,
    published TEXT,
    via TEXT NOT NULL,
    author TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,        -- ISO 639, of the text itself where that tells; '' for unknown
    source TEXT NOT NULL,
    headline TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX article_by_day ON article (day, outlet, passages);

-- What a mention counts for: a place of the gazetteer or one that a decision made, or (lat is then NULL) a name that is
-- not on the map, or one that was decided to be no place.
CREATE TABLE place (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    region TEXT NOT NULL,          -- where it lies, for people: "Nineveh, Iraq"
    lat REAL,
    lon REAL,
    feature_class TEXT,
    feature_code TEXT,
    country_code TEXT,
    admin1 TEXT,
    population INTEGER,
    geonameid INTEGER
);

CREATE TABLE passage (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    day INTEGER NOT NULL,
    outlet INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    is_headline INTEGER NOT NULL,
    copies INTEGER NOT NULL
);
CREATE INDEX passage_by_article ON passage (article);

-- The words of the passages, by the number of the passage; the text itself stays with its article.
CREATE VIRTUAL TABLE passage_text USING fts5 (
    text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);

-- One judgement, shared by all mentions of an article that it was made for.
CREATE TABLE resolution (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    toponym TEXT NOT NULL,
    name TEXT NOT NULL,            -- the toponym folded: decisions on a name mean all its spellings
    place INTEGER NOT NULL REFERENCES place,   -- the geoparser's own answer, whatever was decided since
    confidence REAL NOT NULL,
    candidates TEXT NOT NULL,      -- JSON: [[place id, score], ...], best first
    reasons TEXT NOT NULL          -- JSON: [sentence, ...]
);
CREATE INDEX resolution_by_article ON resolution (article);
CREATE INDEX resolution_by_name ON resolution (name, article);

CREATE TABLE mention (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    passage INTEGER REFERENCES passage,   -- NULL in a folded repeat: shown, never counted
    place INTEGER NOT NULL REFERENCES place,
    kind INTEGER NOT NULL,                -- position in places.mention.Kind
    day INTEGER NOT NULL,
    outlet INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    resolution INTEGER NOT NULL REFERENCES resolution,
    relative TEXT,                        -- JSON of the relative position it anchors: see articles/storage/positions.py
    certainty INTEGER NOT NULL            -- position in articles.certainty.Certainty
);
CREATE INDEX mention_by_passage ON mention (passage);
CREATE INDEX mention_by_article ON mention (article, resolution);

-- What decisions changed, and what the geoparser had said: undoing puts it back. Its place is its resolution's.
CREATE TABLE decided (
    mention INTEGER PRIMARY KEY REFERENCES mention,
    decision TEXT NOT NULL,        -- id of what settled the place; '' where only the role was
    role_decision TEXT NOT NULL,   -- id of what settled the role; '' where none did
    kind INTEGER NOT NULL,
    relative TEXT
);

-- The mentions that count, as numbers.
CREATE TABLE counted (
    article INTEGER PRIMARY KEY REFERENCES article,
    day INTEGER NOT NULL,
    outlet INTEGER NOT NULL,
    language TEXT NOT NULL,
    passages BLOB NOT NULL,
    mentions BLOB NOT NULL
);

-- The texts of passages, those that differ in punctuation, case and accents being one: articles/reposts says why.
CREATE TABLE said (
    n INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,     -- of its words
    age INTEGER NOT NULL,          -- the least of its sayings
    sayings INTEGER NOT NULL,
    is_long INTEGER NOT NULL,      -- whether it is compared with others
    names TEXT NOT NULL            -- JSON: what the geoparser took for places in any of its sayings
);
CREATE INDEX said_again ON said (n, age, is_long) WHERE sayings > 1;

CREATE TABLE saying (
    passage INTEGER PRIMARY KEY REFERENCES passage,
    said INTEGER NOT NULL REFERENCES said,
    age INTEGER NOT NULL,          -- of the article: the less, the earlier it was published
    beside INTEGER REFERENCES said -- of a short passage: the long text next to it
);
CREATE INDEX saying_by_said ON saying (said);

-- Keys of MinHash signatures: texts that share one are compared.
CREATE TABLE signed (key INTEGER NOT NULL, said INTEGER NOT NULL, PRIMARY KEY (key, said)) WITHOUT ROWID;

-- What the one says stands in the other.
CREATE TABLE copied (copy INTEGER NOT NULL, original INTEGER NOT NULL, PRIMARY KEY (copy, original)) WITHOUT ROWID;
CREATE INDEX copied_by_original ON copied (original);

-- The one says a part of what the other says, and goes on before or after it.
CREATE TABLE overlapping (text INTEGER NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (text, part)) WITHOUT ROWID;
CREATE INDEX overlapping_by_part ON overlapping (part);

-- What the one says stands in neighbouring passages of an article: all its pieces together.
CREATE TABLE pieced (
    copy INTEGER NOT NULL,
    article INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    age INTEGER NOT NULL,          -- of the article
    PRIMARY KEY (copy, article, piece)
) WITHOUT ROWID;
CREATE INDEX pieced_by_piece ON pieced (piece);
"""

#: Changes with the tables and what signs passages; kept as SQLite's user_version, which is a signed 32-bit number and 0
#: in a new file.
SCHEMA_VERSION = zlib.crc32((TABLES + signing.VERSION).encode()) & 0x7FFF_FFFF | 1
