-- svcgen:from empty to 32dd5f8c68b1
-- +goose Up
CREATE TABLE tickets (
    id           uuid         NOT NULL,
    title        text         NOT NULL,
    status       text         NOT NULL DEFAULT 'open',
    asked_by     uuid         NOT NULL,
    due          date,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT tickets_pkey PRIMARY KEY (id),
    CONSTRAINT tickets_title_check CHECK (char_length(title) BETWEEN 1 AND 120),
    CONSTRAINT tickets_status_check CHECK (status IN ('open', 'waiting', 'closed'))
);

CREATE INDEX tickets_title_prefix_idx ON tickets USING btree (title text_pattern_ops);
CREATE INDEX tickets_search_idx ON tickets USING gin (to_tsvector('simple', title));

CREATE TABLE answers (
    id           uuid         NOT NULL,
    ticket       uuid         NOT NULL,
    text         text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT answers_pkey PRIMARY KEY (id),
    CONSTRAINT answers_ticket_fkey FOREIGN KEY (ticket) REFERENCES tickets (id) ON DELETE CASCADE,
    CONSTRAINT answers_text_check CHECK (char_length(text) BETWEEN 1 AND 5000)
);

CREATE INDEX answers_ticket_idx ON answers (ticket, id);

-- +goose Down
DROP TABLE answers;
DROP TABLE tickets;
