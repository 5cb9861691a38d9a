-- svcgen:from empty to c8db55b11a8f
-- +goose Up
CREATE TABLE threads (
    id           uuid         NOT NULL,
    title        text         NOT NULL,
    pinned       boolean      NOT NULL DEFAULT false,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT threads_pkey PRIMARY KEY (id),
    CONSTRAINT threads_title_check CHECK (char_length(title) BETWEEN 3 AND 120)
);

CREATE INDEX threads_title_id_idx ON threads (title, id);
CREATE INDEX threads_title_prefix_idx ON threads USING btree (title text_pattern_ops);
CREATE INDEX threads_create_time_id_idx ON threads (create_time, id);
CREATE INDEX threads_update_time_id_idx ON threads (update_time, id);

CREATE TABLE posts (
    id           uuid         NOT NULL,
    thread       uuid         NOT NULL,
    body         text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT posts_pkey PRIMARY KEY (id),
    CONSTRAINT posts_thread_fkey FOREIGN KEY (thread) REFERENCES threads (id) ON DELETE CASCADE,
    CONSTRAINT posts_body_check CHECK (char_length(body) BETWEEN 1 AND 4000)
);

CREATE INDEX posts_thread_idx ON posts (thread, id);
CREATE INDEX posts_create_time_id_idx ON posts (create_time, id);
CREATE INDEX posts_update_time_id_idx ON posts (update_time, id);

-- +goose Down
DROP TABLE posts;
DROP TABLE threads;
