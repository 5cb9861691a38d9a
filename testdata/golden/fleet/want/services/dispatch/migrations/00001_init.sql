-- svcgen:from empty to 5f6f518ceb6c
-- +goose Up
CREATE TABLE drivers (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    mail         text,
    phone        text,
    profile      text,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT drivers_pkey PRIMARY KEY (id),
    CONSTRAINT drivers_name_check CHECK (char_length(name) BETWEEN 1 AND 80),
    CONSTRAINT drivers_contact_check CHECK (num_nonnulls(mail, phone) > 0)
);

CREATE INDEX drivers_name_id_idx ON drivers (name, id);
CREATE INDEX drivers_search_idx ON drivers USING gin (to_tsvector('simple', name));
CREATE INDEX drivers_create_time_id_idx ON drivers (create_time, id);
CREATE INDEX drivers_update_time_id_idx ON drivers (update_time, id);

CREATE TABLE trips (
    id                uuid         NOT NULL,
    driver            uuid         NOT NULL,
    vehicle           uuid         NOT NULL,
    starts_at         timestamptz  NOT NULL,
    ends_at           timestamptz  NOT NULL,
    deposit           bigint,
    deposit_currency  text,
    create_time       timestamptz  NOT NULL,
    update_time       timestamptz  NOT NULL,
    version           bigint       NOT NULL,
    CONSTRAINT trips_pkey PRIMARY KEY (id),
    CONSTRAINT trips_driver_fkey FOREIGN KEY (driver) REFERENCES drivers (id) ON DELETE RESTRICT,
    CONSTRAINT trips_deposit_check CHECK ((deposit IS NULL) = (deposit_currency IS NULL) AND deposit_currency ~ '^[A-Z]{3}$'),
    CONSTRAINT trips_period_check CHECK (ends_at > starts_at)
);

CREATE INDEX trips_driver_idx ON trips (driver, id);
CREATE INDEX trips_vehicle_idx ON trips (vehicle, id);
CREATE INDEX trips_starts_at_id_idx ON trips (starts_at, id);
CREATE INDEX trips_create_time_id_idx ON trips (create_time, id);
CREATE INDEX trips_update_time_id_idx ON trips (update_time, id);

CREATE TABLE trip_stops (
    parent_id   uuid      NOT NULL,
    "position"  integer   NOT NULL,
    place       text      NOT NULL,
    pause       interval  NOT NULL DEFAULT '00:00:00',
    swap_to     uuid,
    CONSTRAINT trip_stops_pkey PRIMARY KEY (parent_id, "position"),
    CONSTRAINT trip_stops_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES trips (id) ON DELETE CASCADE,
    CONSTRAINT trip_stops_place_check CHECK (char_length(place) BETWEEN 1 AND 120),
    CONSTRAINT trip_stops_pause_check CHECK (pause <= '48:00:00')
);

CREATE INDEX trip_stops_swap_to_idx ON trip_stops (swap_to);

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
DROP TABLE idempotency_keys;
DROP TABLE trip_stops;
DROP TABLE trips;
DROP TABLE drivers;
