-- svcgen:from empty to 5fb6488a8156
-- +goose Up
CREATE TABLE people (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    email        text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    delete_time  timestamptz,
    version      bigint       NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id),
    CONSTRAINT people_name_check CHECK (char_length(name) BETWEEN 1 AND 80),
    CONSTRAINT people_email_check CHECK (email <> '')
);

CREATE UNIQUE INDEX people_email_key ON people (email) WHERE delete_time IS NULL;
CREATE INDEX people_name_id_idx ON people (name, id);
CREATE INDEX people_search_idx ON people USING gin (to_tsvector('simple', name));

-- +goose Down
DROP TABLE people;
