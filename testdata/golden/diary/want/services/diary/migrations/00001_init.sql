-- svcgen:from empty to 7ce48fd7d91c
-- +goose Up
CREATE TABLE entries (
    id            uuid         NOT NULL,
    title         text         NOT NULL,
    text          text         NOT NULL,
    mood          text         NOT NULL DEFAULT 'even',
    private_note  text,
    picture       bytea,
    create_time   timestamptz  NOT NULL,
    update_time   timestamptz  NOT NULL,
    delete_time   timestamptz,
    version       bigint       NOT NULL,
    CONSTRAINT entries_pkey PRIMARY KEY (id),
    CONSTRAINT entries_title_check CHECK (char_length(title) BETWEEN 1 AND 200),
    CONSTRAINT entries_text_check CHECK (text <> ''),
    CONSTRAINT entries_mood_check CHECK (mood IN ('low', 'even', 'high')),
    CONSTRAINT entries_picture_check CHECK (octet_length(picture) <= 16384)
);

CREATE INDEX entries_search_idx ON entries USING gin (to_tsvector('simple', title || ' ' || text));
CREATE INDEX entries_create_time_id_idx ON entries (create_time, id);
CREATE INDEX entries_update_time_id_idx ON entries (update_time, id);

CREATE TABLE tallies (
    id           uuid         NOT NULL,
    day          date         NOT NULL,
    entries      integer      NOT NULL DEFAULT 0,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT tallies_pkey PRIMARY KEY (id),
    CONSTRAINT tallies_day_key UNIQUE (day),
    CONSTRAINT tallies_entries_check CHECK (entries >= 0)
);

CREATE INDEX tallies_create_time_id_idx ON tallies (create_time, id);
CREATE INDEX tallies_update_time_id_idx ON tallies (update_time, id);

CREATE TABLE outbox (
    id          bigint       NOT NULL GENERATED ALWAYS AS IDENTITY,
    topic       text         NOT NULL,
    event       uuid         NOT NULL,
    key         text         NOT NULL,
    type        text         NOT NULL,
    "time"      timestamptz  NOT NULL,
    attributes  jsonb        NOT NULL,
    data        bytea        NOT NULL,
    error       text,
    CONSTRAINT outbox_pkey PRIMARY KEY (id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE inbox (
    id          bigint       NOT NULL GENERATED ALWAYS AS IDENTITY,
    consumer    text         NOT NULL,
    event       uuid         NOT NULL,
    key         text         NOT NULL,
    type        text         NOT NULL,
    "time"      timestamptz  NOT NULL,
    attributes  jsonb        NOT NULL,
    data        bytea        NOT NULL,
    attempts    integer      NOT NULL DEFAULT 0,
    due_time    timestamptz  NOT NULL DEFAULT now(),
    done_time   timestamptz,
    dead_time   timestamptz,
    error       text,
    CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event)
);

CREATE INDEX inbox_pending_idx ON inbox (consumer, key, id) WHERE done_time IS NULL AND dead_time IS NULL;
CREATE INDEX inbox_dead_idx ON inbox (consumer, dead_time) WHERE dead_time IS NOT NULL;

CREATE TABLE inbox_places (
    consumer  text    NOT NULL,
    source    text    NOT NULL,
    place     bigint  NOT NULL,
    CONSTRAINT inbox_places_pkey PRIMARY KEY (consumer, source)
);

-- +goose Down
DROP TABLE inbox_places;
DROP TABLE inbox;
DROP TABLE outbox;
DROP TABLE tallies;
DROP TABLE entries;
