-- The record, version 1. Ids are text (see model/ids.py); dates are ISO 8601 text; money is decimal text, never a float;
-- spans are JSON arrays [start, end, "words"] in code points of documents.text.

CREATE TABLE artefacts (
  id TEXT PRIMARY KEY CHECK (length(id) = 64),
  size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE origins (
  artefact TEXT NOT NULL REFERENCES artefacts ON DELETE CASCADE,
  path TEXT NOT NULL,
  collected_at TEXT NOT NULL,
  url TEXT, title TEXT, publisher TEXT, published TEXT,
  authors TEXT NOT NULL,
  parent TEXT REFERENCES artefacts,  -- the artefact it was found inside
  part TEXT NOT NULL, depth INTEGER NOT NULL,
  meta_key TEXT NOT NULL,
  PRIMARY KEY (artefact, path)
) STRICT;
CREATE INDEX origins_collected ON origins (collected_at);
CREATE INDEX origins_parent ON origins (parent) WHERE parent IS NOT NULL;

-- When something was seen at an address or a path: a page may come back to what it said before.
CREATE TABLE sightings (
  artefact TEXT NOT NULL REFERENCES artefacts ON DELETE CASCADE,
  address TEXT NOT NULL,
  collected_at TEXT NOT NULL,
  PRIMARY KEY (artefact, address, collected_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_address ON sightings (address);

-- Addresses of the web that were asked, with what a polite second question needs.
CREATE TABLE fetches (
  address TEXT PRIMARY KEY,
  fetched_at TEXT NOT NULL, status INTEGER NOT NULL, answered_by TEXT NOT NULL, digest TEXT NOT NULL,
  etag TEXT, last_modified TEXT,
  artefact TEXT REFERENCES artefacts ON DELETE SET NULL,
  via TEXT, unchanged INTEGER NOT NULL
) STRICT;

-- One row for each piece of work done: what it was done to, by which version. Running again does what is missing here.
CREATE TABLE work (
  stage TEXT NOT NULL,
  input TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (stage, input)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_versions ON work (stage, version);
CREATE TRIGGER artefacts_out AFTER DELETE ON artefacts BEGIN
  DELETE FROM work WHERE stage = 'read' AND input = old.id;
END;

CREATE TABLE documents (
  number INTEGER PRIMARY KEY,   -- the full-text row; an implicit rowid would not survive VACUUM
  id TEXT NOT NULL UNIQUE,
  artefact TEXT NOT NULL REFERENCES artefacts ON DELETE CASCADE,
  part TEXT NOT NULL,
  reader TEXT NOT NULL,
  media_type TEXT NOT NULL,
  title TEXT, published TEXT, publisher TEXT, language TEXT,
  meta TEXT NOT NULL,        -- JSON: title, publisher, authors, published, updated, url, each [value, basis]
  text TEXT NOT NULL,
  lines TEXT NOT NULL,       -- JSON: [start, end, label, rule]
  segments BLOB NOT NULL,    -- deflated JSON: [start, end, part, source_start, source_end]
  site TEXT,                 -- documents of one site share its furniture
  relabelled TEXT            -- the lines as the site's other documents show them, NULL where the reader's stand
) STRICT;
CREATE INDEX documents_site ON documents (site, published) WHERE site IS NOT NULL;
CREATE INDEX documents_artefact ON documents (artefact);
CREATE INDEX documents_published ON documents (published);
CREATE INDEX documents_publisher ON documents (publisher, published);
CREATE INDEX documents_language ON documents (language);

CREATE TABLE statements (
  number INTEGER PRIMARY KEY,   -- the full-text row; an implicit rowid would not survive VACUUM
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  form TEXT NOT NULL,
  source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL, via TEXT NOT NULL,   -- JSON: list of spans
  source_text TEXT NOT NULL, content_text TEXT NOT NULL,                               -- for search
  confidence REAL NOT NULL,
  said_on TEXT, said_on_basis TEXT,
  extractor TEXT NOT NULL, source_kind TEXT NOT NULL
) STRICT;
CREATE INDEX statements_document ON statements (document, start);
CREATE INDEX statements_unsure ON statements (confidence, document, start, extractor, id);
CREATE INDEX statements_said_on ON statements (said_on);
CREATE INDEX statements_via ON statements (document) WHERE via <> '[]';

-- Statements as the extractor found them, where a person has marked other words.
CREATE TABLE corrected (
  statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,   -- what it is now
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  start INTEGER NOT NULL,
  form TEXT NOT NULL,
  source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL, via TEXT NOT NULL,
  source_text TEXT NOT NULL, content_text TEXT NOT NULL,
  confidence REAL NOT NULL,
  said_on TEXT, said_on_basis TEXT,
  extractor TEXT NOT NULL, source_kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX corrected_document ON corrected (document);

CREATE TABLE mentions (
  id TEXT PRIMARY KEY,
  document TEXT REFERENCES documents (id) ON DELETE CASCADE,
  artefact TEXT REFERENCES artefacts ON DELETE CASCADE,
  start INTEGER, "end" INTEGER, text TEXT,     -- the span, when in a document
  pointer TEXT,                              -- the field, when in a table
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  role TEXT,                                 -- JSON: span
  CHECK ((document IS NULL) <> (artefact IS NULL))
) STRICT;
CREATE INDEX mentions_document ON mentions (document, start);
CREATE INDEX mentions_artefact ON mentions (artefact);

CREATE TABLE amounts (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  value TEXT NOT NULL, precision TEXT NOT NULL, currency TEXT NOT NULL, comparator TEXT NOT NULL,
  PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE whens (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  rule TEXT NOT NULL, granularity TEXT,
  readings TEXT NOT NULL,   -- JSON: [first day, last day] of each, null for an open end
  base TEXT NOT NULL, base_day TEXT,
  PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE supplies (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  supplier TEXT, customer TEXT, product TEXT,                 -- JSON: span
  amount TEXT,                                                -- JSON: start, end, words, value, precision, currency, comparator
  status TEXT NOT NULL,
  evidence TEXT NOT NULL,                                     -- JSON: span
  rule TEXT NOT NULL,
  modality TEXT NOT NULL,
  "when" TEXT,                                                -- JSON: span
  "on" TEXT                                                   -- day, month or year, ISO 8601
) STRICT;
CREATE INDEX supplies_document ON supplies (document);

-- Artefacts that hold rows of spending tables, numbered: there may be millions of rows.
CREATE TABLE sheets (
  number INTEGER PRIMARY KEY,
  artefact TEXT NOT NULL UNIQUE REFERENCES artefacts ON DELETE CASCADE
) STRICT;

-- What a row's values are called and how their pointers end (model.award.Places); numbered by content.
CREATE TABLE layouts (
  number INTEGER PRIMARY KEY,
  value TEXT NOT NULL         -- JSON: [name, end of the pointer]
) STRICT;

-- A row of a spending table: one recorded change to an award, with what it says of the whole award.
CREATE TABLE actions (
  number INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES sheets ON DELETE CASCADE,
  row INTEGER NOT NULL,
  award TEXT NOT NULL, parent TEXT,
  kind TEXT NOT NULL, piid TEXT NOT NULL,
  acted_on TEXT,
  sequence TEXT NOT NULL,     -- orders the actions of an award (model.award.sequence_of)
  state INTEGER NOT NULL,     -- 1: says how the award stands, not what changed
  named INTEGER NOT NULL,     -- 1: says who buys or who supplies
  buyer TEXT, recipient TEXT, description TEXT NOT NULL,
  layout INTEGER NOT NULL,
  rest TEXT NOT NULL          -- JSON: what else the row says (store/sheets.py)
) STRICT;
CREATE UNIQUE INDEX actions_sheet ON actions (sheet, row);
CREATE INDEX actions_award ON actions (award, sequence, state, named);
CREATE INDEX actions_dates ON actions (sheet, acted_on);

-- Derived from actions in the same transaction, by the rule of model.award.award_of; never written alone.
CREATE TABLE awards (
  number INTEGER PRIMARY KEY,   -- the full-text row; an implicit rowid would not survive VACUUM
  id TEXT NOT NULL UNIQUE,
  latest INTEGER NOT NULL REFERENCES actions ON DELETE CASCADE,
  actions INTEGER NOT NULL,
  kind TEXT NOT NULL, piid TEXT NOT NULL, parent TEXT,
  acted_on TEXT,
  buyer TEXT, recipient TEXT, description TEXT NOT NULL
) STRICT;
CREATE INDEX awards_parent ON awards (parent);
CREATE INDEX awards_latest ON awards (latest);
CREATE INDEX awards_acted_on ON awards (acted_on);

-- Reported subcontracts, and permissions to use a product; whole as JSON (model/award.py), beside what is looked up.
CREATE TABLE subawards (
  number INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES sheets ON DELETE CASCADE,
  row INTEGER NOT NULL,
  prime TEXT NOT NULL, same TEXT NOT NULL,
  acted_on TEXT,
  recipient TEXT, description TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX subawards_sheet ON subawards (sheet, row);
CREATE INDEX subawards_prime ON subawards (prime, same);

CREATE TABLE authorisations (
  number INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES sheets ON DELETE CASCADE,
  row INTEGER NOT NULL,
  body TEXT NOT NULL, product TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX authorisations_sheet ON authorisations (sheet, row);

-- Lines of edge files: what another program says of two names being one organisation (docs/matching.md).
CREATE TABLE edges (
  number INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES sheets ON DELETE CASCADE,
  row INTEGER NOT NULL,
  left_key TEXT NOT NULL, right_key TEXT NOT NULL,
  score REAL NOT NULL,
  because TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX edges_sheet ON edges (sheet, row);

CREATE TABLE parties (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  identifiers TEXT NOT NULL,  -- JSON: [scheme, value]
  public_role TEXT,
  role_evidence TEXT,         -- JSON, as that of relations
  private INTEGER NOT NULL    -- 1: masked in whatever leaves the machine
) STRICT;

-- What a party is made of: keys of bodies, and keys of people with the document that names them ('' for none).
CREATE TABLE places (
  key TEXT NOT NULL, document TEXT NOT NULL,
  party TEXT NOT NULL,
  PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_party ON places (party);

-- A party that is gone, and the one that has its places now; outlives every re-run.
CREATE TABLE redirects (old TEXT PRIMARY KEY, new TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What waits for a person's decision; made by resolve.
CREATE TABLE reviews (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  left_key TEXT NOT NULL, right_key TEXT NOT NULL,
  score REAL NOT NULL,
  because TEXT NOT NULL,
  items TEXT NOT NULL         -- JSON: ids to show
) STRICT;

CREATE TABLE aliases (
  party TEXT NOT NULL REFERENCES parties ON DELETE CASCADE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,       -- for look-up: model.names.folded
  basis TEXT NOT NULL,
  PRIMARY KEY (party, name)
) STRICT;
CREATE INDEX aliases_folded ON aliases (folded);

CREATE TABLE namings (
  mention TEXT PRIMARY KEY REFERENCES mentions ON DELETE CASCADE,
  party TEXT NOT NULL REFERENCES parties ON DELETE CASCADE,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX namings_party ON namings (party);

CREATE TABLE speakers (
  statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  party TEXT REFERENCES parties ON DELETE CASCADE,
  rule TEXT NOT NULL,
  candidates TEXT NOT NULL    -- JSON: party ids
) STRICT;
CREATE INDEX speakers_party ON speakers (party);

-- Words that stand for somebody without being a name of theirs: pronouns, descriptions, names the text defines.
CREATE TABLE party_references (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  form TEXT NOT NULL,
  party TEXT REFERENCES parties ON DELETE CASCADE,
  rule TEXT NOT NULL,
  candidates TEXT NOT NULL,   -- JSON: party ids
  PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_references_party ON party_references (party) WHERE party IS NOT NULL;

CREATE TABLE relations (
  id TEXT PRIMARY KEY,
  left_party TEXT NOT NULL REFERENCES parties ON DELETE CASCADE,
  kind TEXT NOT NULL,
  right_party TEXT NOT NULL REFERENCES parties ON DELETE CASCADE,
  basis TEXT NOT NULL,
  evidence TEXT,              -- JSON: {"document", "span"} or {"artefact", "pointer", "text"}
  since TEXT, reason TEXT NOT NULL,
  shown_by TEXT NOT NULL      -- JSON: [artefact, pointer, text]
) STRICT;
CREATE INDEX relations_left ON relations (left_party);
CREATE INDEX relations_right ON relations (right_party, kind);

CREATE TABLE links (
  award TEXT NOT NULL REFERENCES awards (id) ON DELETE CASCADE,
  party TEXT NOT NULL REFERENCES parties ON DELETE CASCADE,
  role TEXT NOT NULL,
  label TEXT,
  evidence TEXT NOT NULL,     -- JSON: [artefact, pointer, text] or {document, start, end, text}
  because TEXT NOT NULL,
  PRIMARY KEY (award, party, role)
) STRICT;
CREATE INDEX links_party ON links (party, role);
CREATE INDEX links_documents ON links (award) WHERE instr(evidence, '"document"');
-- A link shown by words of a document that is gone is made again by the next build.
CREATE TRIGGER documents_gone AFTER DELETE ON documents BEGIN
  DELETE FROM links WHERE instr(evidence, '"document"') AND instr(evidence, old.id);
END;

-- How often things are true of each party; derived whenever parties or links are written (store/tallies.py), never written alone.
CREATE TABLE party_counts (
  party TEXT PRIMARY KEY REFERENCES parties ON DELETE CASCADE,
  mentions INTEGER NOT NULL,
  statements INTEGER NOT NULL,  -- of which it is the speaker
  awards INTEGER NOT NULL,      -- with a supplier's part
  received INTEGER NOT NULL,    -- of these, as recipient
  bought INTEGER NOT NULL       -- as buyer or funder
) STRICT, WITHOUT ROWID;
CREATE INDEX party_counts_mentions ON party_counts (mentions);
CREATE INDEX party_counts_statements ON party_counts (statements);
CREATE INDEX party_counts_awards ON party_counts (awards);
CREATE INDEX party_counts_bought ON party_counts (bought) WHERE bought > 0;

-- Who said what on which day ('' where unknown), which documents name whom, and who has a part in awards of which day; derived
-- whenever parties or links are written (store/days.py), never written alone.
CREATE TABLE days_said (
  party TEXT NOT NULL, day TEXT NOT NULL, statement INTEGER NOT NULL, document INTEGER NOT NULL,
  PRIMARY KEY (party, day, statement)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents_naming (party TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (party, document)) STRICT, WITHOUT ROWID;
CREATE TABLE days_done (
  party TEXT NOT NULL, supplies INTEGER NOT NULL, day TEXT NOT NULL, award INTEGER NOT NULL,
  PRIMARY KEY (party, supplies, day, award)
) STRICT, WITHOUT ROWID;

-- What connect has read out of single documents and pairs of documents; kept so that new ones alone are looked at.
CREATE TABLE fingerprints (
  document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE pairs (
  left_document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  right_document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  value TEXT NOT NULL,        -- JSON: model.pair.Pair
  PRIMARY KEY (left_document, right_document)
) STRICT;
CREATE INDEX pairs_right ON pairs (right_document);
CREATE TABLE credits (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  value TEXT NOT NULL         -- JSON: model.lineage.Credit
) STRICT;
CREATE INDEX credits_document ON credits (document);
CREATE TABLE positions (
  statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
  value TEXT NOT NULL         -- JSON: model.thread.Position
) STRICT, WITHOUT ROWID;

CREATE TABLE copies (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  of_document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  value TEXT NOT NULL         -- JSON: model.lineage.Copy
) STRICT;
CREATE INDEX copies_document ON copies (document);
CREATE INDEX copies_of ON copies (of_document);
CREATE INDEX copies_sure ON copies (coalesce(json_extract(value, '$.probability.value'), 0), id);

CREATE TABLE revisions (
  id TEXT PRIMARY KEY,
  "before" TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  "after" TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  value TEXT NOT NULL         -- JSON: model.lineage.Revision
) STRICT;
CREATE INDEX revisions_before ON revisions ("before");
CREATE INDEX revisions_after ON revisions ("after");

CREATE TABLE threads (
  id TEXT PRIMARY KEY,
  speaker TEXT NOT NULL REFERENCES parties ON DELETE CASCADE,
  counterpart TEXT REFERENCES parties ON DELETE CASCADE,
  matter TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL         -- JSON: model.thread.Thread
) STRICT;
CREATE INDEX threads_speaker ON threads (speaker);
CREATE INDEX threads_counterpart ON threads (counterpart);
CREATE TABLE thread_statements (
  thread TEXT NOT NULL REFERENCES threads ON DELETE CASCADE,
  statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  PRIMARY KEY (thread, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_statements_statement ON thread_statements (statement);
-- A thread that loses a statement is made again by the next build.
CREATE TRIGGER thread_statements_out AFTER DELETE ON thread_statements BEGIN
  DELETE FROM threads WHERE id = old.thread;
END;

CREATE TABLE award_matches (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  statement TEXT REFERENCES statements (id) ON DELETE CASCADE,
  award TEXT REFERENCES awards (id) ON DELETE CASCADE,
  value TEXT NOT NULL         -- JSON: model.thread.AwardMatch
) STRICT;
CREATE INDEX award_matches_document ON award_matches (document);
CREATE INDEX award_matches_statement ON award_matches (statement);
CREATE INDEX award_matches_award ON award_matches (award);
CREATE INDEX award_matches_sure ON award_matches (coalesce(json_extract(value, '$.probability.value'), 0), id)
  WHERE award IS NOT NULL;

CREATE TABLE echoes (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  differences TEXT NOT NULL,  -- JSON: [first, second]
  rest TEXT NOT NULL          -- JSON: model.meeting.Echo without these and its members
) STRICT;

CREATE TABLE echo_members (
  echo TEXT NOT NULL REFERENCES echoes ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  span TEXT NOT NULL,
  statement TEXT REFERENCES statements (id) ON DELETE SET NULL,
  speaker TEXT REFERENCES parties ON DELETE SET NULL,
  PRIMARY KEY (echo, ordinal)
) STRICT;
CREATE INDEX echo_members_document ON echo_members (document);
CREATE INDEX echo_members_statement ON echo_members (statement);
CREATE INDEX echo_members_speaker ON echo_members (speaker);

-- What lists of threads, echoes and copies are paged by; made from those tables (store/meeting_lists.py).
CREATE TABLE thread_lines (
  thread TEXT PRIMARY KEY REFERENCES threads ON DELETE CASCADE,
  speaker TEXT NOT NULL, counterpart TEXT,
  utterances INTEGER NOT NULL,
  first TEXT, last TEXT,      -- ISO dates
  positions TEXT NOT NULL,    -- JSON: {position: number}
  changes INTEGER NOT NULL    -- tensions between its own statements
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_lines_order ON thread_lines (utterances DESC, thread);
CREATE INDEX thread_lines_speaker ON thread_lines (speaker, utterances DESC, thread);
CREATE INDEX thread_lines_counterpart ON thread_lines (counterpart, utterances DESC, thread);
CREATE INDEX thread_lines_changes ON thread_lines (utterances DESC, thread) WHERE changes > 0;
-- Echoes of one utterance, and copies of one text: numbered in the order of their lists.
CREATE TABLE echo_groups (
  number INTEGER PRIMARY KEY,
  lead TEXT NOT NULL UNIQUE REFERENCES echoes ON DELETE CASCADE,
  places INTEGER NOT NULL, echoes INTEGER NOT NULL,
  kinds TEXT NOT NULL         -- JSON: {kind: number of echoes}
) STRICT;
CREATE TABLE echo_lines (
  echo TEXT PRIMARY KEY REFERENCES echoes ON DELETE CASCADE,
  number INTEGER NOT NULL     -- of the group
) STRICT, WITHOUT ROWID;
CREATE INDEX echo_lines_number ON echo_lines (number);
CREATE TABLE echo_kinds (kind TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (kind, number)) STRICT, WITHOUT ROWID;
CREATE TABLE copy_groups (
  number INTEGER PRIMARY KEY,
  lead TEXT NOT NULL UNIQUE REFERENCES copies ON DELETE CASCADE,
  documents INTEGER NOT NULL,
  kinds TEXT NOT NULL         -- JSON: {kind: number of copies}
) STRICT;
CREATE TABLE copy_lines (
  copy TEXT PRIMARY KEY REFERENCES copies ON DELETE CASCADE,
  number INTEGER NOT NULL     -- of the group
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_lines_number ON copy_lines (number);

-- An echo needs both its places, a tension both its items: what loses one is made again by the next build.
CREATE TRIGGER echo_members_out AFTER DELETE ON echo_members BEGIN DELETE FROM echoes WHERE id = old.echo; END;

CREATE TABLE tensions (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  left_item TEXT NOT NULL, right_item TEXT NOT NULL,
  score REAL NOT NULL,
  because TEXT NOT NULL,
  both_true_if TEXT NOT NULL,
  evidence TEXT NOT NULL,     -- JSON, as that of links
  rest TEXT NOT NULL          -- JSON: model.meeting.Tension without these
) STRICT;
CREATE INDEX tensions_left ON tensions (left_item);
CREATE INDEX tensions_right ON tensions (right_item);
CREATE TRIGGER statements_gone AFTER DELETE ON statements BEGIN
  DELETE FROM tensions WHERE left_item = old.id OR right_item = old.id;
END;
CREATE TRIGGER awards_gone AFTER DELETE ON awards BEGIN
  DELETE FROM tensions WHERE left_item = old.id OR right_item = old.id;
END;

-- A person's decisions: appended, never changed; no foreign keys, so that no re-run can take them away.
CREATE TABLE judgements (
  id TEXT PRIMARY KEY,
  left_key TEXT NOT NULL, right_key TEXT NOT NULL,
  verdict TEXT NOT NULL,
  user TEXT NOT NULL, made_at TEXT NOT NULL, reason TEXT NOT NULL,
  words TEXT NOT NULL         -- what was judged as it read then
) STRICT;
CREATE INDEX judgements_left ON judgements (left_key);
CREATE INDEX judgements_right ON judgements (right_key);
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are never edited'); END;
CREATE TRIGGER judgements_once BEFORE INSERT ON judgements WHEN EXISTS (SELECT 1 FROM judgements WHERE id = new.id)
BEGIN SELECT RAISE(IGNORE); END;   -- INSERT OR REPLACE would delete without the trigger below
CREATE TRIGGER judgements_kept BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are never deleted'); END;

-- Which statements people's decisions name: worked out of the words of a document when one of the two is written.
CREATE TABLE judged_statements (
  key TEXT PRIMARY KEY,
  statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX judged_statements_statement ON judged_statements (statement);

-- Exports in which private people were not masked, and why: appended, never changed.
CREATE TABLE unmaskings (
  made_at TEXT NOT NULL, user TEXT NOT NULL, reason TEXT NOT NULL, format TEXT NOT NULL, folder TEXT NOT NULL
) STRICT;
CREATE TRIGGER unmaskings_stay BEFORE UPDATE ON unmaskings BEGIN SELECT RAISE(ABORT, 'unmaskings are never edited'); END;
CREATE TRIGGER unmaskings_kept BEFORE DELETE ON unmaskings BEGIN SELECT RAISE(ABORT, 'unmaskings are never deleted'); END;

-- Whom the record is served to beyond this machine. Only hashes of tokens are kept; what was taken back stays listed.
CREATE TABLE tokens (
  name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT PRIMARY KEY, made_at TEXT NOT NULL, revoked_at TEXT NOT NULL
) STRICT;

CREATE TABLE problems (
  id TEXT PRIMARY KEY,
  artefact TEXT REFERENCES artefacts ON DELETE CASCADE,
  path TEXT NOT NULL,
  stage TEXT NOT NULL,
  input TEXT NOT NULL,        -- the input of the work that met it, so that a re-run replaces it
  code TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX problems_input ON problems (stage, input);

-- Full text. External content: the words stand once, in their own table.
CREATE VIRTUAL TABLE statement_words USING fts5 (
  content_text, source_text, content='statements', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER statements_in AFTER INSERT ON statements BEGIN
  INSERT INTO statement_words (rowid, content_text, source_text) VALUES (new.number, new.content_text, new.source_text);
END;
CREATE TRIGGER statements_out AFTER DELETE ON statements BEGIN
  INSERT INTO statement_words (statement_words, rowid, content_text, source_text)
  VALUES ('delete', old.number, old.content_text, old.source_text);
END;

CREATE VIRTUAL TABLE document_words USING fts5 (
  title, text, content='documents', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_in AFTER INSERT ON documents BEGIN
  INSERT INTO document_words (rowid, title, text) VALUES (new.number, new.title, new.text);
  DELETE FROM work WHERE stage = 'site' AND input = new.site;
END;
CREATE TRIGGER documents_out AFTER DELETE ON documents BEGIN
  INSERT INTO document_words (document_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
  DELETE FROM work WHERE stage = 'extract' AND input = old.id;
  DELETE FROM work WHERE stage = 'site' AND input = old.site;
END;

CREATE VIRTUAL TABLE award_words USING fts5 (
  description, recipient, buyer, piid, content='awards', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER awards_in AFTER INSERT ON awards BEGIN
  INSERT INTO award_words (rowid, description, recipient, buyer, piid)
  VALUES (new.number, new.description, new.recipient, new.buyer, new.piid);
END;
CREATE TRIGGER awards_out AFTER DELETE ON awards BEGIN
  INSERT INTO award_words (award_words, rowid, description, recipient, buyer, piid)
  VALUES ('delete', old.number, old.description, old.recipient, old.buyer, old.piid);
END;
