-- SPDX-License-Identifier: Apache-2.0
-- Absence is NULL. A key cannot hold NULL: there -1 or 0 stands for it, and a generated column shows it as NULL.

CREATE TABLE study (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  title TEXT NOT NULL,
  setting TEXT,
  place TEXT,
  ethics_id TEXT,
  until_date TEXT,
  responsible TEXT
) STRICT;

CREATE TABLE protocol (
  version INTEGER PRIMARY KEY CHECK (version >= 1),
  canonical TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  adopted_utc TEXT NOT NULL,
  locked_utc TEXT
) STRICT;

CREATE TABLE participant (
  participant_idx INTEGER PRIMARY KEY,
  participant_id TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('ratee', 'rater', 'both')),
  is_simulated INTEGER NOT NULL CHECK (is_simulated IN (0, 1))
) STRICT;

-- The only thing that ties a line of the log to a person: with the key destroyed, nobody can tell whom it was about.
CREATE TABLE audit_key (
  participant_idx INTEGER PRIMARY KEY REFERENCES participant,
  key_bytes BLOB NOT NULL CHECK (length(key_bytes) = 32)
) STRICT;

CREATE TABLE score (
  participant_idx INTEGER NOT NULL REFERENCES participant,
  instrument TEXT NOT NULL,
  item INTEGER NOT NULL CHECK (item >= 0),
  value INTEGER NOT NULL,
  item_number INTEGER GENERATED ALWAYS AS (nullif(item, 0)) VIRTUAL,
  PRIMARY KEY (participant_idx, instrument, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribute (
  participant_idx INTEGER NOT NULL REFERENCES participant,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (participant_idx, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE clip (
  clip_idx INTEGER PRIMARY KEY,
  participant_idx INTEGER NOT NULL REFERENCES participant,
  session INTEGER NOT NULL CHECK (session BETWEEN 1 AND 9999),
  take INTEGER NOT NULL CHECK (take BETWEEN 1 AND 9999),
  kind TEXT NOT NULL CHECK (kind IN ('main', 'neutral')),
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,
  UNIQUE (participant_idx, session, take, kind)
) STRICT;

CREATE TABLE item (
  item_idx INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE rating (
  rater_idx INTEGER NOT NULL REFERENCES participant,
  ratee_idx INTEGER NOT NULL REFERENCES participant,
  item_idx INTEGER NOT NULL REFERENCES item,
  trial INTEGER NOT NULL CHECK (trial >= -1),
  rating REAL NOT NULL,
  response_time_ms REAL,
  timestamp TEXT,
  trial_index INTEGER GENERATED ALWAYS AS (nullif(trial, -1)) VIRTUAL,
  PRIMARY KEY (rater_idx, ratee_idx, item_idx, trial)
) STRICT, WITHOUT ROWID;

CREATE TABLE exclusion (
  exclusion_idx INTEGER PRIMARY KEY,
  participant_idx INTEGER NOT NULL REFERENCES participant,
  session INTEGER CHECK (session BETWEEN 1 AND 9999),
  take INTEGER CHECK (take BETWEEN 1 AND 9999),
  kind TEXT CHECK (kind IN ('main', 'neutral')),
  reason TEXT NOT NULL,
  CHECK ((session IS NULL) = (take IS NULL) AND (take IS NULL) = (kind IS NULL))
) STRICT;
CREATE UNIQUE INDEX exclusion_once
  ON exclusion (participant_idx, coalesce(session, 0), coalesce(take, 0), coalesce(kind, ''));

CREATE TABLE measurement (
  measurement_id INTEGER PRIMARY KEY,
  participant_idx INTEGER NOT NULL REFERENCES participant,
  session INTEGER NOT NULL CHECK (session BETWEEN 1 AND 9999),
  take INTEGER NOT NULL CHECK (take BETWEEN 1 AND 9999),
  kind TEXT NOT NULL CHECK (kind IN ('main', 'neutral')),
  origin TEXT NOT NULL CHECK (origin IN ('measured', 'openface-csv', 'other-tool', 'values')),
  tool TEXT CHECK ((tool IS NOT NULL) = (origin = 'other-tool')),
  provenance TEXT NOT NULL,
  sidecar TEXT,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX measurement_once
  ON measurement (participant_idx, session, take, kind, origin, coalesce(tool, ''), provenance);
CREATE UNIQUE INDEX one_current_measurement
  ON measurement (participant_idx, session, take, kind, origin, coalesce(tool, '')) WHERE is_current = 1;

CREATE TABLE unit_value (
  measurement_id INTEGER NOT NULL REFERENCES measurement,
  unit TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('presence', 'intensity')),
  segment TEXT NOT NULL CHECK (segment IN ('whole', 'speaking', 'silent')),
  value REAL NOT NULL,
  frames INTEGER,
  PRIMARY KEY (measurement_id, unit, measure, segment)
) STRICT, WITHOUT ROWID;

-- length_bytes and sha256 are of the plain table; its pieces in their order are one zstd frame.
CREATE TABLE frame_table (
  table_idx INTEGER PRIMARY KEY,
  measurement_id INTEGER NOT NULL REFERENCES measurement,
  name TEXT NOT NULL,
  length_bytes INTEGER NOT NULL CHECK (length_bytes >= 0),
  sha256 TEXT NOT NULL,
  UNIQUE (measurement_id, name)
) STRICT;

CREATE TABLE table_piece (
  table_idx INTEGER NOT NULL REFERENCES frame_table,
  piece INTEGER NOT NULL CHECK (piece >= 1),
  compressed BLOB NOT NULL,
  UNIQUE (table_idx, piece)
) STRICT;

CREATE TABLE audit_entry (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  at_utc TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- How many entries there are and what the last one's hash is, so that a log without its end is noticed.
CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  entries INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
-- INSERT OR REPLACE deletes without a DELETE trigger.
CREATE TRIGGER audit_entry_is_next BEFORE INSERT ON audit_entry
WHEN NEW.number <> (SELECT entries + 1 FROM audit_head)
BEGIN SELECT RAISE(ABORT, 'the log is only added to at its end'); END;
CREATE TRIGGER audit_head_counts_up BEFORE UPDATE ON audit_head
WHEN NEW.one <> 1 OR NEW.entries <> OLD.entries + 1
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER audit_head_is_kept BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head
BEGIN SELECT RAISE(ABORT, 'the log has one head'); END;

-- For each kind of row how many there are and the sum of their hashes, which damage within a row cannot keep.
CREATE TABLE seal (
  section TEXT PRIMARY KEY,
  row_count INTEGER NOT NULL,
  hash_sum BLOB NOT NULL CHECK (length(hash_sum) = 32)
) STRICT;
