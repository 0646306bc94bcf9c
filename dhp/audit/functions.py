"""The functions of PostgreSQL that write the trail with the rights of the owner.

`trail_append` computes each hash again, as `dhp/audit/chain.py` does, and checks that the events
follow the head without a gap: even somebody with the application's own rights can add nothing
that does not follow, and change nothing. Which long list is the same as an earlier one it finds
out itself, as `dhp/audit/appending.py` does on SQLite.
"""

from dhp.audit.chain import LONG

_LOCK = """
CREATE OR REPLACE FUNCTION trail_lock()
RETURNS TABLE (seq bigint, hash text, at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT h.seq, h.hash::text, h.at FROM trail_head h WHERE h.id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the trail has no head' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END $$
"""
_APPEND = """
CREATE OR REPLACE FUNCTION trail_append(
    seqs bigint[], instant timestamptz, acts text[], actors text[], bodies text[], hashes text[],
    refs text[], of_seqs bigint[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last bigint;
    before text;
    bytes bytea;
    sealed text;
    named record;
    earlier bigint;
    repeats bigint[] := '{}';
BEGIN
    SELECT h.seq, h.hash INTO STRICT last, before FROM trail_head h WHERE h.id = 1 FOR UPDATE;
    FOR place IN 1 .. array_length(seqs, 1) LOOP
        bytes := convert_to(bodies[place], 'UTF8');
        sealed := encode(sha256(
            '\\x0101'::bytea || int8send(last + 1) || decode(before, 'hex')
            || int8send(length(bytes)) || bytes
        ), 'hex');
        IF seqs[place] <> last + 1 OR sealed <> hashes[place] THEN
            RAISE EXCEPTION 'the event does not follow the trail'
                USING ERRCODE = 'object_not_in_prerequisite_state';
        END IF;
        last := seqs[place];
        before := sealed;
        INSERT INTO trail_events (seq, at, act, actor, body, hash)
        VALUES (last, instant, acts[place], actors[place], bodies[place], sealed);
    END LOOP;
    IF cardinality(refs) > :LONG THEN
        FOR named IN
            SELECT s, encode(sha256(
                convert_to(string_agg(r, E'\n' ORDER BY r COLLATE "C"), 'UTF8')
            ), 'hex') AS digest
            FROM unnest(refs, of_seqs) AS given (r, s) GROUP BY s HAVING count(*) > :LONG ORDER BY s
        LOOP
            SELECT l.seq INTO earlier FROM trail_lists l WHERE l.digest = named.digest;
            IF FOUND THEN
                INSERT INTO trail_repeats (seq, first_seq) VALUES (named.s, earlier);
                repeats := repeats || named.s;
            ELSE
                INSERT INTO trail_lists (digest, seq) VALUES (named.digest, named.s);
            END IF;
        END LOOP;
    END IF;
    INSERT INTO trail_subjects (ref, seq)
    SELECT r, s FROM unnest(refs, of_seqs) AS given (r, s) WHERE s <> ALL (repeats);
    UPDATE trail_head SET seq = last, hash = before, at = instant WHERE id = 1;
END $$
""".replace(":LONG", str(LONG))
_REFUSE = """
CREATE OR REPLACE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$
"""
SIGNATURES = (
    "trail_lock()",
    "trail_append(bigint[], timestamptz, text[], text[], text[], text[], text[], bigint[])",
)
FUNCTIONS = (
    _REFUSE,
    _LOCK,
    _APPEND,
    *(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC" for signature in SIGNATURES),
)
