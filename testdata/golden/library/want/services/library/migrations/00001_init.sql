-- svcgen:from empty to f328813a72bf
-- +goose Up
CREATE TABLE shelves (
    id           uuid         NOT NULL,
    theme        text         NOT NULL,
    capacity     integer      NOT NULL DEFAULT 100,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT shelves_pkey PRIMARY KEY (id),
    CONSTRAINT shelves_theme_key UNIQUE (theme),
    CONSTRAINT shelves_theme_check CHECK (char_length(theme) BETWEEN 1 AND 80),
    CONSTRAINT shelves_capacity_check CHECK (capacity BETWEEN 1 AND 10000)
);

CREATE INDEX shelves_search_idx ON shelves USING gin (to_tsvector('simple', theme));
CREATE INDEX shelves_create_time_id_idx ON shelves (create_time, id);
CREATE INDEX shelves_update_time_id_idx ON shelves (update_time, id);

CREATE TABLE books (
    id           uuid         NOT NULL,
    shelf        uuid         NOT NULL,
    title        text         NOT NULL,
    authors      text[]       NOT NULL DEFAULT '{}',
    isbn         text,
    read         boolean      NOT NULL DEFAULT false,
    published    date,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    delete_time  timestamptz,
    version      bigint       NOT NULL,
    CONSTRAINT books_pkey PRIMARY KEY (id),
    CONSTRAINT books_shelf_fkey FOREIGN KEY (shelf) REFERENCES shelves (id) ON DELETE RESTRICT,
    CONSTRAINT books_title_check CHECK (char_length(title) BETWEEN 1 AND 200),
    CONSTRAINT books_authors_check CHECK (cardinality(authors) <= 20)
);

CREATE UNIQUE INDEX books_isbn_key ON books (isbn) WHERE delete_time IS NULL;
CREATE INDEX books_shelf_idx ON books (shelf, id);
CREATE INDEX books_title_id_idx ON books (title, id);
CREATE INDEX books_title_prefix_idx ON books USING btree (title text_pattern_ops);
CREATE INDEX books_authors_idx ON books USING gin (authors);
CREATE INDEX books_search_idx ON books USING gin (to_tsvector('simple', title));
CREATE INDEX books_create_time_id_idx ON books (create_time, id);
CREATE INDEX books_update_time_id_idx ON books (update_time, id);
CREATE INDEX books_deleted_idx ON books (id) WHERE delete_time IS NOT NULL;

CREATE TABLE job_runs (
    job         text         NOT NULL,
    due_time    timestamptz  NOT NULL,
    start_time  timestamptz  NOT NULL,
    end_time    timestamptz,
    step        integer      NOT NULL DEFAULT 0,
    next        text         NOT NULL DEFAULT '',
    error       text         NOT NULL DEFAULT '',
    CONSTRAINT job_runs_pkey PRIMARY KEY (job, due_time)
);

CREATE TABLE idempotency_keys (
    caller       text         NOT NULL,
    key          text         NOT NULL,
    method       text         NOT NULL,
    digest       bytea        NOT NULL,
    answer       bytea,
    create_time  timestamptz  NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_keys_create_time_idx ON idempotency_keys (create_time);

-- +goose Down
DROP TABLE idempotency_keys;
DROP TABLE job_runs;
DROP TABLE books;
DROP TABLE shelves;
