//! Tables of passes over listings, and views of what is stored of each listing.

use crate::passes::stored_rows;

/// Their definition.
pub const LISTINGS: &str = concat!(
    "
    CREATE TABLE registry (name TEXT NOT NULL) STRICT;
    CREATE TABLE pass (
        id INTEGER PRIMARY KEY AUTOINCREMENT, period TEXT NOT NULL, origin INTEGER NOT NULL,
        closes_at INTEGER NOT NULL, state TEXT NOT NULL, next_page INTEGER NOT NULL,
        as_of INTEGER, total INTEGER, moved INTEGER NOT NULL DEFAULT 0,
        unreadable TEXT NOT NULL DEFAULT '', rows INTEGER, reason TEXT, digest TEXT,
        empty_since INTEGER, archive TEXT, is_baseline INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE INDEX pass_period ON pass (period);
    CREATE TABLE listed (
        pass INTEGER NOT NULL REFERENCES pass (id),
        record INTEGER NOT NULL REFERENCES record (id),
        version TEXT NOT NULL, nth INTEGER NOT NULL, names_record INTEGER NOT NULL,
        history_key TEXT, is_held INTEGER NOT NULL,
        PRIMARY KEY (pass, record, version, nth)) STRICT, WITHOUT ROWID;
    CREATE TABLE waiting (
        id INTEGER PRIMARY KEY, pass INTEGER NOT NULL REFERENCES pass (id), kind TEXT NOT NULL,
        record INTEGER, record_key TEXT NOT NULL, history_key TEXT NOT NULL, row TEXT NOT NULL,
        reason TEXT) STRICT;
    CREATE INDEX waiting_pass ON waiting (pass, record_key);
    CREATE VIEW period AS
        SELECT period AS name, iif(total IS NULL, 'empty', state) AS state, rows, total,
            datetime(as_of / 1000, 'unixepoch') || 'Z' AS as_of, as_of >= closes_at AS is_closed,
            reason
        FROM pass WHERE state IN ('complete', 'disputed')
        UNION ALL
        SELECT period, state, ",
    stored_rows!(),
    ", total,
            datetime(as_of / 1000, 'unixepoch') || 'Z', as_of >= closes_at, reason
        FROM pass WHERE state IN ('running', 'incomplete');
    CREATE VIEW orphan AS
        SELECT pass.period, kind, record_key, waiting.history_key, waiting.reason, row
        FROM waiting JOIN pass ON pass.id = waiting.pass
        WHERE waiting.reason IS NOT NULL;
"
);
