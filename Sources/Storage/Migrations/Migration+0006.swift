extension Migration {
    /// Figures of finished demands, so that nobody has to read all of them to count them.
    ///
    /// The database itself keeps them: in the transaction that finishes, deletes or imports demands, whichever version of
    /// ToWow it comes from. Demands that are not finished are few, have an index of their own and change all the time;
    /// they are counted when somebody asks.
    ///
    /// `demands` and `events` are of all finished demands, the other columns of those with that status. In PostgreSQL a
    /// transaction adds to the row of its connection's `shard`, so that transactions hardly wait for each other; it has
    /// no more than one of these rows, after all rows of demands, so that none waits in a circle. What counts is the sum.
    static let figures = Migration(
        name: "0006_figures",
        sqlite: """
            CREATE TABLE finished (
                shard INTEGER NOT NULL PRIMARY KEY,
                demands INTEGER NOT NULL,
                events INTEGER NOT NULL,
                completed INTEGER NOT NULL,
                failed INTEGER NOT NULL,
                cancelled INTEGER NOT NULL
            ) STRICT;
            INSERT INTO finished (shard, demands, events, completed, failed, cancelled)
            SELECT 0, count(*), coalesce(sum(head), 0), count(*) FILTER (WHERE status = 'completed'),
                count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'cancelled')
            FROM demands WHERE completed_at IS NOT NULL;

            CREATE TRIGGER finished_insert AFTER INSERT ON demands WHEN NEW.completed_at IS NOT NULL BEGIN
                UPDATE finished SET demands = demands + 1, events = events + NEW.head,
                    completed = completed + (NEW.status = 'completed'), failed = failed + (NEW.status = 'failed'),
                    cancelled = cancelled + (NEW.status = 'cancelled');
            END;
            CREATE TRIGGER finished_delete AFTER DELETE ON demands WHEN OLD.completed_at IS NOT NULL BEGIN
                UPDATE finished SET demands = demands - 1, events = events - OLD.head,
                    completed = completed - (OLD.status = 'completed'), failed = failed - (OLD.status = 'failed'),
                    cancelled = cancelled - (OLD.status = 'cancelled');
            END;
            CREATE TRIGGER finished_from AFTER UPDATE OF completed_at ON demands WHEN OLD.completed_at IS NOT NULL BEGIN
                UPDATE finished SET demands = demands - 1, events = events - OLD.head,
                    completed = completed - (OLD.status = 'completed'), failed = failed - (OLD.status = 'failed'),
                    cancelled = cancelled - (OLD.status = 'cancelled');
            END;
            CREATE TRIGGER finished_to AFTER UPDATE OF completed_at ON demands WHEN NEW.completed_at IS NOT NULL BEGIN
                UPDATE finished SET demands = demands + 1, events = events + NEW.head,
                    completed = completed + (NEW.status = 'completed'), failed = failed + (NEW.status = 'failed'),
                    cancelled = cancelled + (NEW.status = 'cancelled');
            END;
            """,
        postgres: """
            CREATE TABLE finished (
                shard bigint NOT NULL PRIMARY KEY,
                demands bigint NOT NULL,
                events bigint NOT NULL,
                completed bigint NOT NULL,
                failed bigint NOT NULL,
                cancelled bigint NOT NULL
            ) WITH (fillfactor = 20);

            CREATE FUNCTION count_finished(demands bigint, events bigint, completed bigint, failed bigint, cancelled bigint)
            RETURNS void LANGUAGE sql AS $$
                INSERT INTO finished AS f (shard, demands, events, completed, failed, cancelled)
                VALUES (pg_backend_pid() % 8, $1, $2, $3, $4, $5)
                ON CONFLICT (shard) DO UPDATE SET demands = f.demands + excluded.demands,
                    events = f.events + excluded.events, completed = f.completed + excluded.completed,
                    failed = f.failed + excluded.failed, cancelled = f.cancelled + excluded.cancelled
            $$;

            CREATE FUNCTION count_finished_rows() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                sign bigint := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
            BEGIN
                PERFORM count_finished(sign * count(*), sign * coalesce(sum(head), 0)::bigint,
                    sign * count(*) FILTER (WHERE status = 'completed'), sign * count(*) FILTER (WHERE status = 'failed'),
                    sign * count(*) FILTER (WHERE status = 'cancelled'))
                FROM changed WHERE completed_at IS NOT NULL HAVING count(*) > 0;
                RETURN NULL;
            END $$;
            CREATE TRIGGER finished_insert AFTER INSERT ON demands REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION count_finished_rows();
            CREATE TRIGGER finished_delete AFTER DELETE ON demands REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION count_finished_rows();

            CREATE FUNCTION count_finished_row() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.completed_at IS NOT NULL THEN
                    PERFORM count_finished(-1, -OLD.head, -(OLD.status = 'completed')::int, -(OLD.status = 'failed')::int,
                        -(OLD.status = 'cancelled')::int);
                END IF;
                IF NEW.completed_at IS NOT NULL THEN
                    PERFORM count_finished(1, NEW.head, (NEW.status = 'completed')::int, (NEW.status = 'failed')::int,
                        (NEW.status = 'cancelled')::int);
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER finished_update AFTER UPDATE OF completed_at ON demands FOR EACH ROW
                WHEN (OLD.completed_at IS NOT NULL OR NEW.completed_at IS NOT NULL)
                EXECUTE FUNCTION count_finished_row();

            CREATE FUNCTION forget_finished() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                DELETE FROM finished;
                RETURN NULL;
            END $$;
            CREATE TRIGGER finished_truncate AFTER TRUNCATE ON demands
                FOR EACH STATEMENT EXECUTE FUNCTION forget_finished();

            INSERT INTO finished (shard, demands, events, completed, failed, cancelled)
            SELECT 0, count(*), coalesce(sum(head), 0)::bigint, count(*) FILTER (WHERE status = 'completed'),
                count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'cancelled')
            FROM demands WHERE completed_at IS NOT NULL;
            """)
}
