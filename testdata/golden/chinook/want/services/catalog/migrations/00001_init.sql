-- svcgen:from empty to 668c3531649b
-- +goose Up
CREATE TABLE artists (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    agent        uuid,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT artists_pkey PRIMARY KEY (id),
    CONSTRAINT artists_name_key UNIQUE (name),
    CONSTRAINT artists_name_check CHECK (char_length(name) BETWEEN 1 AND 120)
);

CREATE INDEX artists_agent_idx ON artists (agent, id);
CREATE INDEX artists_name_id_idx ON artists (name, id);
CREATE INDEX artists_name_prefix_idx ON artists USING btree (name text_pattern_ops);
CREATE INDEX artists_search_idx ON artists USING gin (to_tsvector('simple', name));
CREATE INDEX artists_create_time_id_idx ON artists (create_time, id);
CREATE INDEX artists_update_time_id_idx ON artists (update_time, id);

CREATE TABLE albums (
    id           uuid         NOT NULL,
    title        text         NOT NULL,
    artist       uuid         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT albums_pkey PRIMARY KEY (id),
    CONSTRAINT albums_artist_title_key UNIQUE (artist, title),
    CONSTRAINT albums_artist_fkey FOREIGN KEY (artist) REFERENCES artists (id) ON DELETE CASCADE,
    CONSTRAINT albums_title_check CHECK (char_length(title) BETWEEN 1 AND 160)
);

CREATE INDEX albums_artist_idx ON albums (artist, id);
CREATE INDEX albums_title_id_idx ON albums (title, id);
CREATE INDEX albums_search_idx ON albums USING gin (to_tsvector('simple', title));
CREATE INDEX albums_create_time_id_idx ON albums (create_time, id);
CREATE INDEX albums_update_time_id_idx ON albums (update_time, id);

CREATE TABLE genres (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT genres_pkey PRIMARY KEY (id),
    CONSTRAINT genres_name_key UNIQUE (name),
    CONSTRAINT genres_name_check CHECK (char_length(name) BETWEEN 1 AND 120)
);

CREATE INDEX genres_create_time_id_idx ON genres (create_time, id);
CREATE INDEX genres_update_time_id_idx ON genres (update_time, id);

CREATE TABLE tracks (
    id            uuid           NOT NULL,
    name          text           NOT NULL,
    album         uuid,
    genre         uuid,
    media_type    text           NOT NULL,
    composer      text,
    milliseconds  integer        NOT NULL,
    length        interval       NOT NULL,
    intro         interval,
    fade_out      interval       NOT NULL DEFAULT '00:00:02',
    pause         interval       NOT NULL,
    cues          interval[]     NOT NULL DEFAULT '{}',
    size_bytes    bigint,
    unit_price    numeric(10,2)  NOT NULL,
    preview       bytea,
    tags          text[]         NOT NULL DEFAULT '{}',
    details       jsonb,
    create_time   timestamptz    NOT NULL,
    update_time   timestamptz    NOT NULL,
    version       bigint         NOT NULL,
    CONSTRAINT tracks_pkey PRIMARY KEY (id),
    CONSTRAINT tracks_album_fkey FOREIGN KEY (album) REFERENCES albums (id) ON DELETE SET NULL,
    CONSTRAINT tracks_genre_fkey FOREIGN KEY (genre) REFERENCES genres (id) ON DELETE RESTRICT,
    CONSTRAINT tracks_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT tracks_media_type_check CHECK (media_type IN ('mpeg', 'protected_aac', 'protected_mpeg4', 'purchased_aac', 'aac')),
    CONSTRAINT tracks_composer_check CHECK (char_length(composer) <= 220),
    CONSTRAINT tracks_milliseconds_check CHECK (milliseconds >= 1),
    CONSTRAINT tracks_length_check CHECK (length BETWEEN '00:00:00.001' AND '24:00:00'),
    CONSTRAINT tracks_intro_check CHECK (intro >= '00:00:00'),
    CONSTRAINT tracks_fade_out_check CHECK (fade_out <= '00:00:30'),
    CONSTRAINT tracks_cues_check CHECK (cardinality(cues) <= 20),
    CONSTRAINT tracks_size_bytes_check CHECK (size_bytes >= 0),
    CONSTRAINT tracks_unit_price_check CHECK (unit_price BETWEEN 0 AND 999.99),
    CONSTRAINT tracks_preview_check CHECK (octet_length(preview) <= 65536),
    CONSTRAINT tracks_tags_check CHECK (cardinality(tags) <= 10)
);

CREATE INDEX tracks_album_idx ON tracks (album, id);
CREATE INDEX tracks_genre_idx ON tracks (genre, id);
CREATE INDEX tracks_name_id_idx ON tracks (name, id);
CREATE INDEX tracks_milliseconds_id_idx ON tracks (milliseconds, id);
CREATE INDEX tracks_length_id_idx ON tracks (length, id);
CREATE INDEX tracks_unit_price_id_idx ON tracks (unit_price, id);
CREATE INDEX tracks_cues_idx ON tracks USING gin (cues);
CREATE INDEX tracks_search_idx ON tracks USING gin (to_tsvector('simple', name));
CREATE INDEX tracks_create_time_id_idx ON tracks (create_time, id);
CREATE INDEX tracks_update_time_id_idx ON tracks (update_time, id);

CREATE TABLE playlists (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT playlists_pkey PRIMARY KEY (id),
    CONSTRAINT playlists_name_key UNIQUE (name),
    CONSTRAINT playlists_name_check CHECK (char_length(name) BETWEEN 1 AND 120)
);

CREATE INDEX playlists_create_time_id_idx ON playlists (create_time, id);
CREATE INDEX playlists_update_time_id_idx ON playlists (update_time, id);

CREATE TABLE playlist_entries (
    parent_id   uuid     NOT NULL,
    "position"  integer  NOT NULL,
    track       uuid     NOT NULL,
    comment     text,
    CONSTRAINT playlist_entries_pkey PRIMARY KEY (parent_id, "position"),
    CONSTRAINT playlist_entries_parent_id_track_key UNIQUE (parent_id, track),
    CONSTRAINT playlist_entries_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES playlists (id) ON DELETE CASCADE,
    CONSTRAINT playlist_entries_track_fkey FOREIGN KEY (track) REFERENCES tracks (id) ON DELETE RESTRICT,
    CONSTRAINT playlist_entries_comment_check CHECK (char_length(comment) <= 200)
);

CREATE INDEX playlist_entries_track_idx ON playlist_entries (track);

-- +goose Down
DROP TABLE playlist_entries;
DROP TABLE playlists;
DROP TABLE tracks;
DROP TABLE genres;
DROP TABLE albums;
DROP TABLE artists;
