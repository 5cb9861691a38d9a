-- svcgen:from empty to 152b0fbd643b
-- +goose Up
CREATE TABLE products (
    id           uuid         NOT NULL,
    title        text         NOT NULL,
    stock        integer      NOT NULL DEFAULT 0,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT products_pkey PRIMARY KEY (id),
    CONSTRAINT products_title_check CHECK (char_length(title) BETWEEN 1 AND 120),
    CONSTRAINT products_stock_check CHECK (stock >= 0)
);

CREATE INDEX products_create_time_id_idx ON products (create_time, id);
CREATE INDEX products_update_time_id_idx ON products (update_time, id);

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
DROP TABLE products;
