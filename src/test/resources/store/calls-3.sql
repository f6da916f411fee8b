-- The statements of the version that wrote it, and rows of every kind that it knew.
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS calls (
  id INTEGER PRIMARY KEY,
  outgoing INTEGER NOT NULL,
  number TEXT NOT NULL,
  e164 TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  account_id TEXT NOT NULL,
  line TEXT NOT NULL,
  started INTEGER NOT NULL,
  answered INTEGER,
  ended INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  code INTEGER NOT NULL,
  cause TEXT NOT NULL,
  quality REAL
) STRICT;
ALTER TABLE calls ADD COLUMN caller TEXT NOT NULL DEFAULT 'UNKNOWN';
CREATE INDEX IF NOT EXISTS calls_started ON calls (started);
PRAGMA user_version = 3;
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (1, '415 555 0000', '+14155550000', 'Zoë O''Neil', 'sip:+14155550000@example.com', 'a1', 'Office', 1772355600250, 1772355604250, 1772355664250, 'ANSWERED', 200, 'Größe 0', 4.2, 'UNKNOWN');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (0, '415 555 0001', '+14155550001', 'Zoë O''Neil', 'sip:+14155550001@example.com', 'a1', 'Office', 1772355601250, NULL, 1772355665250, 'MISSED', 487, 'Größe 1', NULL, 'VERIFIED');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (1, '415 555 0002', '+14155550002', 'Zoë O''Neil', 'sip:+14155550002@example.com', 'a1', 'Office', 1772355602250, NULL, 1772355666250, 'DECLINED', 487, 'Größe 2', NULL, 'PARTLY');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (0, '415 555 0003', '+14155550003', 'Zoë O''Neil', 'sip:+14155550003@example.com', 'a1', 'Office', 1772355603250, NULL, 1772355667250, 'BUSY', 487, 'Größe 3', NULL, 'GATEWAY');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (1, '415 555 0004', '+14155550004', 'Zoë O''Neil', 'sip:+14155550004@example.com', 'a1', 'Office', 1772355604250, NULL, 1772355668250, 'NO_ANSWER', 487, 'Größe 4', NULL, 'DOUBTFUL');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (0, '415 555 0005', '+14155550005', 'Zoë O''Neil', 'sip:+14155550005@example.com', 'a1', 'Office', 1772355605250, NULL, 1772355669250, 'CANCELLED', 487, 'Größe 5', NULL, 'UNKNOWN');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (1, '415 555 0006', '+14155550006', 'Zoë O''Neil', 'sip:+14155550006@example.com', 'a1', 'Office', 1772355606250, NULL, 1772355670250, 'ANSWERED_ELSEWHERE', 487, 'Größe 6', NULL, 'VERIFIED');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (0, '415 555 0007', '+14155550007', 'Zoë O''Neil', 'sip:+14155550007@example.com', 'a1', 'Office', 1772355607250, NULL, 1772355671250, 'FAILED', 487, 'Größe 7', NULL, 'PARTLY');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (1, '415 555 0008', '+14155550008', 'Zoë O''Neil', 'sip:+14155550008@example.com', 'a1', 'Office', 1772355608250, NULL, 1772355672250, 'NOT_DISTURBED', 487, 'Größe 8', NULL, 'GATEWAY');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (0, '415 555 0009', '+14155550009', 'Zoë O''Neil', 'sip:+14155550009@example.com', 'a1', 'Office', 1772355609250, NULL, 1772355673250, 'BLOCKED', 487, 'Größe 9', NULL, 'DOUBTFUL');
INSERT INTO calls (outgoing, number, e164, name, address, account_id, line, started, answered, ended, outcome, code, cause, quality, caller) VALUES (1, '415 555 0010', '+14155550010', 'Zoë O''Neil', 'sip:+14155550010@example.com', 'a1', 'Office', 1772355610250, NULL, 1772355674250, 'FORWARDED', 487, 'Größe 10', NULL, 'UNKNOWN');
