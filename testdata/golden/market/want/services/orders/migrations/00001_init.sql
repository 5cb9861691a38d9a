-- svcgen:from empty to 93f40f3d8eeb
-- +goose Up
CREATE TABLE orders (
    id           uuid         NOT NULL,
    product      uuid         NOT NULL,
    mail         text         NOT NULL,
    status       text         NOT NULL DEFAULT 'open',
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_mail_check CHECK (mail <> ''),
    CONSTRAINT orders_status_check CHECK (status IN ('open', 'paid', 'cancelled'))
);

CREATE INDEX orders_create_time_id_idx ON orders (create_time, id);
CREATE INDEX orders_update_time_id_idx ON orders (update_time, id);

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
DROP TABLE orders;
