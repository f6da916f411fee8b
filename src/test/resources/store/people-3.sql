-- The statements of the version that wrote it, and rows of every kind that it knew.
PRAGMA journal_mode = WAL;
CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  numbers TEXT NOT NULL,
  favourite INTEGER NOT NULL,
  watched INTEGER NOT NULL
) STRICT;
CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  outgoing INTEGER NOT NULL,
  peer TEXT NOT NULL,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  account_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  cause TEXT NOT NULL,
  seen INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_peer ON messages (peer, at);
PRAGMA user_version = 3;
INSERT INTO contacts (name, numbers, favourite, watched) VALUES ('Max', '1002', 1, 0);
INSERT INTO contacts (name, numbers, favourite, watched) VALUES ('Zoë O''Neil', '+14155550101' || char(10) || 'zoe@example.com', 0, 1);
INSERT INTO contacts (name, numbers, favourite, watched) VALUES ('', '1003', 0, 0);
INSERT INTO messages VALUES ('m0', 0, '+14155550101', 'sip:+14155550101@example.com', '', 'a1', 1772355600250, 'Grüße 👋 0', 'RECEIVED', '', 0);
INSERT INTO messages VALUES ('m1', 1, '+14155550101', 'sip:+14155550101@example.com', '', 'a1', 1772355601250, 'Grüße 👋 1', 'SENT', '', 1);
INSERT INTO messages VALUES ('m2', 1, '+14155550101', 'sip:+14155550101@example.com', '', 'a1', 1772355602250, 'Grüße 👋 2', 'FAILED', 'Not sent.', 0);
INSERT INTO messages VALUES ('m3', 0, 'max@example.com', 'sip:+14155550101@example.com', '', 'a1', 1772355603250, 'Grüße 👋 3', 'RECEIVED', '', 1);
