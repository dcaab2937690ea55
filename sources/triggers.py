"""What the database itself does for the register."""

# One change of parents or merges at a time: two that close a circle together would each see none.
NO_CYCLE = """
    IF NEW.part_of_id IS NULL AND NEW.merged_into_id IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(1717792770, 1);
    IF NEW.id = NEW.part_of_id OR EXISTS (
        WITH RECURSIVE up (id) AS (
            SELECT NEW.part_of_id
            UNION SELECT s.part_of_id FROM sources_source s JOIN up ON s.id = up.id
            WHERE s.part_of_id IS NOT NULL
        ) SELECT 1 FROM up WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'A source can''t be part of itself, not even by way of others.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'source_has_no_cycle';
    END IF;
    IF NEW.id = NEW.merged_into_id OR EXISTS (
        WITH RECURSIVE up (id) AS (
            SELECT NEW.merged_into_id
            UNION SELECT s.merged_into_id FROM sources_source s JOIN up ON s.id = up.id
            WHERE s.merged_into_id IS NOT NULL
        ) SELECT 1 FROM up WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'A source can''t be merged into itself, not even by way of others.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'source_has_no_cycle';
    END IF;
    RETURN NEW;
"""

GRADE_STANDS = """
    UPDATE sources_source
    SET grade = NEW.letter, grade_scope = NEW.scope, grade_reason = NEW.reason, graded_on = NEW.given_at::date
    WHERE id = NEW.source_id;
    RETURN NULL;
"""
