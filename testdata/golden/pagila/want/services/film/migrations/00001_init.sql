-- svcgen:from empty to f20f53f7665a
-- +goose Up
CREATE TABLE languages (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT languages_pkey PRIMARY KEY (id),
    CONSTRAINT languages_name_key UNIQUE (name),
    CONSTRAINT languages_name_check CHECK (char_length(name) BETWEEN 1 AND 20)
);

CREATE INDEX languages_create_time_id_idx ON languages (create_time, id);
CREATE INDEX languages_update_time_id_idx ON languages (update_time, id);

CREATE TABLE actors (
    id           uuid         NOT NULL,
    first_name   text         NOT NULL,
    last_name    text         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT actors_pkey PRIMARY KEY (id),
    CONSTRAINT actors_first_name_check CHECK (char_length(first_name) BETWEEN 1 AND 45),
    CONSTRAINT actors_last_name_check CHECK (char_length(last_name) BETWEEN 1 AND 45)
);

CREATE INDEX actors_last_name_id_idx ON actors (last_name, id);
CREATE INDEX actors_last_name_prefix_idx ON actors USING btree (last_name text_pattern_ops);
CREATE INDEX actors_create_time_id_idx ON actors (create_time, id);
CREATE INDEX actors_update_time_id_idx ON actors (update_time, id);

CREATE TABLE films (
    id                 uuid              NOT NULL,
    title              text              NOT NULL,
    description        text,
    release_year       integer,
    language           uuid              NOT NULL,
    original_language  uuid,
    rental_duration    integer           NOT NULL DEFAULT 3,
    rental_rate        numeric(4,2)      NOT NULL DEFAULT 4.99,
    length             integer,
    replacement_cost   bigint            NOT NULL DEFAULT 1999,
    rating             text              NOT NULL DEFAULT 'g',
    special_features   text[]            NOT NULL DEFAULT '{}',
    score              double precision  NOT NULL DEFAULT 0,
    create_time        timestamptz       NOT NULL,
    update_time        timestamptz       NOT NULL,
    version            bigint            NOT NULL,
    CONSTRAINT films_pkey PRIMARY KEY (id),
    CONSTRAINT films_language_fkey FOREIGN KEY (language) REFERENCES languages (id) ON DELETE RESTRICT,
    CONSTRAINT films_original_language_fkey FOREIGN KEY (original_language) REFERENCES languages (id) ON DELETE RESTRICT,
    CONSTRAINT films_title_check CHECK (char_length(title) BETWEEN 1 AND 255),
    CONSTRAINT films_release_year_check CHECK (release_year BETWEEN 1901 AND 2155),
    CONSTRAINT films_rental_duration_check CHECK (rental_duration BETWEEN 1 AND 60),
    CONSTRAINT films_rental_rate_check CHECK (rental_rate >= 0),
    CONSTRAINT films_length_check CHECK (length >= 1),
    CONSTRAINT films_rating_check CHECK (rating IN ('g', 'pg', 'pg_13', 'r', 'nc_17')),
    CONSTRAINT films_special_features_check CHECK (special_features <@ ARRAY['trailers', 'commentaries', 'deleted_scenes', 'behind_the_scenes']),
    CONSTRAINT films_score_check CHECK (score BETWEEN 0 AND 10)
);

CREATE INDEX films_language_idx ON films (language, id);
CREATE INDEX films_original_language_idx ON films (original_language);
CREATE INDEX films_title_id_idx ON films (title, id);
CREATE INDEX films_score_id_idx ON films (score, id);
CREATE INDEX films_title_prefix_idx ON films USING btree (title text_pattern_ops);
CREATE INDEX films_search_idx ON films USING gin (to_tsvector('simple', title || ' ' || coalesce(description, '')));
CREATE INDEX films_create_time_id_idx ON films (create_time, id);
CREATE INDEX films_update_time_id_idx ON films (update_time, id);

CREATE TABLE film_actors (
    id           uuid         NOT NULL,
    film         uuid         NOT NULL,
    actor        uuid         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT film_actors_pkey PRIMARY KEY (id),
    CONSTRAINT film_actors_film_actor_key UNIQUE (film, actor),
    CONSTRAINT film_actors_film_fkey FOREIGN KEY (film) REFERENCES films (id) ON DELETE CASCADE,
    CONSTRAINT film_actors_actor_fkey FOREIGN KEY (actor) REFERENCES actors (id) ON DELETE RESTRICT
);

CREATE INDEX film_actors_film_idx ON film_actors (film, id);
CREATE INDEX film_actors_actor_idx ON film_actors (actor, id);
CREATE INDEX film_actors_create_time_id_idx ON film_actors (create_time, id);
CREATE INDEX film_actors_update_time_id_idx ON film_actors (update_time, id);

-- +goose Down
DROP TABLE film_actors;
DROP TABLE films;
DROP TABLE actors;
DROP TABLE languages;
